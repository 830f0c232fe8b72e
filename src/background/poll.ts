import browser, { type Alarms } from 'webextension-polyfill';
import { config } from '../config/index.ts';
import { LiveChatError } from '../livechat/error.ts';
import { fetchSessions } from '../livechat/fetch-sessions.ts';
import { countFailure, type Trouble } from '../state/connection.ts';
import { firstDelay, retryAt, shouldPoll, type Trigger } from '../state/schedule.ts';
import { choicesOf } from '../state/settings.ts';
import { read, removalsAt } from '../state/store/background-store.ts';
import { currentChoices } from '../state/store/current-choices.ts';
import { StorageError } from '../state/store/storage.ts';
import { isOld } from '../state/view.ts';
import { isAccessTokenGood, RefusedError, withAccessToken } from './access-token.ts';
import { attempt } from './attempt.ts';
import { learnAgent } from './learn-agent.ts';
import { createMutex } from './mutex.ts';
import { notify } from './notify.ts';
import { hashSessions, recognize } from './recognize.ts';
import { shareInFlight } from './share-in-flight.ts';
import { forgetStorageFailure, showBadge, showStorageFailure } from './show-badge.ts';
import { advance, currentConnection } from './stored-connection.ts';
import { troubleCode } from './trouble-code.ts';

/** Names the alarm that brings the number up to date. */
export const pollingAlarm = 'poll';

/** Sets how long without mouse and keyboard counts as away, in seconds. */
export const awayAfter = 5 * 60;

/** Reads how often the sessions are fetched, in milliseconds. */
const pollingInterval = async (): Promise<number> => (await currentChoices()).intervalSeconds * 1000;

/**
 * Sees to it that the polling alarm exists while an agent is signed in. One that is there stays as it is, as
 * re-creating it would delay it; unless the agent has chosen another interval, or the alarm is further off than it
 * can be: then the clock was set back, and the browser would wait for the old time. Never worth failing for: the next
 * event looks after it again.
 */
export const ensurePollAlarm = (): Promise<void> => attempt(() => withAlarmLock(setAlarm));

const withAlarmLock = createMutex();

async function setAlarm(): Promise<void> {
  let interval: number;
  try {
    const { status } = await currentConnection();
    if (status !== 'signedIn') {
      await browser.alarms.clear(pollingAlarm);
      return;
    }
    interval = await pollingInterval();
  } catch (error) {
    if (!(error instanceof StorageError)) throw error;
    // Whether somebody is signed in shows when storage can be read again, which has to be tried.
    if (await isPollingSet()) return;
    interval = choicesOf(undefined).intervalSeconds * 1000;
  }
  const periodInMinutes = interval / 60_000;
  const alarm = await browser.alarms.get(pollingAlarm);
  if (alarm?.periodInMinutes === periodInMinutes && isSoon(alarm)) return;
  const delayInMinutes = firstDelay(interval, Math.random()) / 60_000;
  browser.alarms.create(pollingAlarm, { delayInMinutes, periodInMinutes });
}

/** Tells whether an alarm is no further off than it can be, unless the clock was set back. */
const isSoon = ({ scheduledTime, periodInMinutes = 0 }: Alarms.Alarm): boolean =>
  scheduledTime <= Date.now() + 2 * periodInMinutes * 60_000;

/** Tells whether there is a polling alarm that will go off. One call, as each wake of the service worker asks. */
export async function isPollingSet(): Promise<boolean> {
  const alarm = await browser.alarms.get(pollingAlarm);
  return alarm !== undefined && isSoon(alarm);
}

/** Tells whether nobody is at the computer; somebody is, where the browser does not say. */
async function isAgentAway(): Promise<boolean> {
  const state = await attempt(() => browser.idle.queryState(awayAfter));
  return state !== undefined && state !== 'active';
}

/**
 * Fetches the sessions and stores them, or why that failed, if it is time for it.
 *
 * @returns whether it was
 */
export async function poll(trigger: Trigger): Promise<boolean> {
  try {
    return await pollIfDue(trigger);
  } catch (error) {
    if (!(error instanceof StorageError)) throw error;
    // What is not stored is not shown either.
    await showStorageFailure(error);
    return true;
  }
}

async function pollIfDue(trigger: Trigger): Promise<boolean> {
  const [connection, interval, isAway] = await Promise.all([
    currentConnection(),
    pollingInterval(),
    trigger === 'timer' && isAgentAway(),
  ]);
  const now = Date.now();
  if (!shouldPoll(connection, trigger, { now, interval, isAway })) return false;
  // After a sleep, LiveChat's answer may take long, and the old number would look new until then.
  if ('known' in connection && connection.known && isOld(connection.known.fetchedAt, now, interval))
    await showBadge();
  await (trigger === 'ended' || trigger === 'signIn' ? fetchAndStore.afresh() : fetchAndStore());
  await learnAgent();
  await forgetStorageFailure();
  return true;
}

const fetchAndStore = shareInFlight(async (): Promise<void> => {
  const connection = await currentConnection();
  if (connection.status !== 'signedIn') return;
  const { signInId, trouble } = connection;
  try {
    const sessions = await withAccessToken((accessToken) => fetchSessions(config.accountsUrl, accessToken));
    const at = Date.now();
    await learnWhoseAreKnown(signInId);
    const hashed = await hashSessions(sessions);
    const news = await advance(signInId, { what: 'sessions', outcome: 'ok' }, () =>
      recognize(hashed, at, signInId),
    );
    if (news) await notify(news.added);
  } catch (error) {
    await storeFailure(signInId, trouble, error);
  }
});

/**
 * Finds out who has signed in before their first list is compared: the sessions that are known from an earlier sign-in may be
 * of another account. Where LiveChat does not tell, they count as this one's, as an intruder may be among the new ones.
 */
async function learnWhoseAreKnown(signInId: number): Promise<void> {
  const { agent, knownSessions } = await read('agent', 'knownSessions');
  if (knownSessions && knownSessions.signInId !== signInId && !agent) await learnAgent.afresh('at once');
}

/**
 * Stores why the sessions could not be fetched.
 *
 * @param last the trouble before, if there was one
 */
async function storeFailure(signInId: number, last: Trouble | undefined, error: unknown): Promise<void> {
  if (error instanceof RefusedError) {
    const { reason } = error;
    const event = { type: 'refused', reason } as const;
    await advance(signInId, { what: 'sessions', outcome: reason }, () => ({
      event,
      changes: removalsAt('refused'),
    }));
    return;
  }
  if (!(error instanceof LiveChatError)) throw error;
  const { requestId, said, retryAfterSeconds } = error;
  const code = await troubleCode(error);
  const at = Date.now();
  const failure = { ...countFailure(last, { code, at }), retryAfterSeconds };
  const event = {
    type: 'failed',
    code,
    at,
    retryAt: retryAt(failure, await pollingInterval(), Math.random()),
    isTokenGood: await isAccessTokenGood(),
    said,
    requestId,
  } as const;
  await advance(signInId, { what: 'sessions', outcome: code, requestId }, () => ({ event, changes: {} }));
}
