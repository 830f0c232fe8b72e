import type { Permissions } from 'webextension-polyfill';
import { listenToNotifications } from './handle-notification.ts';
import { poll } from './poll.ts';

/** The agent has allowed something: notifications, or requests to LiveChat, which then begin at once. */
export async function handleAllowed({ origins = [] }: Permissions.Permissions): Promise<void> {
  listenToNotifications();
  if (origins.length > 0) await poll('click');
}
