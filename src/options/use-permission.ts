import { useEffect, useState } from 'preact/hooks';
import browser, { type Permissions } from 'webextension-polyfill';

/**
 * Tells whether the extension has a permission, as soon as the browser has said so, and how to ask for it, which needs a
 * click.
 *
 * @param permission always the same object
 */
export function usePermission(permission: Permissions.Permissions) {
  const [held, setHeld] = useState<boolean>();
  useEffect(() => {
    const { onAdded, onRemoved, contains } = browser.permissions;
    const update = () => {
      contains(permission).then(setHeld, () => undefined);
    };
    update();
    onAdded.addListener(update);
    onRemoved.addListener(update);
    return () => {
      onAdded.removeListener(update);
      onRemoved.removeListener(update);
    };
  }, [permission]);
  const request = () => browser.permissions.request(permission).catch(() => false);
  return { held, request };
}
