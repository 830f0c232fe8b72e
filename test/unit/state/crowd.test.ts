import { expect, test, vi } from 'vitest';
import type { Connection } from '../../../src/state/connection.ts';
import { nextConnection } from '../../../src/state/connection.ts';
import {
  delayAfterPoll,
  firstDelay,
  paceOf,
  retryAt,
  shouldPoll,
  type Trigger,
} from '../../../src/state/schedule.ts';
import { seededRandom } from '../support/seeded-random.ts';

/**
 * 100,000 installations, all started in the same second, with their agents at the computer for 24 hours, and LiveChat
 * down for two hours in the middle. Each agent opens the popup eight times, loses the network twice, and looks within
 * five minutes whether the outage is over. How many requests a second does LiveChat see?
 */

const installations = 100_000;
const minute = 60_000;
const hour = 60 * minute;
const day = 24 * hour;
const outage = { from: 11 * hour, to: 13 * hour };

type IntervalSeconds = number | 'automatic';
type Answer = 'answers 503' | 'answers 503 and asks for ten minutes';

/** Lists what else than the timer makes an installation ask, by the milliseconds of the day. */
function otherTriggers(random: () => number): { at: number; trigger: 'popup' | 'online' }[] {
  const some = (count: number, trigger: 'popup' | 'online') =>
    Array.from({ length: count }, () => ({ at: Math.floor(random() * day), trigger }));
  const look = { at: outage.to + Math.floor(random() * 5 * minute), trigger: 'popup' as const };
  return [...some(8, 'popup'), ...some(2, 'online'), look].sort((a, b) => a.at - b.at);
}

function simulate(intervalSeconds: IntervalSeconds, answer: Answer): Uint32Array {
  // Called 144 million times: too often for Vitest's way of looking an import up at each call.
  const [isTime, find] = [shouldPoll, paceOf];
  const random = seededRandom(20_261_122);
  const perSecond = new Uint32Array(day / 1000 + 1);
  const retryAfterSeconds = answer === 'answers 503 and asks for ten minutes' ? 600 : undefined;
  const choices = { intervalSeconds, minimumIntervalSeconds: 30 };
  const presence = { state: 'active', begunAt: 0 } as const;
  const isAutomatic = intervalSeconds === 'automatic';
  for (let installation = 0; installation < installations; installation += 1) {
    const known = { count: 3, fetchedAt: 0 };
    const healthy: Connection = { status: 'signedIn', signInId: -day, known };
    let connection: Connection = healthy;
    const circumstances = { choices, connection, presence };
    let pace = find(circumstances, 0);
    let timer = 0;
    /** Asks, and returns whether it was time for it. */
    const ask = (now: number, trigger: Trigger): boolean => {
      if (isAutomatic) pace = find(circumstances, now);
      if (!isTime(connection, trigger, pace, now)) return false;
      const second = (now / 1000) | 0;
      perSecond[second] = (perSecond[second] ?? 0) + 1;
      if (now < outage.from || now >= outage.to) {
        known.fetchedAt = now;
        connection = healthy;
      } else {
        const failures = (connection.status === 'signedIn' ? (connection.trouble?.failures ?? 0) : 0) + 1;
        const code = 'server_error';
        const failure = { code, at: now, since: now, failures, retryAfterSeconds } as const;
        const at = retryAt(failure, pace.interval, random());
        const event = { type: 'failed', code, at: now, retryAt: at, isTokenGood: true } as const;
        connection = nextConnection(connection, event);
      }
      return true;
    };
    ask(0, 'start');
    let period = pace.interval;
    // Whole milliseconds, as clocks have: and the fastest numbers.
    timer = Math.floor(firstDelay(pace, random()));
    const follow = (now: number, isTimer: boolean) => {
      const delay = delayAfterPoll(pace, isTimer ? period : undefined, random());
      timer = delay === undefined ? timer + (isTimer ? period : 0) : now + Math.floor(delay);
      if (delay !== undefined) period = pace.interval;
    };
    for (const { at, trigger } of [...otherTriggers(random), { at: day, trigger: 'popup' as const }]) {
      while (timer < at) {
        const now = timer;
        if (ask(now, 'timer')) follow(now, true);
        else timer += period;
      }
      if (ask(at, trigger)) follow(at, false);
    }
  }
  return perSecond;
}

const peak = (perSecond: Uint32Array, from: number, to: number) =>
  perSecond.slice(from / 1000, to / 1000).reduce((most, each) => Math.max(most, each), 0);
const mean = (perSecond: Uint32Array, from: number, to: number) =>
  perSecond.slice(from / 1000, to / 1000).reduce((sum, each) => sum + each, 0) / ((to - from) / 1000);

vi.setConfig({ testTimeout: 120_000 });

test.each<[IntervalSeconds, Answer]>([
  [60, 'answers 503'],
  [60, 'answers 503 and asks for ten minutes'],
  ['automatic', 'answers 503'],
  ['automatic', 'answers 503 and asks for ten minutes'],
])('asked with the interval %s, after an outage in which LiveChat %s', (intervalSeconds, answer) => {
  const perSecond = simulate(intervalSeconds, answer);
  const steady = mean(perSecond, hour, outage.from);
  const figures = {
    steady: Math.round(steady),
    'steady peak': peak(perSecond, hour, outage.from),
    'during the outage': Math.round(mean(perSecond, outage.from, outage.to)),
    'peak during the outage': peak(perSecond, outage.from, outage.to),
    'peak in the hour after': peak(perSecond, outage.to, outage.to + hour),
  };
  console.log(
    `Requests a second from ${installations} installations, interval ${intervalSeconds}; LiveChat ${answer}:`,
    figures,
  );
  const seconds = intervalSeconds === 'automatic' ? 5 * 60 : intervalSeconds;
  expect(steady).toBeLessThanOrEqual((1.05 * installations) / seconds);
  expect(figures['steady peak']).toBeLessThanOrEqual(2.5 * steady);
  expect(figures['peak in the hour after']).toBeLessThanOrEqual(2 * steady);
  expect(figures['peak during the outage']).toBeLessThanOrEqual(2 * steady);
  if (answer === 'answers 503 and asks for ten minutes') {
    expect(figures['during the outage']).toBeLessThanOrEqual((1.05 * installations) / (10 * 60));
  }
});
