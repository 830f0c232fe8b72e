import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { ChatsSummary } from '../../../src/state/chats.ts';
import { type ChatsConnection, nextChats } from '../../../src/state/chats-connection.ts';
import { chatsPaceOf } from '../../../src/state/chats-schedule.ts';
import type { Trouble } from '../../../src/state/connection.ts';
import { type AllCircumstances, alarmPaceOf, dueOf, pacesOf } from '../../../src/state/paces.ts';
import type { Presence } from '../../../src/state/presence.ts';
import { isOld, type Trigger } from '../../../src/state/schedule.ts';
import { choicesOf } from '../../../src/state/settings.ts';

const minute = 60_000;
const hour = 60 * minute;
const now = Date.parse('2026-11-25T20:00:00Z');
const none: ChatsSummary = {
  mine: 0,
  unread: 0,
  supervised: 0,
  queued: 0,
  unassigned: 0,
  others: 0,
  active: 0,
};
const busy = (ago: number, fetchedAgo = 0): ChatsConnection => ({
  known: { summary: none, fetchedAt: now - fetchedAgo, busyAt: now - ago },
});
const troubled = (code: Trouble['code'], ago: number): ChatsConnection => ({
  trouble: { code, since: now - ago, at: now, failures: 9, retryAt: now },
});
const there: Presence = { state: 'active', begunAt: now - 8 * hour };

describe('the pace of the chats', () => {
  const pace = (chats: ChatsConnection | undefined, presence?: Presence, chatsIntervalSeconds = 60) =>
    chatsPaceOf({ choices: { chatsIntervalSeconds }, chats, presence }, now);

  test.each<[number, string, ChatsConnection | undefined, Presence | undefined, number?]>([
    [1, 'while there are chats', busy(0), there],
    [0.5, 'while there are chats, by choice', busy(0), there, 30],
    [2, 'while there are chats, by an administrator', busy(0), there, 120],
    [1, 'for ten minutes after the last one', busy(10 * minute - 1), there],
    [2.5, 'then for twenty more', busy(10 * minute), there],
    [2.5, 'then for twenty more, whatever was chosen', busy(30 * minute - 1), there, 30],
    [5, 'and then', busy(30 * minute), there],
    [5, 'on a quiet evening', busy(7 * hour), there],
    [5, 'where nothing is known of any event', { known: { summary: none, fetchedAt: now } }, undefined],
    [5, 'after an event that another clock has told', busy(-hour), { state: 'active', begunAt: now + hour }],
    [10, 'never quicker than was chosen', busy(7 * hour), there, 600],
    [1, 'before the first number', {}, there],
    [1, 'before the first number, where nobody has told of presence', undefined, undefined],
    [1, 'after the start of the browser', busy(7 * hour), { state: 'active', begunAt: now - minute }],
    [2.5, 'ten minutes after it', busy(7 * hour), { state: 'active', begunAt: now - 10 * minute }],
    [1, 'after the agent’s return', busy(7 * hour), { state: 'active', since: now - minute }],
    [
      1,
      'while the network is away, as that costs nothing',
      { ...busy(7 * hour), ...troubled('offline', 7 * hour) },
      there,
    ],
    [5, 'while LiveChat has trouble', { ...busy(7 * hour), ...troubled('server_error', 7 * hour) }, there],
    [1, 'after a first failure', troubled('insufficient_scope', 0), there],
    [5, 'while nothing but failures came for long', troubled('insufficient_scope', hour), there],
  ])('is %s minutes %s', (expected, _, chats, presence, chosen) => {
    expect(pace(chats, presence, chosen)).toMatchObject({
      interval: expected * minute,
      newFor: (chosen ?? 60) * 1000,
      isPaused: false,
    });
  });

  test.each(['idle', 'locked'] as const)('asks nobody while the agent is away (%s)', (state) => {
    expect(pace(busy(0), { state, since: now - minute })).toMatchObject({ isPaused: true });
  });

  test('ends at five minutes after the last event, whatever becomes of the numbers', () => {
    const first = nextChats({}, { type: 'fetched', summary: none, at: now - 2 * hour });
    // The first look may come before the first chat.
    expect(first.known?.busyAt).toBe(now - 2 * hour);
    const later = nextChats(first, { type: 'fetched', summary: none, at: now });
    expect(later.known?.busyAt).toBe(now - 2 * hour);
    expect(pace(later, there).interval).toBe(5 * minute);
    for (const kind of ['mine', 'queued', 'unassigned'] as const)
      expect(
        pace(nextChats(later, { type: 'fetched', summary: { ...none, [kind]: 1 }, at: now })).interval,
      ).toBe(minute);
    const others = { ...none, supervised: 1, others: 1, active: 2 };
    expect(pace(nextChats(later, { type: 'fetched', summary: others, at: now }), there).interval).toBe(
      5 * minute,
    );
  });

  test('makes no number old in the moment of the agent’s return from a short absence, and a long one at once', () => {
    const back: Presence = { state: 'active', since: now };
    const old = (fetchedAgo: number) => isOld(now - fetchedAgo, now, pace(busy(0, fetchedAgo), back));
    expect(old(6 * minute)).toBe(false);
    expect(old(13 * minute)).toBe(true);
    expect(isOld(now - 13 * minute, now, pace(busy(0), { state: 'idle', since: now - 8 * minute }))).toBe(
      true,
    );
  });
});

describe('one alarm serves both numbers', () => {
  const circumstances = (chosen: object, ages: { sessions: number; chats?: number }): AllCircumstances => ({
    choices: choicesOf({ chats: true, ...chosen }),
    connection: {
      status: 'signedIn',
      signInId: now - 24 * hour,
      known: { count: 1, fetchedAt: now - ages.sessions },
    },
    presence: there,
    ...(ages.chats !== undefined && { chats: busy(0, ages.chats) }),
  });
  const due = (each: AllCircumstances, trigger: Trigger = 'timer') =>
    dueOf(each, pacesOf(each, now), trigger, now);

  test.each<[string, object, number, number]>([
    ['sessions each five minutes, chats each minute', {}, 5, 1],
    ['chats each half a minute', { chatsIntervalSeconds: 30 }, 5, 0.5],
    ['sessions each half a minute', { intervalSeconds: 30 }, 0.5, 1],
    ['sessions each minute, chats each half', { intervalSeconds: 60, chatsIntervalSeconds: 30 }, 1, 0.5],
    ['both each minute', { intervalSeconds: 60 }, 1, 1],
    ['sessions each ten minutes', { intervalSeconds: 600 }, 10, 1],
  ])('%s: each is asked at its own pace', (_, chosen, sessionsEach, chatsEach) => {
    const period = alarmPaceOf(pacesOf(circumstances(chosen, { sessions: 0, chats: 0 }), now)).interval;
    expect(period).toBe(Math.min(sessionsEach, chatsEach) * minute);
    const asked = { sessions: [] as number[], chats: [] as number[] };
    const last = { sessions: 0, chats: 0 };
    for (let at = period; at <= hour; at += period) {
      // LiveChat answers a second after the alarm.
      const ages = { sessions: at - last.sessions - 1_000, chats: at - last.chats - 1_000 };
      const each = due(circumstances(chosen, ages));
      for (const kind of ['sessions', 'chats'] as const) {
        if (!each[kind]) continue;
        asked[kind].push((at - last[kind]) / minute);
        last[kind] = at;
      }
    }
    expect(new Set(asked.sessions)).toEqual(new Set([sessionsEach]));
    expect(new Set(asked.chats)).toEqual(new Set([chatsEach]));
  });

  test('its period is that of the sessions where there are no chats to ask for', () => {
    const without = circumstances({}, { sessions: minute });
    expect(alarmPaceOf(pacesOf(without, now)).interval).toBe(5 * minute);
    const off = {
      ...circumstances({}, { sessions: minute, chats: hour }),
      choices: choicesOf({ chats: false }),
    };
    expect(alarmPaceOf(pacesOf(off, now)).interval).toBe(5 * minute);
    expect(due(off, 'click')).toEqual({ sessions: true, chats: false });
    const out = {
      ...circumstances({}, { sessions: 0, chats: hour }),
      connection: { status: 'signedOut' } as const,
    };
    expect(due(out, 'click')).toEqual({ sessions: false, chats: false });
    const away = {
      ...circumstances({}, { sessions: hour, chats: hour }),
      presence: { state: 'idle', since: now } as const,
    };
    expect(alarmPaceOf(pacesOf(away, now)).interval).toBe(15 * minute);
    expect(due(away)).toEqual({ sessions: true, chats: false });
  });

  test.each<
    [string, Trigger, { sessions: number; chats: number }, { sessions: boolean; chats: boolean }, object?]
  >([
    [
      'a look at old numbers',
      'popup',
      { sessions: 2 * minute, chats: 2 * minute },
      { sessions: true, chats: true },
    ],
    [
      'a look when the chats are old',
      'popup',
      { sessions: 0, chats: minute },
      { sessions: false, chats: true },
    ],
    [
      'a look when the sessions are old',
      'popup',
      { sessions: minute, chats: 0 },
      { sessions: true, chats: false },
    ],
    ['sessions that were ended', 'ended', { sessions: 0, chats: hour }, { sessions: true, chats: false }],
    ['a sign-in', 'signIn', { sessions: 0, chats: 0 }, { sessions: true, chats: true }],
    ['a short absence', 'return', { sessions: 0, chats: 0 }, { sessions: false, chats: false }],
    [
      'an absence that has forgotten the list',
      'return',
      { sessions: 0, chats: 0 },
      { sessions: false, chats: true },
      { forgetOnLock: true },
    ],
  ])('after %s each is decided for itself', (_, trigger, ages, expected, chosen = {}) => {
    expect(due(circumstances(chosen, ages), trigger)).toEqual(expected);
  });

  test('a trouble of the one puts off that one alone', () => {
    const trouble = {
      code: 'rate_limited',
      since: now,
      at: now - minute,
      failures: 1,
      retryAt: now + 1,
    } as const;
    const each = circumstances({ intervalSeconds: 60 }, { sessions: minute, chats: minute });
    expect(due({ ...each, chats: { ...each.chats, trouble } })).toEqual({ sessions: true, chats: false });
    if (each.connection.status !== 'signedIn') throw new Error();
    expect(due({ ...each, connection: { ...each.connection, trouble } })).toEqual({
      sessions: false,
      chats: true,
    });
    expect(due({ ...each, chats: { ...each.chats, trouble } }, 'click').chats).toBe(true);
  });

  test('a number that is not due by the shared alarm is never older than half a period more than its interval', () => {
    fc.assert(
      fc.property(
        fc.constantFrom(30, 60, 120, 600, 'automatic' as const),
        fc.constantFrom(30, 60, 120, 600),
        fc.integer({ min: 0, max: hour }),
        fc.integer({ min: 0, max: hour }),
        (intervalSeconds, chatsIntervalSeconds, sessions, chats) => {
          const each = circumstances({ intervalSeconds, chatsIntervalSeconds }, { sessions, chats });
          const paces = pacesOf(each, now);
          const { interval } = alarmPaceOf(paces);
          const asked = dueOf(each, paces, 'timer', now);
          if (!asked.sessions) expect(sessions).toBeLessThan(paces.sessions.interval - interval / 2 + 1);
          if (!asked.chats) expect(chats).toBeLessThan((paces.chats?.interval ?? 0) - interval / 2 + 1);
        },
      ),
    );
  });
});
