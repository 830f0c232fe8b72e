import type { Connection, Trouble } from './connection.ts';

/**
 * Names the occasions on which LiveChat might be asked for the sessions; `click`: the agent wants it; `ended`:
 * sessions were; `settings`: they have changed.
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

/** Sets how often LiveChat is asked while nobody is at the computer, in milliseconds. */
const awayInterval = 15 * 60_000;

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

/**
 * Calculates the first wait of the polling alarm: spread over a whole interval, so that browsers that start together
 * do not go on asking together.
 *
 * @param interval the polling interval, in milliseconds
 * @param random from 0 to 1
 * @returns milliseconds
 */
export const firstDelay = (interval: number, random: number): number => shortestAlarm + random * interval;

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
 * Decides whether LiveChat is asked now; nothing else does.
 *
 * @param now milliseconds since 1970
 * @param interval the polling interval, in milliseconds
 * @param isAway nobody is at the computer
 */
export function shouldPoll(
  connection: Connection,
  trigger: Trigger,
  { now, interval, isAway }: { now: number; interval: number; isAway: boolean },
): boolean {
  if (connection.status !== 'signedIn') return false;
  if (trigger === 'click') return true;
  const { known, trouble } = connection;
  // A trouble is always later than the number before it.
  const age = now - (trouble?.at ?? known?.fetchedAt ?? 0);
  // The clock was set back: what is stored says nothing about how long ago it was.
  if (age < 0) return true;
  if (trouble && now < trouble.retryAt) return false;
  if (trigger === 'start' || trigger === 'signIn' || trigger === 'ended') return true;
  // The timer may be a little early; half an interval tells it from a poll that another trigger has just made.
  if (trigger === 'timer') return age >= (isAway ? awayInterval : interval) - interval / 2;
  return trouble !== undefined || age >= interval;
}
