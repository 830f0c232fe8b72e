import browser, { type Notifications } from 'webextension-polyfill';
import { device } from '../i18n/device.ts';
import { deviceName } from '../i18n/device-name.ts';
import { t } from '../i18n/index.ts';
import { newsText } from '../state/badge.ts';
import { failureText } from '../state/ending-text.ts';
import type { EndingFailure } from '../state/endings.ts';
import { sessionsOf } from '../state/snapshot.ts';
import { type ListedSession, read, type Stored, write } from '../state/store/background-store.ts';
import { currentChoices } from '../state/store/current-choices.ts';
import { withAgentLock } from './agent-lock.ts';
import { attempt } from './attempt.ts';
import { isQuiet } from './do-not-disturb.ts';

/** Limits the number of notifications that are remembered: more than anybody answers. */
const remembered = 20;

/** Gives the browser's notifications; absent without the optional permission. */
export const notifications = (): Notifications.Static | undefined => browser.notifications;

/** Puts a notification away. */
export const clearNotification = (id: string): Promise<boolean | undefined> =>
  attempt(() => notifications()?.clear(id));

/** Shows a notification, or shows it anew; with buttons where the browser has some. */
export async function showNotification(
  id: string,
  texts: { title: string; message: string },
  buttons: readonly string[] = [],
): Promise<void> {
  const options: Notifications.CreateNotificationOptions = {
    type: 'basic',
    iconUrl: browser.runtime.getURL('icons/128.png'),
    ...texts,
  };
  // Firefox has no buttons: it throws at once, before there is a promise, where a notification has some.
  const withButtons = { ...options, buttons: buttons.map((title) => ({ title })) };
  try {
    await notifications()?.create(id, buttons.length > 0 ? withButtons : options);
  } catch (error) {
    if (buttons.length === 0) throw error;
    await notifications()?.create(id, options);
  }
}

/**
 * Tells of new sessions by one desktop notification, if the agent wants that and the browser allows it, and does not say
 * "Do not disturb". Never worth failing for: the badge tells the same.
 */
export const notify = (added: readonly ListedSession[]): Promise<void> => attempt(() => tell(added));

async function tell(added: readonly ListedSession[]): Promise<void> {
  const newest = added.at(-1);
  if (!notifications() || !newest || !(await currentChoices()).notifications || (await isQuiet())) return;
  // The browser shows the ID to nobody, but the desktop may keep it: so it says nothing.
  const id = crypto.randomUUID();
  const isOne = added.length === 1;
  if (isOne) await remember({ id, sessionId: newest.session_id });
  const texts = {
    title: newsText(added.length, deviceName(device(newest.user_agent))),
    message: t('notification_message'),
  };
  await showNotification(id, texts, isOne ? [t('open'), t('end_session')] : [t('open')]);
}

const remember = (notification: NonNullable<Stored['notifications']>[number]): Promise<void> =>
  withAgentLock(async () => {
    const { notifications: earlier = [] } = await read('notifications');
    await write({ notifications: [...earlier, notification].slice(-remembered) });
  });

/**
 * Tells by a desktop notification that a session was not ended, and why: where the agent has pressed on one, no popup is
 * open to say so.
 */
export const notifyNotEnded = (sessionId: string, reason: EndingFailure): Promise<void> =>
  attempt(async () => {
    const session = sessionsOf(await read('snapshot', 'moreSessions'))?.find(
      ({ session_id }) => session_id === sessionId,
    );
    await showNotification(crypto.randomUUID(), {
      title: t('notification_not_ended', deviceName(device(session?.user_agent ?? ''))),
      message: failureText(reason),
    });
  });
