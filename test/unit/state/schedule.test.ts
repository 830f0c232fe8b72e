import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { Connection } from '../../../src/state/connection.ts';
import { firstDelay, nextTryAt, retryAt, shouldPoll, type Trigger } from '../../../src/state/schedule.ts';

const minute = 60_000;
const now = Date.parse('2026-11-22T14:00:00Z');
const there = { now, interval: minute, isAway: false };
const away = { ...there, isAway: true };
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
  test.each<[string, Connection, Trigger, typeof there, boolean]>([
    ['by the timer', fetched(minute), 'timer', there, true],
    ['not by the timer right after another trigger', fetched(10_000), 'timer', there, false],
    ['by a timer that is half an interval early', fetched(minute / 2), 'timer', there, true],
    ['after a sign-in', fetched(1_000), 'signIn', there, true],
    ['after sessions were ended', fetched(1_000), 'ended', there, true],
    ['when LiveChat’s pause has just ended', failed(5_000, 5_000), 'popup', there, true],
    ['when the popup shows a number of an interval ago', fetched(minute), 'popup', there, true],
    ['when nothing is known yet', { status: 'signedIn', signInId: 0 }, 'timer', there, true],
    ['not twice in the same moment', fetched(0), 'return', there, false],
    ['not by the timer while nobody is there', fetched(5 * minute), 'timer', away, false],
    ['every quarter of an hour while nobody is there', fetched(15 * minute), 'timer', away, true],
    ['at every start of the browser', fetched(1_000), 'start', there, true],
    ['when the agent is back', fetched(5 * minute), 'return', there, true],
    ['not when they were away for seconds', fetched(30_000), 'return', there, false],
    ['not at every opening of the popup', fetched(30_000), 'popup', there, false],
    ['when the popup shows an old number', fetched(2 * minute), 'popup', there, true],
    ['when the popup shows a trouble', failed(10_000, 5_000), 'popup', there, true],
    ['when the network is back', failed(10_000, 0), 'online', there, true],
    ['whenever the agent clicks', fetched(0), 'click', there, true],
    ['after a click even if LiveChat asked for a pause', failed(1_000, minute), 'click', there, true],
    ['not when signed out', { status: 'signedOut' }, 'click', there, false],
    ['not when refused', { status: 'refused', reason: 'revoked' }, 'click', there, false],
  ])('%s', (_, connection, trigger, circumstances, expected) => {
    expect(shouldPoll(connection, trigger, circumstances)).toBe(expected);
  });

  test.each(automatic)('never before the time that LiveChat asked for: %s', (trigger) => {
    expect(shouldPoll(failed(30_000, 10 * minute), trigger, there)).toBe(false);
  });

  test('a pause holds also after a number from a time that the clock has left', () => {
    const ahead = { known: { count: 1, fetchedAt: now + 24 * 60 * minute } };
    expect(shouldPoll({ ...failed(30_000, 10 * minute), ...ahead } as Connection, 'timer', there)).toBe(
      false,
    );
  });

  test.each(automatic)('at once when the clock was set back: %s', (trigger) => {
    const dayAhead = -24 * 60 * minute;
    expect(shouldPoll(fetched(dayAhead), trigger, away)).toBe(true);
    expect(shouldPoll(failed(dayAhead, 10 * minute), trigger, away)).toBe(true);
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
  expect([0, 0.5, 1].map((random) => firstDelay(10 * minute, random))).toEqual([
    30_000,
    30_000 + 5 * minute,
    30_000 + 10 * minute,
  ]);
});

describe('the next try by itself', () => {
  const polls = (connection: Connection, at: number, interval: number) =>
    shouldPoll(connection, 'timer', { now: at, interval, isAway: false });

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
