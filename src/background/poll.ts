import browser, { type Alarms } from 'webextension-polyfill';
import { alarmPaceOf, dueOf, isAnyOld, pacesOf } from '../state/paces.ts';
import { isAway } from '../state/presence.ts';
import {
  delayAfterPoll,
  firstDelay,
  type Pace,
  paceOf,
  slowerDelay,
  type Trigger,
} from '../state/schedule.ts';
import { choicesOf } from '../state/settings.ts';
import { read } from '../state/store/background-store.ts';
import { StorageError } from '../state/store/storage.ts';
import { attempt } from './attempt.ts';
import { currentCircumstances } from './current-circumstances.ts';
import { fetchAndStoreChats } from './fetch-and-store-chats.ts';
import { fetchAndStoreSessions } from './fetch-and-store-sessions.ts';
import { forgetUnwantedChats } from './forget-chats.ts';
import { isWhollyKnown, learnAgent } from './learn-agent.ts';
import { createMutex } from './mutex.ts';
import { checkPresence, notePresence } from './note-presence.ts';
import { forgetStorageFailure, showBadge, showStorageFailure } from './show-badge.ts';

/** Names the alarm that brings the numbers up to date. */
export const pollingAlarm = 'poll';

const minute = 60_000;

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
    pace = alarmPaceOf(pacesOf(circumstances, Date.now()));
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
 * Fetches the sessions and the chats, each if it is time for it, and stores them, or why that failed.
 *
 * @param period of the alarm that has gone off, in milliseconds; absent for another trigger
 * @param chatsTrigger the occasion for the chats, where that is another one
 * @returns whether it was time for one of them
 */
export async function poll(trigger: Trigger, period?: number, chatsTrigger = trigger): Promise<boolean> {
  try {
    return await pollIfDue(trigger, period, chatsTrigger);
  } catch (error) {
    if (!(error instanceof StorageError)) throw error;
    // What is not stored is not shown either.
    await showStorageFailure(error);
    return true;
  }
}

async function pollIfDue(
  trigger: Trigger,
  period: number | undefined,
  chatsTrigger: Trigger,
): Promise<boolean> {
  const [first, { agent }] = await Promise.all([currentCircumstances(), read('agent')]);
  let circumstances = first;
  if (isAway(circumstances.presence)) {
    // A return that could not be stored, or that the browser did not tell.
    await (trigger === 'return' || trigger === 'popup' || trigger === 'click'
      ? notePresence('active')
      : checkPresence());
    circumstances = await currentCircumstances();
  }
  const { choices, connection, chats } = circumstances;
  // The agent has just turned them off, or a service worker was stopped when they did.
  if (chats && !choices.chats && Object.keys(chats).length > 0) await forgetUnwantedChats();
  const now = Date.now();
  const paces = pacesOf(circumstances, now);
  const due = dueOf(circumstances, paces, trigger, now, chatsTrigger);
  if (!due.sessions && !due.chats) return false;
  // After a sleep, LiveChat's answer may take long, and the old number would look new until then.
  if (isAnyOld(circumstances, paces, now)) await showBadge();
  const [after, chatsAfter] = await bothOf(
    due.sessions &&
      (trigger === 'ended' || trigger === 'signIn'
        ? fetchAndStoreSessions.afresh()
        : fetchAndStoreSessions(connection)),
    due.chats && (trigger === 'signIn' ? fetchAndStoreChats.afresh() : fetchAndStoreChats()),
  );
  if (due.sessions ? after?.status === 'signedIn' : chatsAfter) {
    const latest = {
      ...circumstances,
      ...(after && { connection: after }),
      ...(chatsAfter && { chats: chatsAfter }),
    };
    await followPace(alarmPaceOf(pacesOf(latest, Date.now())), period);
  }
  if (!isWhollyKnown({ ...(agent && { agent }), ...(chats && { chats }) })) await learnAgent();
  await forgetStorageFailure();
  return true;
}

/**
 * Waits for two tasks, whatever comes of either.
 *
 * @returns what each returns; nothing for one that there was not
 * @throws what the first one that fails throws
 */
async function bothOf<A, B>(
  one: Promise<A> | false,
  other: Promise<B> | false | undefined,
): Promise<[A | undefined, B | undefined]> {
  const [first, second] = await Promise.allSettled([one || undefined, other || undefined]);
  if (first.status === 'rejected') throw first.reason;
  if (second.status === 'rejected') throw second.reason;
  return [first.value, second.value];
}
