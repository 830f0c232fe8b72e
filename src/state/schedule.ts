import type { ChatsConnection } from './chats-connection.ts';
import type { Connection, SignedIn, Trouble } from './connection.ts';
import { isAway, type Presence } from './presence.ts';
import type { Choices } from './settings.ts';

/**
 * Names the occasions on which LiveChat might be asked; `click`: the agent wants it; `ended`: sessions were; `settings`:
 * they have changed.
 */
export type Trigger =
  | 'timer'
  | 'start'
  | 'return'
  | 'online'
  | 'popup'
  | 'settings'
  | 'click'
  | 'signIn'
  | 'ended';

const minute = 60_000;

/** Sets how often LiveChat is asked while nobody is at the computer, in milliseconds. */
const awayInterval = 15 * minute;

/**
 * Sets how long nobody is there before the automatic pace does not ask any more, in milliseconds. Firefox does not tell that the
 * screen is locked, and some never are.
 */
const pausedAfter = { locked: 60 * minute, idle: 180 * minute } as const;

/** Sets how often the alarm goes off then, for what else there is to do, in milliseconds. */
const pausedInterval = 60 * minute;

/** Sets how often the automatic pace asks while something goes on, in milliseconds. */
const liveliest = minute;

/** Sets how often it asks while nothing has happened for long, in milliseconds. */
const calmest = 5 * minute;

/** Lists how often the automatic pace asks at first, by the time that has passed since something happened, in milliseconds. */
const steps = [
  { until: 10 * minute, interval: liveliest },
  { until: 13 * minute, interval: 3 * minute },
] as const;

/**
 * Sets for how much of these steps a start of the browser, or a return after a long absence, is less than a change of the
 * sessions, in milliseconds: each is asked about at once, and as a rule it is followed by nothing.
 */
const beginningsLag = 7 * minute;

/**
 * Older than this many intervals, a number is stale even if no request failed: the computer slept, or its clock was set.
 */
const freshFor = 2.5;

/** The longest pause that LiveChat may ask for, in milliseconds: more is taken for a mistake. */
export const longestPause = 60 * 60_000;

/** The first retry is put off by up to this, in milliseconds; each further one by up to twice as much. */
const firstRetry = 5_000;

/** Lists what time alone does not cure: LiveChat was reached, and does not answer as we need it. */
const lasting: readonly Trouble['code'][] = [
  'unauthorized',
  'insufficient_scope',
  'access_denied',
  'not_found',
  'invalid_request',
  'unexpected_answer',
];

/** The longest wait while a lasting trouble goes on, in milliseconds. */
const longestWait = 60 * 60_000;

/** The shortest time that Chrome lets an alarm wait, in milliseconds. */
const shortestAlarm = 30_000;

/** Describes how LiveChat is asked now. Times are in milliseconds, and since 1970. */
export type Pace = {
  /** The interval in force: between two alarms, which ask LiveChat. */
  interval: number;
  /** A younger number is new enough for whoever looks at it. */
  newFor: number;
  /** The alarm does not ask LiveChat at all. */
  isPaused: boolean;
  isAutomatic: boolean;
  /** The time at which the interval became shorter, and the longer one before: a number of then is still awaited by that. */
  quickened?: { at: number; from: number };
};

/** Describes what a pace is decided from. */
export type Circumstances = {
  choices: Pick<Choices, 'intervalSeconds' | 'minimumIntervalSeconds'>;
  connection?: Connection | undefined;
  presence?: Presence | undefined;
};

/** Tells whether LiveChat was not reached: the network may be there at any moment, and a try costs nothing. */
export const isUnreached = (trouble: Trouble | undefined): boolean =>
  trouble?.code === 'offline' || trouble?.code === 'network_login';

/** Finds the latest of some times that has come; a time in the future was told by another clock, and counts as none. */
export const latestOf = (times: readonly (number | undefined)[], now: number): number | undefined => {
  const past = times.filter((at) => at !== undefined && at <= now) as number[];
  return past.length > 0 ? Math.max(...past) : undefined;
};

/**
 * Decides how often LiveChat is asked now; nothing else does. Automatically: each minute while something goes on, and longer
 * step by step while nothing changes. What goes on is a sign-in, a change of the sessions or an ending of one, and for a
 * shorter time a start of the browser or the agent's return; and as long as the network is not there, nobody is asked. Whoever
 * looks is answered at once, at any pace, so a look alone makes none quicker.
 *
 * @param now milliseconds since 1970
 */
export function paceOf({ choices, connection, presence }: Circumstances, now: number): Pace {
  const shortest = choices.minimumIntervalSeconds * 1000;
  const isAutomatic = choices.intervalSeconds === 'automatic';
  const chosen = choices.intervalSeconds === 'automatic' ? liveliest : choices.intervalSeconds * 1000;
  const newFor = Math.max(shortest, chosen);
  if (isAway(presence)) {
    const absence = now - (presence.since ?? now);
    const isPaused = isAutomatic && absence >= pausedAfter[presence.state];
    return {
      interval: Math.max(newFor, isPaused ? pausedInterval : awayInterval),
      newFor,
      isPaused,
      isAutomatic,
    };
  }
  const returnedAt = latestOf([presence?.since], now);
  const { signInId, known, trouble } =
    connection?.status === 'signedIn' ? connection : ({} as Partial<SignedIn>);
  const changedAt = latestOf([signInId, known?.changedAt], now);
  const begunAt = latestOf([presence?.begunAt], now);
  const eventAt = latestOf([changedAt, begunAt && begunAt - beginningsLag], now);
  const quiet = eventAt === undefined ? Number.POSITIVE_INFINITY : now - eventAt;
  const step = isUnreached(trouble)
    ? liveliest
    : (steps.find(({ until }) => quiet < until)?.interval ?? calmest);
  const interval = isAutomatic ? Math.max(newFor, step) : newFor;
  const quickenedAt = latestOf([returnedAt, ...(isAutomatic ? [changedAt, begunAt] : [])], now);
  const from = Math.max(newFor, quickenedAt === returnedAt ? awayInterval : calmest);
  return {
    interval,
    newFor,
    isPaused: false,
    isAutomatic,
    ...(quickenedAt !== undefined && { quickened: { at: quickenedAt, from } }),
  };
}

/**
 * Tells whether a number is too old to be shown unmarked: two and a half intervals in force. One that was young enough when
 * the interval became shorter is too old once that many of the shorter ones have passed since then.
 *
 * @param fetchedAt when LiveChat told it, and `now`: milliseconds since 1970
 */
export function isOld(fetchedAt: number, now: number, { interval, quickened }: Pace): boolean {
  if (Math.abs(now - fetchedAt) <= freshFor * interval) return false;
  const isAwaited =
    quickened !== undefined &&
    fetchedAt <= quickened.at &&
    quickened.at - fetchedAt <= freshFor * quickened.from &&
    now - quickened.at <= freshFor * interval;
  return !isAwaited;
}

/**
 * Calculates the wait for a new alarm: spread over a whole interval, so that browsers that start together, or hear of a
 * policy together, do not go on asking together. Of the automatic pace it is never longer than the interval, as the agent
 * is promised that.
 *
 * @param random from 0 to 1
 * @returns milliseconds
 */
export const firstDelay = (
  { interval, isAutomatic }: Pick<Pace, 'interval' | 'isAutomatic'>,
  random: number,
): number => shortestAlarm + random * (isAutomatic ? interval - shortestAlarm : interval);

/**
 * Calculates the wait for an alarm that becomes slower: by a whole interval, or as much sooner as later, as long as that is
 * within the slowest one while somebody is there. So what was quick together for a start is not slow together.
 *
 * @param period of the alarm before, in milliseconds
 * @param random from 0 to 1
 * @returns milliseconds
 */
export function slowerDelay(
  pace: Pick<Pace, 'interval' | 'isAutomatic'>,
  period: number,
  random: number,
): number {
  const { interval } = pace;
  // Nobody was spread for that long an interval: an administrator has set it for many at once.
  if (interval > awayInterval) return firstDelay(pace, random);
  const spread = Math.max(0, Math.min(interval - period, calmest - interval));
  return interval + (2 * random - 1) * spread;
}

/**
 * Calculates the wait for the alarm after a poll, where it is to be another one. A quicker one counts from now, and so does a
 * slow one after a look at the number, as the next poll is due a whole interval later: the agent's doings are spread
 * enough.
 *
 * @param period that of the alarm which has made this poll, in milliseconds; absent where another trigger has
 * @param random from 0 to 1
 * @returns milliseconds; nothing where an alarm of the interval in force may go on
 */
export function delayAfterPoll(pace: Pace, period: number | undefined, random: number): number | undefined {
  const { interval, newFor } = pace;
  if (interval === (period ?? newFor)) return undefined;
  return period !== undefined && period < interval ? slowerDelay(pace, period, random) : interval;
}

/**
 * Calculates the time from which LiveChat may be asked again after a failure: exponential back-off with full jitter,
 * and never before the time that LiveChat has asked for (`Retry-After`). The back-off stays below the polling
 * interval, so that the number is right again within one interval; polling itself goes on at its own pace, which is
 * spread already. A lasting trouble is waited for as long as it has lasted, so the waits double, from half a minute to
 * an hour.
 *
 * @param failure.since the first failure of this kind in a row, in milliseconds since 1970
 * @param failure.failures failures in a row, this one included
 * @param random from 0 to 1
 * @returns milliseconds since 1970
 */
export function retryAt(
  failure: Pick<Trouble, 'code' | 'at' | 'since' | 'failures'> & { retryAfterSeconds: number | undefined },
  interval: number,
  random: number,
): number {
  const backOff = lasting.includes(failure.code)
    ? waitAfter(failure.at - failure.since)
    : random * Math.min(interval / 2, firstRetry * 2 ** (failure.failures - 1));
  const pause = Math.min(longestPause, (failure.retryAfterSeconds ?? 0) * 1000);
  return failure.at + Math.max(backOff, pause);
}

/**
 * Calculates when LiveChat is asked again by itself after a failure: at the first polling alarm from `retryAt` on. The
 * alarms are counted from the last try, which one of them made as a rule; half an interval off where the agent did.
 *
 * @param interval the polling interval, in milliseconds
 * @returns milliseconds since 1970
 */
export const nextTryAt = ({ at, retryAt }: Pick<Trouble, 'at' | 'retryAt'>, interval: number): number =>
  at + interval * Math.max(1, Math.ceil((retryAt - at) / interval));

/**
 * Tells how long to wait with what has been in vain for so long: from half a minute to an hour. All in milliseconds; a
 * clock that was set back makes it the shortest.
 */
export const waitAfter = (lasted: number): number => Math.min(longestWait, Math.max(shortestAlarm, lasted));

/**
 * Decides whether LiveChat is asked now for one kind of number, sessions or chats; nothing else does. Where the alarm is
 * quicker than its pace, for the sake of the other kind, the alarm that comes nearest to its interval asks.
 *
 * @param now milliseconds since 1970
 * @param period of the alarm, in milliseconds
 */
export function shouldPoll(
  connection: Connection | ChatsConnection,
  trigger: Trigger,
  pace: Pace,
  now: number,
  period = pace.interval,
): boolean {
  if ('status' in connection && connection.status !== 'signedIn') return false;
  if (trigger === 'click') return true;
  // Nobody is there, whether the network is or not.
  if ((trigger === 'timer' || trigger === 'online') && pace.isPaused) return false;
  const { known, trouble } = connection;
  // A trouble is always later than the number before it.
  const age = now - (trouble?.at ?? known?.fetchedAt ?? 0);
  // The clock was set back: what is stored says nothing about how long ago it was.
  if (age < 0) return true;
  if (trouble && now < trouble.retryAt) return false;
  if (trigger === 'start' || trigger === 'signIn' || trigger === 'ended') return true;
  // The timer may be a little early; half of it tells it from a poll that another trigger has just made.
  if (trigger === 'timer')
    return age >= (period < pace.interval ? pace.interval - period / 2 : pace.newFor / 2);
  return trouble !== undefined || age >= (trigger === 'settings' ? pace.interval : pace.newFor);
}
