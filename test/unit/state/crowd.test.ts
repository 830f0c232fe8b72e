import { expect, test, vi } from 'vitest';
import type { Connection } from '../../../src/state/connection.ts';
import { nextConnection } from '../../../src/state/connection.ts';
import { firstDelay, retryAt, shouldPoll } from '../../../src/state/schedule.ts';

/**
 * 100,000 installations, all started in the same second, with their agents at the computer for 24 hours, and LiveChat
 * down for two hours in the middle. How many requests a second does LiveChat see?
 */

const installations = 100_000;
const interval = 60_000;
const hour = 60 * 60_000;
const outage = { from: 11 * hour, to: 13 * hour };

type Answer = 'answers 503' | 'answers 503 and asks for ten minutes';

function simulate(answer: Answer): Uint32Array {
  // Called 144 million times: too often for Vitest's way of looking an import up at each call.
  const isTime = shouldPoll;
  const perSecond = new Uint32Array(24 * 3600 + 1);
  for (let installation = 0; installation < installations; installation += 1) {
    const known = { count: 3, fetchedAt: 0 };
    const healthy: Connection = { status: 'signedIn', since: 0, known };
    let connection: Connection = healthy;
    perSecond[0] = (perSecond[0] ?? 0) + 1;
    const circumstances = { now: 0, interval, isAway: false };
    // Whole milliseconds, as clocks have: and the fastest numbers.
    for (let now = Math.floor(firstDelay(interval, Math.random())); now < 24 * hour; now += interval) {
      circumstances.now = now;
      if (!isTime(connection, 'timer', circumstances)) continue;
      const second = (now / 1000) | 0;
      perSecond[second] = (perSecond[second] ?? 0) + 1;
      if (now < outage.from || now >= outage.to) {
        known.fetchedAt = now;
        connection = healthy;
        continue;
      }
      const failures = (connection.status === 'signedIn' ? (connection.trouble?.failures ?? 0) : 0) + 1;
      const retryAfterSeconds = answer === 'answers 503 and asks for ten minutes' ? 600 : undefined;
      const at = retryAt({ at: now, failures, retryAfterSeconds }, interval, Math.random());
      connection = nextConnection(connection, { type: 'failed', code: 'server_error', at: now, retryAt: at });
    }
  }
  return perSecond;
}

const peak = (perSecond: Uint32Array, from: number, to: number) =>
  perSecond.slice(from / 1000, to / 1000).reduce((most, each) => Math.max(most, each), 0);
const mean = (perSecond: Uint32Array, from: number, to: number) =>
  perSecond.slice(from / 1000, to / 1000).reduce((sum, each) => sum + each, 0) / ((to - from) / 1000);

vi.setConfig({ testTimeout: 120_000 });

test.each<Answer>(['answers 503', 'answers 503 and asks for ten minutes'])(
  'after an outage in which LiveChat %s',
  (answer) => {
    const perSecond = simulate(answer);
    const steady = mean(perSecond, hour, outage.from);
    const figures = {
      steady: Math.round(steady),
      'steady peak': peak(perSecond, hour, outage.from),
      'during the outage': Math.round(mean(perSecond, outage.from, outage.to)),
      'peak during the outage': peak(perSecond, outage.from, outage.to),
      'peak in the hour after': peak(perSecond, outage.to, outage.to + hour),
    };
    console.log(`Requests a second from ${installations} installations; LiveChat ${answer}:`, figures);
    expect(figures['peak in the hour after']).toBeLessThanOrEqual(2 * steady);
    expect(figures['peak during the outage']).toBeLessThanOrEqual(2 * steady);
    expect(steady).toBeLessThanOrEqual((installations * 60) / 3600 + 1);
  },
);
