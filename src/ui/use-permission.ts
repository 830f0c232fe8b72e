import { useEffect, useState } from 'preact/hooks';
import browser, { type Permissions } from 'webextension-polyfill';
import { config } from '../config/index.ts';
import { matchPatternOf } from '../config/match-pattern.ts';

/** Names the permissions for which the agent is asked when they want what needs them. */
export const optionalPermissions = {
  /** Fetch chats. */
  chats: { origins: [matchPatternOf(config.chatsUrl)] },
  /** Find the tab that shows LiveChat's app. */
  app: { origins: [matchPatternOf(config.appUrl)] },
  notifications: { permissions: ['notifications'] },
} as const satisfies Record<string, Permissions.Permissions>;

/**
 * Tells whether the extension has a permission, as soon as the browser has said so, and whether the agent was asked for it in
 * vain; how to ask for it, which needs a click, and how to give it back.
 *
 * @param permission always the same object
 */
export function usePermission(permission: Permissions.Permissions) {
  const [held, setHeld] = useState<boolean>();
  const [isRefused, setIsRefused] = useState(false);
  useEffect(() => {
    const { onAdded, onRemoved, contains } = browser.permissions;
    const update = () => {
      contains(permission).then(
        (isHeld) => {
          setHeld(isHeld);
          if (isHeld) setIsRefused(false);
        },
        () => undefined,
      );
    };
    update();
    onAdded.addListener(update);
    onRemoved.addListener(update);
    return () => {
      onAdded.removeListener(update);
      onRemoved.removeListener(update);
    };
  }, [permission]);
  const request = async () => {
    const isGranted = await browser.permissions.request(permission).catch(() => false);
    setIsRefused(!isGranted);
    return isGranted;
  };
  const remove = () => browser.permissions.remove(permission).catch(() => false);
  return { held, isRefused, request, remove };
}
