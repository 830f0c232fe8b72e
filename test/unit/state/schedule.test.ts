import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { Connection } from '../../../src/state/connection.ts';
import type { Presence } from '../../../src/state/presence.ts';
import {
  delayAfterPoll,
  firstDelay,
  isOld,
  nextTryAt,
  type Pace,
  paceOf,
  retryAt,
  shouldPoll,
  slowerDelay,
  type Trigger,
} from '../../../src/state/schedule.ts';

const minute = 60_000;
const now = Date.parse('2026-11-22T14:00:00Z');
/** A minute, chosen by the agent, who is there. */
const there: Pace = { interval: minute, newFor: minute, isPaused: false, isAutomatic: false };
const calm: Pace = { ...there, interval: 5 * minute, isAutomatic: true };
const paused: Pace = { ...calm, interval: 60 * minute, isPaused: true };
const fetched = (ago: number): Connection => ({
  status: 'signedIn',
  signInId: 0,
  known: { count: 1, fetchedAt: now - ago },
});
const failed = (ago: number, pause: number): Connection => ({
  status: 'signedIn',
  signInId: 0,
  trouble: { code: 'rate_limited', since: 0, at: now - ago, failures: 1, retryAt: now - ago + pause },
});
const automatic: Trigger[] = ['timer', 'start', 'return', 'online', 'popup', 'settings'];

describe('asks LiveChat', () => {
  test.each<[string, Connection, Trigger, Pace, boolean]>([
    ['by the timer', fetched(minute), 'timer', there, true],
    ['not by the timer right after another trigger', fetched(10_000), 'timer', there, false],
    ['by a timer that is half an interval early', fetched(minute / 2), 'timer', there, true],
    ['after a sign-in', fetched(1_000), 'signIn', there, true],
    ['after sessions were ended', fetched(1_000), 'ended', there, true],
    ['when LiveChat’s pause has just ended', failed(5_000, 5_000), 'popup', there, true],
    ['when the popup shows a number of an interval ago', fetched(minute), 'popup', there, true],
    ['when nothing is known yet', { status: 'signedIn', signInId: 0 }, 'timer', there, true],
    ['not twice in the same moment', fetched(0), 'return', there, false],
    ['by a slow timer soon after a look', fetched(minute), 'timer', calm, true],
    ['not by a slow timer in the moment of a look', fetched(10_000), 'timer', calm, false],
    ['not by the timer while that is paused', fetched(60 * minute), 'timer', paused, false],
    ['when the agent is back after a pause', fetched(60 * minute), 'return', paused, true],
    ['when the popup shows a number of a minute ago, at a slow pace', fetched(minute), 'popup', calm, true],
    ['not when settings change that have nothing to do with it', fetched(minute), 'settings', calm, false],
    ['at every start of the browser', fetched(1_000), 'start', there, true],
    ['when the agent is back', fetched(5 * minute), 'return', there, true],
    ['not when they were away for seconds', fetched(30_000), 'return', there, false],
    ['not at every opening of the popup', fetched(30_000), 'popup', there, false],
    ['when the popup shows an old number', fetched(2 * minute), 'popup', there, true],
    ['when the popup shows a trouble', failed(10_000, 5_000), 'popup', there, true],
    ['when the network is back', failed(10_000, 0), 'online', there, true],
    ['not when the network is back, while nobody is there', failed(10_000, 0), 'online', paused, false],
    ['whenever the agent clicks', fetched(0), 'click', there, true],
    ['after a click even if LiveChat asked for a pause', failed(1_000, minute), 'click', there, true],
    ['not when signed out', { status: 'signedOut' }, 'click', there, false],
    ['not when refused', { status: 'refused', reason: 'revoked' }, 'click', there, false],
  ])('%s', (_, connection, trigger, pace, expected) => {
    expect(shouldPoll(connection, trigger, pace, now)).toBe(expected);
  });

  test.each(automatic)('never before the time that LiveChat asked for: %s', (trigger) => {
    expect(shouldPoll(failed(30_000, 10 * minute), trigger, there, now)).toBe(false);
  });

  test('a pause holds also after a number from a time that the clock has left', () => {
    const ahead = { known: { count: 1, fetchedAt: now + 24 * 60 * minute } };
    expect(shouldPoll({ ...failed(30_000, 10 * minute), ...ahead } as Connection, 'timer', there, now)).toBe(
      false,
    );
  });

  test.each(automatic)('at once when the clock was set back: %s', (trigger) => {
    const dayAhead = -24 * 60 * minute;
    expect(shouldPoll(fetched(dayAhead), trigger, calm, now)).toBe(true);
    expect(shouldPoll(failed(dayAhead, 10 * minute), trigger, calm, now)).toBe(true);
  });
});

describe('after a failure', () => {
  const failure = (failures: number, retryAfterSeconds?: number) => ({
    code: 'server_error' as const,
    at: now,
    since: now,
    failures,
    retryAfterSeconds,
  });
  const random = fc.double({ min: 0, max: 1, maxExcluded: true, noNaN: true });

  test('waits at random (full jitter), up to a time that doubles', () => {
    const longest = [1, 2, 3, 4, 5].map((failures) => retryAt(failure(failures), 15 * minute, 1) - now);
    expect(longest).toEqual([5_000, 10_000, 20_000, 40_000, 80_000]);
    expect(retryAt(failure(1), minute, 0)).toBe(now);
    expect(retryAt(failure(3), 15 * minute, 0.5)).toBe(now + 10_000);
  });

  test('the next poll by the timer is never left out for it', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 10_000 }), random, (failures, chance) => {
        expect(retryAt(failure(failures), minute, chance) - now).toBeLessThanOrEqual(minute / 2);
      }),
    );
  });

  test.each([
    'unauthorized',
    'insufficient_scope',
    'access_denied',
    'not_found',
    'invalid_request',
    'unexpected_answer',
  ] as const)(
    'what time alone does not cure (%s) is waited for as long as it has lasted, up to an hour',
    (code) => {
      const waits = [0, 30_000, minute, 2 * minute, 50 * minute, 70 * minute, -minute].map(
        (lasted) => retryAt({ ...failure(1), code, since: now - lasted }, minute, 0) - now,
      );
      expect(waits).toEqual([30_000, 30_000, minute, 2 * minute, 50 * minute, 60 * minute, 30_000]);
    },
  );

  test('LiveChat’s own wish counts, up to an hour', () => {
    expect(retryAt(failure(1, 90), minute, 0)).toBe(now + 90_000);
    expect(retryAt(failure(9, 1), minute, 1)).toBe(now + minute / 2);
    expect(retryAt(failure(1, 1e9), minute, 0)).toBe(now + 60 * minute);
  });
});

test('the first alarm is spread over an interval, after the shortest time that Chrome lets it wait', () => {
  const delays = (pace: Pace) => [0, 0.5, 1].map((random) => firstDelay(pace, random));
  expect(delays({ ...there, interval: 10 * minute })).toEqual([
    30_000,
    30_000 + 5 * minute,
    30_000 + 10 * minute,
  ]);
  expect(delays(calm)).toEqual([30_000, 2.75 * minute, 5 * minute]);
});

describe('the next try by itself', () => {
  const polls = (connection: Connection, at: number, interval: number) =>
    shouldPoll(connection, 'timer', { ...there, interval, newFor: interval }, at);

  test('is the first alarm after the failure at which LiveChat is asked', () => {
    fc.assert(
      fc.property(
        fc.constantFrom(30_000, minute, 5 * minute, 15 * minute),
        fc.integer({ min: 0, max: 60 * minute }),
        (interval, pause) => {
          const connection = failed(0, pause);
          const next = nextTryAt({ at: now, retryAt: now + pause }, interval);
          expect(polls(connection, next, interval)).toBe(true);
          for (let alarm = now + interval; alarm < next; alarm += interval)
            expect(polls(connection, alarm, interval)).toBe(false);
        },
      ),
    );
  });

  test.each([
    ['one interval later', 5_000, minute],
    ['not before LiveChat’s pause has ended', 90_000, 2 * minute],
    ['at the end of a pause of whole intervals', 2 * minute, 2 * minute],
  ])('is %s', (_, pause, later) => {
    expect(nextTryAt({ at: now, retryAt: now + pause }, minute)).toBe(now + later);
  });
});

describe('the alarm after a poll', () => {
  const lively: Pace = { ...calm, interval: minute };
  test.each<[string, Pace, number | undefined, number | undefined]>([
    ['goes on', lively, minute, undefined],
    ['goes on after a look while it is quick', lively, undefined, undefined],
    [
      'goes on after a look where the agent chose the interval',
      { ...there, interval: minute },
      undefined,
      undefined,
    ],
    ['counts from now where it becomes slowest', calm, minute, 5 * minute],
    ['counts from now where it becomes quicker', lively, 5 * minute, minute],
    ['counts from a look while it is slow', calm, undefined, 5 * minute],
  ])('%s', (_, pace, period, expected) => {
    expect(delayAfterPoll(pace, period, 0.5)).toBe(expected);
  });
});

test('an alarm that becomes slower is spread, in the mean by nothing, and never later than the promise', () => {
  const delays = (interval: number, period: number) =>
    [0, 0.5, 1].map((random) => slowerDelay({ interval, isAutomatic: true }, period, random) / minute);
  expect(delays(3 * minute, minute)).toEqual([1, 3, 5]);
  expect(delays(5 * minute, 3 * minute)).toEqual([5, 5, 5]);
  expect(delays(15 * minute, 5 * minute)).toEqual([15, 15, 15]);
  // Only an administrator sets that, for many at once.
  expect(delays(30 * minute, minute)).toEqual([0.5, 15.25, 30]);
});

describe('the interval in force', () => {
  const automatic = { intervalSeconds: 'automatic', minimumIntervalSeconds: 30 } as const;
  const hour = 60 * minute;
  const since = (rest: object): Connection => ({ status: 'signedIn', signInId: now - 24 * hour, ...rest });
  const changed = (ago: number) => since({ known: { count: 2, fetchedAt: now, changedAt: now - ago } });
  const quiet = since({ known: { count: 2, fetchedAt: now } });
  const minutes = (connection: Connection, presence?: Presence, choices: object = automatic) =>
    paceOf({ choices: { ...automatic, ...choices }, connection, presence }, now).interval / minute;

  test.each([
    [0, 1],
    [9.99, 1],
    [10, 3],
    [12.99, 3],
    [13, 5],
    [600, 5],
  ])('%s minutes after a change of the sessions, it is %s', (ago, expected) => {
    expect(minutes(changed(ago * minute))).toBe(expected);
    expect(minutes({ status: 'signedIn', signInId: now - ago * minute })).toBe(expected);
  });

  test.each([
    ['offline', 0, 1],
    ['network_login', 9, 1],
    ['offline', 600, 1],
    ['server_error', 0, 5],
  ] as const)('of a LiveChat that is out of reach (%s) for %s minutes is %s', (code, ago, expected) => {
    const trouble = { code, since: now - ago * minute, at: now, failures: 1, retryAt: now };
    expect(minutes(since({ trouble }))).toBe(expected);
  });

  test.each<[string, Presence, number]>([
    ['the start of the browser', { state: 'active', begunAt: now - 2 * minute }, 1],
    ['the start of the browser, some minutes ago', { state: 'active', begunAt: now - 3 * minute }, 3],
    ['a return, long ago', { state: 'active', since: now - hour, begunAt: now - hour }, 5],
    ['a return from a short absence', { state: 'active', since: now }, 5],
    ['nobody at the computer', { state: 'idle', since: now - 2 * hour }, 15],
    ['nobody at the computer for three hours', { state: 'idle', since: now - 3 * hour }, 60],
    ['a screen that was just locked', { state: 'locked', since: now - minute }, 15],
    ['a screen that was locked an hour ago', { state: 'locked', since: now - hour }, 60],
    ['a screen that another clock saw locked', { state: 'locked', since: now + hour }, 15],
    ['a start that another clock saw', { state: 'active', begunAt: now + hour }, 5],
  ])('follows %s', (_, presence, expected) => {
    expect(minutes(quiet, presence)).toBe(expected);
  });

  test('is longest, and asks nobody, only while the screen is locked for an hour, or nobody is there for three', () => {
    const paused = (presence: Presence, choices: object = automatic) =>
      paceOf({ choices: { ...automatic, ...choices }, connection: quiet, presence }, now).isPaused;
    expect(paused({ state: 'locked', since: now - hour })).toBe(true);
    expect(paused({ state: 'locked', since: now - hour + 1 })).toBe(false);
    expect(paused({ state: 'idle', since: now - 3 * hour })).toBe(true);
    expect(paused({ state: 'idle', since: now - 3 * hour + 1 })).toBe(false);
    expect(paused({ state: 'locked', since: now - hour }, { intervalSeconds: 60 })).toBe(false);
  });

  test('is the agent’s choice, but while nobody is at the computer', () => {
    expect(minutes(quiet, undefined, { intervalSeconds: 30 })).toBe(0.5);
    expect(minutes(changed(0), undefined, { intervalSeconds: 3600 })).toBe(60);
    expect(minutes(quiet, { state: 'locked', since: now - 8 * hour }, { intervalSeconds: 30 })).toBe(15);
    expect(minutes(quiet, { state: 'idle', since: now }, { intervalSeconds: 3600 })).toBe(60);
  });

  test('is never shorter than an administrator allows', () => {
    expect(minutes(changed(0), undefined, { minimumIntervalSeconds: 120 })).toBe(2);
    expect(minutes(quiet, undefined, { minimumIntervalSeconds: 600 })).toBe(10);
    expect(minutes(quiet, { state: 'idle', since: now }, { minimumIntervalSeconds: 3600 })).toBe(60);
  });

  const time = fc.integer({ min: -2 * 24 * hour, max: 2 * 24 * hour }).map((ago) => now - ago);
  const presence = fc.record(
    { state: fc.constantFrom('active', 'idle', 'locked'), since: time, begunAt: time },
    { requiredKeys: ['state'] },
  ) as fc.Arbitrary<Presence>;

  test('is one of the five, whatever the clocks have told, and a time in the future counts as none', () => {
    fc.assert(
      fc.property(presence, time, time, (there, signInId, changedAt) => {
        const connection: Connection = {
          status: 'signedIn',
          signInId,
          known: { count: 1, fetchedAt: now, changedAt },
        };
        expect([1, 3, 5, 15, 60]).toContain(minutes(connection, there));
        if (signInId > now && changedAt > now) expect(minutes(connection, there)).toBe(minutes(quiet, there));
      }),
    );
  });

  test('never makes a number old that is not overdue, nor leaves one unmarked for two and a half of it', () => {
    const paceAt = (connection: Connection, at: number, there?: Presence) =>
      paceOf({ choices: automatic, connection, presence: there }, at);
    fc.assert(
      fc.property(
        presence,
        time,
        time,
        fc.integer({ min: 0, max: 3 * hour }),
        (there, changedAt, fetchedAt, later) => {
          const at = fetchedAt + later;
          const connection = since({ known: { count: 1, fetchedAt, changedAt } });
          const pace = paceAt(connection, at, there);
          if (later <= 2.5 * pace.interval) expect(isOld(fetchedAt, at, pace)).toBe(false);
          // One that was awaited by a longer interval is so no longer than two and a half of the shorter one.
          const shortened = Math.max(...[changedAt, there.since ?? 0].filter((each) => each <= at), 0);
          if (at - Math.max(fetchedAt, shortened) > 2.5 * pace.interval)
            expect(isOld(fetchedAt, at, pace)).toBe(true);
        },
      ),
      { numRuns: 2_000 },
    );
  });

  test.each<[string, Presence, number, boolean]>([
    ['of twenty minutes ago, at the return', { state: 'active', since: now }, 20, false],
    ['of ten minutes ago, soon after it', { state: 'active', since: now - 13 * minute }, 23, true],
    ['of a night ago, at the return', { state: 'active', since: now, begunAt: now }, 480, true],
    ['of ten minutes ago, at a start', { state: 'active', begunAt: now }, 10, false],
    ['of a quarter of an hour ago, at a start', { state: 'active', begunAt: now }, 15, true],
    ['of half an hour ago, while nobody is there', { state: 'idle', since: now - 28 * minute }, 30, false],
  ])('a number %s', (_, there, ago, expected) => {
    const fetchedAt = now - ago * minute;
    const connection = since({ known: { count: 1, fetchedAt } });
    const pace = paceOf({ choices: automatic, connection, presence: there }, now);
    expect(isOld(fetchedAt, now, pace)).toBe(expected);
  });
});
