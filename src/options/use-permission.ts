import { useEffect, useState } from 'preact/hooks';
import browser, { type Manifest } from 'webextension-polyfill';

/** An optional permission: whether the extension has it, and how to ask for it, which needs a click. */
export function usePermission(permission: Manifest.OptionalPermission) {
  const [held, setHeld] = useState(false);
  useEffect(() => {
    const { onAdded, onRemoved, contains } = browser.permissions;
    const look = () => {
      contains({ permissions: [permission] }).then(setHeld, () => undefined);
    };
    look();
    onAdded.addListener(look);
    onRemoved.addListener(look);
    return () => {
      onAdded.removeListener(look);
      onRemoved.removeListener(look);
    };
  }, [permission]);
  const request = () => browser.permissions.request({ permissions: [permission] }).catch(() => false);
  return { held, request };
}
