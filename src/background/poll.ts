import browser, { type Alarms } from 'webextension-polyfill';
import { config } from '../config/index.ts';
import { LiveChatError } from '../livechat/error.ts';
import { fetchSessions } from '../livechat/fetch-sessions.ts';
import {
  type Connection,
  type ConnectionEvent,
  countFailure,
  signedOut,
  type Trouble,
} from '../state/connection.ts';
import { isAway } from '../state/presence.ts';
import {
  delayAfterPoll,
  firstDelay,
  isOld,
  type Pace,
  paceOf,
  retryAt,
  shouldPoll,
  slowerDelay,
  type Trigger,
} from '../state/schedule.ts';
import { choicesOf } from '../state/settings.ts';
import { read, removalsAt } from '../state/store/background-store.ts';
import { StorageError } from '../state/store/storage.ts';
import { isAccessTokenGood, RefusedError, withAccessToken } from './access-token.ts';
import { attempt } from './attempt.ts';
import { isWhollyKnown, learnAgent } from './learn-agent.ts';
import { createMutex } from './mutex.ts';
import { checkPresence, notePresence } from './note-presence.ts';
import { notify } from './notify.ts';
import { hashSessions, recognize } from './recognize.ts';
import { shareInFlight } from './share-in-flight.ts';
import { forgetStorageFailure, showBadge, showStorageFailure } from './show-badge.ts';
import { advance, currentConnection } from './stored-connection.ts';
import { troubleCode } from './trouble-code.ts';

/** Names the alarm that brings the number up to date. */
export const pollingAlarm = 'poll';

const minute = 60_000;

/** Describes what is stored that decides when LiveChat is asked. */
type Circumstances = Parameters<typeof paceOf>[0] & { connection: Connection };

/** Reads what decides when LiveChat is asked. */
async function currentCircumstances(): Promise<Circumstances> {
  const stored = await read('settings', 'managed', 'connection', 'presence');
  const { settings, managed, connection = signedOut, presence } = stored;
  return { choices: choicesOf(settings, managed), connection, presence };
}

/**
 * Sees to it that the polling alarm exists while an agent is signed in. One that is there stays as it is, as
 * re-creating it would delay it; unless another interval is in force, or the alarm is further off than it
 * can be: then the clock was set back, and the browser would wait for the old time. Never worth failing for: the next
 * event looks after it again.
 */
export const ensurePollAlarm = (): Promise<void> => attempt(() => withAlarmLock(setAlarm));

const withAlarmLock = createMutex();

async function setAlarm(): Promise<void> {
  let pace: Pace;
  try {
    const circumstances = await currentCircumstances();
    if (circumstances.connection.status !== 'signedIn') {
      await browser.alarms.clear(pollingAlarm);
      return;
    }
    pace = paceOf(circumstances, Date.now());
  } catch (error) {
    if (!(error instanceof StorageError)) throw error;
    // Whether somebody is signed in shows when storage can be read again, which has to be tried.
    if (await isPollingSet()) return;
    const { newFor, ...unknown } = paceOf({ choices: choicesOf(undefined) }, Date.now());
    pace = { ...unknown, newFor, interval: newFor };
  }
  const alarm = await browser.alarms.get(pollingAlarm);
  if (alarm?.periodInMinutes === pace.interval / minute && isSoon(alarm)) return;
  const period = alarm && isSoon(alarm) ? (alarm.periodInMinutes ?? 0) * minute : Number.POSITIVE_INFINITY;
  const isSlower = period < pace.interval;
  const random = Math.random();
  createAlarm(pace.interval, isSlower ? slowerDelay(pace, period, random) : firstDelay(pace, random));
}

function createAlarm(interval: number, delay: number): void {
  browser.alarms.create(pollingAlarm, {
    delayInMinutes: delay / minute,
    periodInMinutes: interval / minute,
  });
}

/**
 * Lets the alarm follow the pace after a poll.
 *
 * @param period that of the alarm which has made this poll; absent where another trigger has
 */
async function followPace(pace: Pace, period: number | undefined): Promise<void> {
  const delay = delayAfterPoll(pace, period, Math.random());
  if (delay !== undefined) await attempt(() => withAlarmLock(async () => createAlarm(pace.interval, delay)));
  else if (period === undefined) await ensurePollAlarm();
}

/** Tells whether an alarm is no further off than it can be, unless the clock was set back. */
const isSoon = ({ scheduledTime, periodInMinutes = 0 }: Alarms.Alarm): boolean =>
  scheduledTime <= Date.now() + 2 * periodInMinutes * 60_000;

/** Tells whether there is a polling alarm that will go off. One call, as each wake of the service worker asks. */
export async function isPollingSet(): Promise<boolean> {
  const alarm = await browser.alarms.get(pollingAlarm);
  return alarm !== undefined && isSoon(alarm);
}

/**
 * Fetches the sessions and stores them, or why that failed, if it is time for it.
 *
 * @param period of the alarm that has gone off, in milliseconds; absent for another trigger
 * @returns whether it was
 */
export async function poll(trigger: Trigger, period?: number): Promise<boolean> {
  try {
    return await pollIfDue(trigger, period);
  } catch (error) {
    if (!(error instanceof StorageError)) throw error;
    // What is not stored is not shown either.
    await showStorageFailure(error);
    return true;
  }
}

async function pollIfDue(trigger: Trigger, period: number | undefined): Promise<boolean> {
  const [first, { agent }] = await Promise.all([currentCircumstances(), read('agent')]);
  let circumstances = first;
  if (isAway(circumstances.presence)) {
    // A return that could not be stored, or that the browser did not tell.
    await (trigger === 'return' || trigger === 'popup' || trigger === 'click'
      ? notePresence('active')
      : checkPresence());
    circumstances = await currentCircumstances();
  }
  const { connection } = circumstances;
  const now = Date.now();
  const pace = paceOf(circumstances, now);
  if (!shouldPoll(connection, trigger, pace, now)) return false;
  // After a sleep, LiveChat's answer may take long, and the old number would look new until then.
  if ('known' in connection && connection.known && isOld(connection.known.fetchedAt, now, pace))
    await showBadge();
  const after = await (trigger === 'ended' || trigger === 'signIn'
    ? fetchAndStore.afresh()
    : fetchAndStore(connection));
  if (after?.status === 'signedIn')
    await followPace(paceOf({ ...circumstances, connection: after }, Date.now()), period);
  if (!isWhollyKnown(agent)) await learnAgent();
  await forgetStorageFailure();
  return true;
}

/**
 * Fetches the sessions and stores what came of it.
 *
 * @param lastRead the connection, where it was just read
 * @returns the connection then; nothing where the sign-in is over
 */
const fetchAndStore = shareInFlight(async (lastRead?: Connection): Promise<Connection | undefined> => {
  const connection = lastRead ?? (await currentConnection());
  if (connection.status !== 'signedIn') return undefined;
  const { signInId, trouble } = connection;
  try {
    const sessions = await withAccessToken((accessToken) => fetchSessions(config.accountsUrl, accessToken));
    const at = Date.now();
    const hashed = await hashSessions(sessions, await saltOfKnown(signInId));
    const advanced = await advance(signInId, { what: 'sessions', outcome: 'ok' }, () =>
      recognize(hashed, at, signInId),
    );
    if (advanced) await notify(advanced.news.added);
    return advanced?.connection;
  } catch (error) {
    return storeFailure(signInId, trouble, error);
  }
});

/**
 * Finds out who has signed in before their first list is compared: the sessions that are known from an earlier sign-in may be
 * of another account. Where LiveChat does not tell, they count as this one's, as an intruder may be among the new ones.
 *
 * @returns the salt of what is known then
 */
async function saltOfKnown(signInId: number): Promise<string | undefined> {
  const { agent, knownSessions } = await read('agent', 'knownSessions');
  if (!knownSessions || knownSessions.signInId === signInId || agent) return knownSessions?.salt;
  await learnAgent.afresh('at once');
  return (await read('knownSessions')).knownSessions?.salt;
}

/**
 * Stores why the sessions could not be fetched.
 *
 * @param last the trouble before, if there was one
 */
async function storeFailure(
  signInId: number,
  last: Trouble | undefined,
  error: unknown,
): Promise<Connection | undefined> {
  if (error instanceof RefusedError) {
    const { reason } = error;
    const refused: ConnectionEvent = { type: 'refused', reason };
    const advanced = await advance(signInId, { what: 'sessions', outcome: reason }, () => ({
      event: refused,
      changes: removalsAt('refused'),
    }));
    return advanced?.connection;
  }
  if (!(error instanceof LiveChatError)) throw error;
  const { requestId, said, retryAfterSeconds } = error;
  const code = await troubleCode(error);
  const at = Date.now();
  const failure = { ...countFailure(last, { code, at }), retryAfterSeconds };
  const { interval } = paceOf(await currentCircumstances(), at);
  const failed: ConnectionEvent = {
    type: 'failed',
    code,
    at,
    retryAt: retryAt(failure, interval, Math.random()),
    isTokenGood: await isAccessTokenGood(),
    said,
    requestId,
  };
  const advanced = await advance(signInId, { what: 'sessions', outcome: code, requestId }, () => ({
    event: failed,
    changes: {},
  }));
  return advanced?.connection;
}
