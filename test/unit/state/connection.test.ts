import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { liveChatErrorCodes } from '../../../src/livechat/error.ts';
import {
  type Connection,
  type ConnectionEvent,
  nextConnection,
  refusalReasons,
  signedOut,
} from '../../../src/state/connection.ts';
import { nextSteps } from '../../../src/state/next-steps.ts';
import { viewOf } from '../../../src/state/view.ts';

/** Events with times that jump in both directions, as clocks do. */
const at = fc.integer({ min: 0, max: 4_000_000_000_000 });
const event: fc.Arbitrary<ConnectionEvent> = fc.oneof(
  { weight: 3, arbitrary: fc.record({ type: fc.constant('signedIn' as const), at }) },
  {
    weight: 6,
    arbitrary: fc.record({
      type: fc.constant('fetched' as const),
      count: fc.nat(20),
      at,
      areOthers: fc.boolean(),
    }),
  },
  { weight: 2, arbitrary: fc.record({ type: fc.constant('ended' as const), at }) },
  {
    weight: 2,
    arbitrary: fc.record({
      type: fc.constant('failed' as const),
      code: fc.constantFrom(...liveChatErrorCodes),
      at,
      retryAt: at,
      isTokenGood: fc.boolean(),
    }),
  },
  {
    weight: 1,
    arbitrary: fc.record({
      type: fc.constant('refused' as const),
      reason: fc.constantFrom(...refusalReasons),
    }),
  },
  { weight: 1, arbitrary: fc.record({ type: fc.constant('signedOut' as const) }) },
);
const events = fc.array(event, { maxLength: 40 });
const run = (all: readonly ConnectionEvent[]) => all.reduce(nextConnection, signedOut as Connection);
const runs = { numRuns: 10_000 };

/** The events since the last one that begins or ends a sign-in, that one included. */
const sinceSignIn = (all: readonly ConnectionEvent[]) =>
  all.slice(all.findLastIndex(({ type }) => type === 'signedIn' || type === 'signedOut'));

/** The last number that LiveChat told since then, without the sessions that were ended after it. */
function lastKnown(all: readonly ConnectionEvent[]) {
  const own = sinceSignIn(all);
  const index = own.findLastIndex(({ type }) => type === 'fetched');
  const fetched = own[index];
  if (fetched?.type !== 'fetched') return undefined;
  const ended = own.slice(index).filter(({ type }) => type === 'ended').length;
  return { count: Math.max(0, fetched.count - ended), fetchedAt: fetched.at };
}

const shownOf = (known: { count: number; fetchedAt: number } | undefined) =>
  known && { count: known.count, fetchedAt: known.fetchedAt };

describe('after any events', () => {
  test('only LiveChat’s refusal or the agent’s own sign-out ends a sign-in', () => {
    fc.assert(
      fc.property(events, event, (before, last) => {
        const connection = run(before);
        const next = nextConnection(connection, last);
        if (connection.status === 'signedIn' && next.status !== 'signedIn') {
          expect(['refused', 'signedOut']).toContain(last.type);
        }
      }),
      runs,
    );
  });

  test('the last known number survives every failure', () => {
    fc.assert(
      fc.property(events, (all) => {
        const connection = run(all);
        if (connection.status === 'signedIn') expect(shownOf(connection.known)).toEqual(lastKnown(all));
      }),
      runs,
    );
  });

  test('a number is shown unmarked only when it is the last thing that LiveChat said, and lately', () => {
    const interval = 5 * 60_000;
    let fresh = 0;
    fc.assert(
      fc.property(events, fc.integer({ min: -10 * interval, max: 10 * interval }), (all, age) => {
        const known = lastKnown(all);
        const now = (known?.fetchedAt ?? 0) + age;
        const view = viewOf({ connection: run(all), settings: { clientId: 'client' } }, now);
        if (view.state !== 'fresh') return;
        fresh += 1;
        const last = sinceSignIn(all).findLast(({ type }) => type === 'fetched' || type === 'failed');
        expect(last?.type).toBe('fetched');
        expect(view).toEqual({ state: 'fresh', ...known });
        expect(Math.abs(age)).toBeLessThanOrEqual(2.5 * interval);
      }),
      runs,
    );

    expect(fresh).toBeGreaterThan(500);
  });

  test('a trouble lasts from the first failure of its kind in a row, and all in the row are counted', () => {
    fc.assert(
      fc.property(events, (all) => {
        const connection = run(all);
        if (connection.status !== 'signedIn') return;
        const own = sinceSignIn(all);
        const row = own.slice(own.findLastIndex(({ type }) => type === 'fetched') + 1);
        const failures = row.filter((each) => each.type === 'failed');
        expect(connection.trouble?.failures ?? 0).toBe(failures.length);
        const isOfAnotherKind = ({ code }: { code: string }) => code !== connection.trouble?.code;
        expect(connection.trouble?.since).toBe(failures[failures.findLastIndex(isOfAnotherKind) + 1]?.at);
        expect(connection.trouble?.at).toBe(failures.at(-1)?.at);
      }),
      runs,
    );
  });

  test('there is a way on, by a new sign-in where LiveChat does not take the access token', () => {
    fc.assert(
      fc.property(events, fc.boolean(), fc.integer(), (all, isSigningIn, now) => {
        const connection = run(all);
        const signIn = isSigningIn ? { authorizeTabId: 1 } : undefined;
        const view = viewOf({ connection, settings: { clientId: 'client' }, ...(signIn && { signIn }) }, now);
        const steps = nextSteps(view, isSigningIn);
        const last = sinceSignIn(all).findLast(({ type }) => type === 'fetched' || type === 'failed');
        const isTokenBad = last?.type === 'failed' && !last.isTokenGood;
        const ways = steps.filter((step) => step === 'signIn' || step === 'showWindow');
        if (connection.status !== 'signedIn' || isTokenBad || isSigningIn) expect(ways).toHaveLength(1);
        else expect(steps.length).toBeGreaterThan(0);
        // What is known stays in sight until the new sign-in succeeds.
        const known = 'known' in connection && last?.type === 'failed' && last.code !== 'insufficient_scope';
        if (known && connection.known)
          expect(view).toMatchObject({ state: 'stale', known: shownOf(connection.known) });
      }),
      runs,
    );
  });

  test('news about tokens that are gone changes nothing', () => {
    fc.assert(
      fc.property(events, event, (before, late) => {
        const connection = run(before);
        if (connection.status === 'signedIn' || late.type === 'signedIn' || late.type === 'signedOut') return;
        expect(nextConnection(connection, late)).toBe(connection);
      }),
      runs,
    );
  });
});

describe('each event', () => {
  const known = { count: 3, fetchedAt: 50 };
  const trouble = { code: 'offline', since: 60, at: 70, failures: 2, retryAt: 80 } as const;
  const signedIn = { status: 'signedIn', signInId: 10 } as const;
  const refused = { status: 'refused', reason: 'revoked' } as const;
  const failure = { type: 'failed', code: 'timeout', at: 90, retryAt: 95, isTokenGood: true } as const;

  test.each<[string, Connection, ConnectionEvent, Connection]>([
    ['a sign-in', refused, { type: 'signedIn', at: 5 }, { status: 'signedIn', signInId: 5 }],
    ['a sign-out', { ...signedIn, known, trouble }, { type: 'signedOut' }, signedOut],
    ['a sign-out after a refusal', refused, { type: 'signedOut' }, signedOut],
    [
      'a number ends the trouble',
      { ...signedIn, known, trouble },
      { type: 'fetched', count: 4, at: 90 },
      { ...signedIn, known: { count: 4, fetchedAt: 90, changedAt: 90 } },
    ],
    [
      'the first number',
      signedIn,
      { type: 'fetched', count: 4, at: 90 },
      { ...signedIn, known: { count: 4, fetchedAt: 90 } },
    ],
    [
      'the same number',
      { ...signedIn, known: { ...known, changedAt: 20 } },
      { type: 'fetched', count: 3, at: 90, areOthers: false },
      { ...signedIn, known: { count: 3, fetchedAt: 90, changedAt: 20 } },
    ],
    [
      'the same number of other sessions',
      { ...signedIn, known },
      { type: 'fetched', count: 3, at: 90, areOthers: true },
      { ...signedIn, known: { count: 3, fetchedAt: 90, changedAt: 90 } },
    ],
    [
      'a first failure',
      { ...signedIn, known },
      { ...failure, requestId: 'r-1' },
      {
        ...signedIn,
        known,
        trouble: { code: 'timeout', since: 90, at: 90, failures: 1, retryAt: 95, requestId: 'r-1' },
      },
    ],
    [
      'a failure without a good token',
      signedIn,
      { ...failure, isTokenGood: false, said: 'some_error' },
      {
        ...signedIn,
        trouble: {
          code: 'timeout',
          since: 90,
          at: 90,
          failures: 1,
          retryAt: 95,
          signInHelps: true,
          said: 'some_error',
        },
      },
    ],
    [
      'a failure that another sign-in may not meet',
      signedIn,
      { ...failure, code: 'access_denied' },
      {
        ...signedIn,
        trouble: { code: 'access_denied', since: 90, at: 90, failures: 1, retryAt: 95, signInHelps: true },
      },
    ],
    [
      'a further failure',
      { ...signedIn, trouble: { ...trouble, code: 'timeout' } },
      failure,
      { ...signedIn, trouble: { code: 'timeout', since: 60, at: 90, failures: 3, retryAt: 95 } },
    ],
    [
      'a further failure of another kind',
      { ...signedIn, trouble },
      failure,
      { ...signedIn, trouble: { code: 'timeout', since: 90, at: 90, failures: 3, retryAt: 95 } },
    ],
    [
      'an ended session',
      { ...signedIn, known },
      { type: 'ended', at: 70 },
      { ...signedIn, known: { ...known, count: 2, changedAt: 70 } },
    ],
    [
      'an ended session more than were known',
      { ...signedIn, known: { ...known, count: 0 } },
      { type: 'ended', at: 70 },
      { ...signedIn, known: { ...known, count: 0, changedAt: 70 } },
    ],
    ['an ended session before the first number', signedIn, { type: 'ended', at: 70 }, signedIn],
    [
      'a refusal',
      { ...signedIn, known },
      { type: 'refused', reason: 'expired' },
      { status: 'refused', reason: 'expired' },
    ],
    ['a refusal of what is refused', refused, { type: 'refused', reason: 'expired' }, refused],
    ['a number after the sign-out', signedOut, { type: 'fetched', count: 4, at: 90 }, signedOut],
  ])('%s', (_, connection, happened, expected) => {
    expect(nextConnection(connection, happened)).toEqual(expected);
  });
});
