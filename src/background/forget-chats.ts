import { isFirefox } from '../config/index.ts';
import type { Presence } from '../state/presence.ts';
import { choicesOf } from '../state/settings.ts';
import { read, write } from '../state/store/background-store.ts';
import { withAgentLock } from './agent-lock.ts';

/** Lists the changes that forget names and lines of chats. */
export const forgottenNames = { chatList: null, chatNotices: null } as const;

/** Tells whether the screen may be open to anybody: it is locked, or nobody is there in Firefox, which tells of no lock. */
export const isLeft = (state: Presence['state'] | undefined): boolean =>
  state === 'locked' || (isFirefox && state === 'idle');

/** Forgets names and lines of chats, where there are any. */
export const forgetNames = (): Promise<void> =>
  withAgentLock(async () => {
    const { chatList, chatNotices } = await read('chatList', 'chatNotices');
    if (chatList || chatNotices) await write(forgottenNames);
  });

/**
 * Forgets the chats where the agent does not want to see them any more; that the sign-in was asked for them stays. The numbers
 * go last: where they are left, a service worker was stopped on the way.
 */
export const forgetUnwantedChats = (): Promise<void> =>
  withAgentLock(async () => {
    const stored = await read('settings', 'managed', 'chats', 'chatList', 'chatNotices');
    const { settings, managed, chats, chatList, chatNotices } = stored;
    if (choicesOf(settings, managed).chats) return;
    if (chatList || chatNotices) await write(forgottenNames);
    if (chats && Object.keys(chats).length > 0) await write({ chats: {} });
  });
