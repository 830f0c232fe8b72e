import { describe, expect, test } from 'vitest';
import {
  type PaceChoices,
  type RequestLog,
  requestsPerMonth,
  withChosen,
  withRequests,
} from '../../../src/state/request-log.ts';

const day = 24 * 60 * 60_000;
const now = Date.parse('2026-11-22T14:00:00Z');
const today = Math.floor(now / day);
const automatic = {
  intervalSeconds: 'automatic',
  minimumIntervalSeconds: 30,
  chats: false,
  chatsIntervalSeconds: 60,
} as const;
const minute = { ...automatic, intervalSeconds: 60 };

/** Makes a log of the same number of requests on each of some days, up to today. */
const logOf = (days: number, sessions: number, chosen?: RequestLog['chosen']): RequestLog => ({
  days: Array.from({ length: days }, (_, ago) => ({ date: today - ago, counts: { sessions, status: 50 } })),
  ...(chosen && { chosen }),
});

test('requests are counted by day and kind, for thirty days', () => {
  const yesterday = withRequests(undefined, ['sessions', 'renewals', 'sessions'], now - day);
  expect(withRequests(yesterday, ['sessions', 'info'], now)).toEqual({
    days: [
      { date: today - 1, counts: { sessions: 2, renewals: 1 } },
      { date: today, counts: { sessions: 1, info: 1 } },
    ],
  });
  const later = withRequests(yesterday, ['sessions'], now + 29 * day);
  expect(later.days).toEqual([{ date: today + 29, counts: { sessions: 1 } }]);
});

test('days that another clock told are dropped', () => {
  const ahead = withRequests(undefined, ['sessions'], now + 3 * day);
  expect(withRequests(ahead, ['info'], now).days).toEqual([{ date: today, counts: { info: 1 } }]);
});

test('another interval is noted with its day, the same one is not', () => {
  const noted = withChosen(logOf(3, 100), minute, now);
  expect(noted?.chosen).toEqual({ interval: 60, date: today });
  expect(withChosen(undefined, minute, now)).toBeUndefined();
  expect(withChosen(noted, minute, now + day)).toBe(noted);
});

test.each([
  ['that chats are shown', { chats: true }, { chats: 60 }],
  [
    'another interval of the chats',
    { chats: true, chatsIntervalSeconds: 30 },
    { chats: 30 },
    { chats: true },
  ],
  ['that chats are shown no more', {}, {}, { chats: true }],
  ['a shortest interval', { minimumIntervalSeconds: 300 }, { minimum: 300 }],
])('%s is noted with its day', (_, after, expected, before: object = {}) => {
  const noted = withChosen(logOf(3, 100), { ...minute, ...before }, now - day);
  const notedAfter = withChosen(noted, { ...minute, ...after }, now);
  expect(notedAfter?.chosen).toEqual({ interval: 60, ...expected, date: today });
  expect(withChosen(notedAfter, { ...minute, ...after }, now + day)).toBe(notedAfter);
});

test('the interval of chats that nobody wants is not noted', () => {
  const noted = withChosen(logOf(3, 100), minute, now);
  expect(withChosen(noted, { ...minute, chatsIntervalSeconds: 300 }, now + day)).toBe(noted);
});

describe('the requests of a month', () => {
  test.each<[string, RequestLog | undefined, number]>([
    ['of nobody who has asked yet are estimated', undefined, 2_800],
    ['of less than a week are estimated', logOf(7, 1_000), 2_800],
    ['of a week are counted, without today and without the status page', logOf(8, 100), 3_000],
    ['of a month are counted', logOf(30, 76), 2_300],
    [
      'are counted from the day after the interval was chosen',
      { ...logOf(8, 100), chosen: { interval: 'automatic', date: today - 3 } },
      2_800,
    ],
    ['with another interval are estimated', logOf(30, 400, { interval: 60, date: today - 30 }), 2_800],
    ['count days without any', { days: [{ date: today - 20, counts: { sessions: 2_000 } }] }, 3_000],
  ])('%s', (_, log, expected) => {
    expect(requestsPerMonth(log, automatic, now)).toBe(expected);
  });

  test.each([
    [30, 21_000],
    [60, 12_000],
    [300, 4_200],
    [900, 2_900],
    [3600, 760],
  ])('with an interval of %s s are estimated', (intervalSeconds, expected) => {
    expect(requestsPerMonth(undefined, { ...automatic, intervalSeconds }, now)).toBe(expected);
  });

  test('are fewer where an administrator sets the shortest interval', () => {
    const requests = (minimumIntervalSeconds: number) =>
      requestsPerMonth(undefined, { ...automatic, minimumIntervalSeconds }, now);
    expect([60, 300, 900].map(requests)).toEqual([2_800, 2_100, 810]);
  });

  test.each([
    [30, 22_000],
    [60, 12_000],
    [120, 7_500],
    [300, 4_700],
  ])('with chats every %s s are estimated with those of the sessions', (chatsIntervalSeconds, expected) => {
    const choices = { ...automatic, chats: true, chatsIntervalSeconds };
    expect(requestsPerMonth(undefined, choices, now)).toBe(expected);
  });

  test.each<[string, Partial<PaceChoices>]>([
    ['chats were shown', { chats: true }],
    ['an administrator set the shortest interval', { minimumIntervalSeconds: 60 }],
  ])('are not those that were counted before %s', (_, after) => {
    const choices = { ...automatic, ...after };
    const noted = withChosen(logOf(30, 1_000), automatic, now - 20 * day);
    const estimated = requestsPerMonth(undefined, choices, now);
    // Whether the change was noted already or not.
    expect(requestsPerMonth(noted, choices, now)).toBe(estimated);
    expect(requestsPerMonth(withChosen(noted, choices, now), choices, now)).toBe(estimated);
    expect(requestsPerMonth(withChosen(noted, choices, now - 8 * day), choices, now)).toBe(30_000);
  });

  test('count chats, too', () => {
    const counts = { sessions: 100, chats: 400 };
    const days = Array.from({ length: 8 }, (__, ago) => ({ date: today - ago, counts }));
    expect(requestsPerMonth({ days }, { ...automatic, chats: true }, now)).toBe(15_000);
  });
});
