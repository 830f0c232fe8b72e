import type { Idle, Permissions, Runtime } from 'webextension-polyfill';
import { config } from '../config/index.ts';
import { matchPatternOf } from '../config/match-pattern.ts';
import { isOpen } from '../state/endings.ts';
import { read } from '../state/store/background-store.ts';
import { areChatsAllowed } from './are-chats-allowed.ts';
import { resumeEndings } from './carry-out-endings.ts';
import { fetchAndStoreChats } from './fetch-and-store-chats.ts';
import { forgetNames } from './forget-chats.ts';
import { listenToNotifications } from './handle-notification.ts';
import { handleStart } from './handle-start.ts';
import { noteFault } from './note-fault.ts';
import { notePresence } from './note-presence.ts';
import { openWelcome } from './open-welcome.ts';
import { ensurePollAlarm, isPollingSet, poll } from './poll.ts';
import { cancelSignIn } from './sign-in.ts';

/** Follows installation or an update. The welcome page comes with the installation, and never again by itself. */
export async function handleInstalled({ reason }: Runtime.OnInstalledDetailsType): Promise<void> {
  await Promise.all([reason === 'install' && openWelcome(), handleStart()]);
}

/**
 * Follows what the agent has allowed: notifications; to see LiveChat's app; or requests to LiveChat, which then begin at once
 * for what they tell.
 */
export async function handleAllowed({ origins = [] }: Permissions.Permissions): Promise<void> {
  listenToNotifications();
  const app = matchPatternOf(config.appUrl);
  if (origins.every((origin) => origin === app)) return;
  const triggerOf = (server: string) => (origins.includes(matchPatternOf(server)) ? 'click' : 'settings');
  await poll(triggerOf(config.accountsUrl), undefined, triggerOf(config.chatsUrl));
}

/**
 * Follows what the agent allows no more: without the permission to reach their chats, names and lines of these go at once. An
 * answer that was on its way may bring them back until it is seen again that they are not allowed.
 */
export async function handleForbidden(): Promise<void> {
  if (await areChatsAllowed()) return;
  await forgetNames();
  await fetchAndStoreChats.afresh();
}

/** Follows the agent, who has left the computer, or is back: then they see the right number at once. */
export async function handleIdle(state: Idle.IdleState): Promise<void> {
  await notePresence(state);
  await ensurePollAlarm();
  if (state === 'active') await poll('return');
}

/**
 * Asks LiveChat when the computer has a network again. Browsers tell that only to a service worker that runs; the alarm
 * serves the others.
 */
export const handleOnline = (): Promise<boolean> => poll('online');

/** Cancels the sign-in when the agent closes the authorize page, with its window as a rule. */
export async function handleTabRemoved(tabId: number): Promise<void> {
  const { signIn } = await read('signIn');
  if (signIn?.authorizeTabId === tabId) await cancelSignIn();
}

/** Notes what nobody has caught: at an agent's, the diagnostics are the only place to see that. */
export const handleFault = (event: PromiseRejectionEvent | ErrorEvent): Promise<void> =>
  noteFault('reason' in event ? event.reason : event.error);

/**
 * Takes up what a stopped service worker may have left over, whenever the browser starts the next one: endings, or a
 * sign-in without its alarm, which browsers may lose, too. And browsers have no event for an extension that is switched
 * on again, for which Firefox has forgotten the alarm, and both the badge.
 */
export async function handleWake(): Promise<void> {
  const [{ isStarted, endings }, isSet] = await Promise.all([
    read('isStarted', 'endings').catch(async (error: unknown) => {
      // It is the alarm that tries again.
      await ensurePollAlarm();
      throw error;
    }),
    isPollingSet(),
  ]);
  if (!isStarted) return handleStart();
  if (!isSet) await ensurePollAlarm();
  if (endings?.some(isOpen)) await resumeEndings();
}
