import { expect, test, vi } from 'vitest';
import { config } from '../../../src/config/index.ts';
import { badgeColors } from '../../../src/state/badge-colors.ts';
import type { Fault } from '../../livechat-server/index.ts';
import { fakeBrowser } from '../support/browser.ts';
import { bundleServiceWorker } from '../support/bundle.ts';
import {
  badge,
  connection,
  fireAlarm,
  hour,
  minute,
  restartBrowser,
  restartServiceWorker,
  send,
  settle,
  startExtension,
  startFrom,
  wait,
} from '../support/extension.ts';
import { seededRandom } from '../support/seeded-random.ts';

/**
 * Thirty days, one polling interval at a time: an agent is at the computer for nine hours a day, five days a week,
 * sessions come and go and are looked at once in an hour, the network and LiveChat fail in 5 % of all requests, the
 * service worker is stopped after every event, and the browser starts anew every morning.
 */

/** Five minutes, which agents can choose; `MONTH_INTERVAL_SECONDS=60` takes the default one, and minutes. */
const interval = Number(process.env['MONTH_INTERVAL_SECONDS'] ?? 300) * 1000;
const alarmsPerDay = (24 * 60 * minute) / interval;
const alarmsPerWorkday = (9 * 60 * minute) / interval;

/** Everything that can go wrong while LiveChat changes nothing. A lost answer to a renewal is a test of its own. */
const faults: Fault[] = [
  { match: {}, kind: 'drop' },
  { match: {}, kind: 'status', status: 429, headers: { 'Retry-After': '30' } },
  { match: {}, kind: 'status', status: 500 },
  { match: {}, kind: 'status', status: 503, body: '<html>' },
  { match: {}, kind: 'status', status: 403, body: 'Proxy' },
  { match: {}, kind: 'body', body: '<html>', contentType: 'text/html' },
  { match: {}, kind: 'body', body: '[{"session_id":' },
];

vi.setConfig({ testTimeout: 240_000 });

test('a month without a sign-out and without a wrong number', async () => {
  const random = seededRandom(20_261_122);
  startFrom(await bundleServiceWorker(config));
  const { liveChat, agent, signIn } = await startExtension();
  await fakeBrowser.storage.local.set({ settings: { intervalSeconds: interval / 1000 } });
  await signIn();
  const { fetch } = globalThis;
  const isSessions = (input: unknown) => String(input).endsWith('/v2/sessions');
  /** Holds the number that LiveChat last said, and its time. */
  let told = { count: liveChat.sessionsOf(agent.email).length, at: Date.now() };
  let failed = 0;
  globalThis.fetch = async (...parameters) => {
    const fault = random() < 0.05 ? faults[Math.floor(random() * faults.length)] : undefined;
    const end = fault && liveChat.faults.add(fault);
    if (fault) failed += 1;
    try {
      const response = await fetch(...parameters);
      if (!fault && response.ok && isSessions(parameters[0])) {
        told = { count: liveChat.sessionsOf(agent.email).length, at: Date.now() };
      }
      return response;
    } finally {
      end?.();
    }
  };

  let wrong = 0;
  let signOuts = 0;
  /** Numbers of more than our own session that were shown as right. */
  let compared = 0;
  for (let alarm = 1; alarm <= 30 * alarmsPerDay; alarm += 1) {
    const ofDay = alarm % alarmsPerDay;
    wait(interval);
    const isWeekend = Math.floor(alarm / alarmsPerDay) % 7 >= 5;
    fakeBrowser.idle.isLocked = ofDay >= alarmsPerWorkday || isWeekend;
    if (random() < 0.01) liveChat.addSession(agent.email, {});
    const others = liveChat.sessionsOf(agent.email).slice(1);
    if (random() < 0.005 * others.length) liveChat.removeSession(others[0]?.session_id ?? '');
    if (ofDay === 0) {
      await restartBrowser();
      await settle();
    } else {
      await restartServiceWorker();
      await fireAlarm();
    }
    expect(fakeBrowser.alarms.all.has('poll')).toBe(true);
    if (connection()?.status !== 'signedIn') signOuts += 1;
    const { text, color } = badge();
    const isMarked = color === badgeColors.stale.color;
    if (!isMarked && told.count > 1) compared += 1;
    if (!isMarked && (Number(text.replace('!', '')) !== told.count || Date.now() - told.at > 2.5 * interval))
      wrong += 1;
    if ((alarm * interval) % hour === 0) await send({ type: 'markSeen' });
  }
  globalThis.fetch = fetch;

  const count = (grant: string) => liveChat.requests.filter(({ grantType }) => grantType === grant).length;
  const sessionRequests = liveChat.requests.filter(({ path }) => path === '/v2/sessions').length;
  const renewals = count('refresh_token');
  console.log('Thirty days:', { sessionRequests, renewals, failed, compared, signOuts, wrong });
  expect({ signOuts, wrong, reuse: liveChat.reuseAttempts }).toEqual({ signOuts: 0, wrong: 0, reuse: 0 });
  expect(failed).toBeGreaterThan(100);
  expect(compared).toBeGreaterThan(1_000);
  // One in eight hours is 90; some fail, and each start of the browser takes one.
  expect(renewals).toBeGreaterThan(85);
  expect(renewals).toBeLessThan(160);
  expect(sessionRequests).toBeLessThan(30 * alarmsPerDay);
});
