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

/** Firefox has no buttons: it throws at once, before there is a promise, where a notification has some. */
type Options = Notifications.CreateNotificationOptions & { buttons?: { title: string }[] };

/** Limits the number of notifications that are remembered: more than anybody answers. */
const remembered = 20;

/** Gives the browser's notifications; absent without the optional permission. */
export const notifications = (): Notifications.Static | undefined => browser.notifications;

/**
 * Tells of new sessions by one desktop notification, if the agent wants that and the browser allows it. Never worth
 * failing for: the badge tells the same.
 */
export const notify = (added: readonly ListedSession[]): Promise<void> => attempt(() => tell(added));

async function tell(added: readonly ListedSession[]): Promise<void> {
  const api = notifications();
  const newest = added.at(-1);
  if (!api || !newest || !(await currentChoices()).notifications) return;
  // The browser shows the ID to nobody, but the desktop may keep it: so it says nothing.
  const id = crypto.randomUUID();
  const isOne = added.length === 1;
  if (isOne) await remember({ id, sessionId: newest.session_id });
  const options: Options = {
    type: 'basic',
    iconUrl: browser.runtime.getURL('icons/128.png'),
    title: newsText(added.length, deviceName(device(newest.user_agent))),
    message: t('notification_message'),
  };
  const open = { title: t('open') };
  const buttons = isOne ? [open, { title: t('end_session') }] : [open];
  const withButtons: Options = { ...options, buttons };
  try {
    await api.create(id, withButtons);
  } catch {
    await api.create(id, options);
  }
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
    await notifications()?.create(crypto.randomUUID(), {
      type: 'basic',
      iconUrl: browser.runtime.getURL('icons/128.png'),
      title: t('notification_not_ended', deviceName(device(session?.user_agent ?? ''))),
      message: failureText(reason),
    });
  });
