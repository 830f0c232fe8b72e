import { expect, test, vi } from 'vitest';
import { config } from '../../../src/config/index.ts';
import { badgeColors } from '../../../src/state/badge-colors.ts';
import { type RequestLog, requestsPerMonth } from '../../../src/state/request-log.ts';
import { type Choices, choicesOf, type Settings } from '../../../src/state/settings.ts';
import type { Fault, LiveChat } from '../../livechat-server/index.ts';
import { fakeBrowser } from '../support/browser.ts';
import { bundleServiceWorker } from '../support/bundle.ts';
import {
  badge,
  connection,
  hour,
  minute,
  pass,
  restartBrowser,
  restartServiceWorker,
  send,
  settle,
  startExtension,
  startFrom,
} from '../support/extension.ts';
import { seededRandom } from '../support/seeded-random.ts';

/**
 * Thirty days of an agent: eight hours on each of 22 days, with lunch and two breaks in them. Sessions come and go three
 * times a day, and the popup is opened six times, all at random. The browser starts anew every morning, and is left on and
 * locked at night and on weekends, which costs more than to switch it off. The network and LiveChat fail in 5 % of all
 * requests, and the service worker is stopped before every event.
 */

const day = 24 * hour;
const morning = 9 * hour;
const evening = 17 * hour;

/** Lists when the agent is not at the computer, in milliseconds of the day; they lock the screen for lunch only. */
const breaks = [
  { from: 11 * hour, to: 11 * hour + 10 * minute },
  { from: 13 * hour, to: 13 * hour + 30 * minute, isLocked: true },
  { from: 15 * hour, to: 15 * hour + 10 * minute },
];

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

/** Names the kinds of requests, as LiveChat counts them. */
function kindOf({ path, method, grantType }: LiveChat['requests'][number]): string {
  if (path === '/v2/sessions' && method === 'GET') return 'sessions';
  if (path === '/v2/token' && method === 'POST')
    return grantType === 'refresh_token' ? 'renewals' : 'sign-ins';
  if (path === '/v2/info') return 'info';
  if (path === '/v2/accounts/me') return 'accounts/me';
  if (path === '/api/v2/summary.json') return 'status';
  return `${method} ${path}`;
}

type Happening = { at: number; happen(): Promise<unknown> | unknown };

async function live(settings: Settings, isStopped: boolean) {
  const random = seededRandom(20_261_122);
  startFrom(await bundleServiceWorker(config));
  const { liveChat, agent, signIn } = await startExtension();
  const math = vi.spyOn(Math, 'random').mockImplementation(seededRandom(1));
  await fakeBrowser.storage.local.set({ settings });
  // A Monday.
  const begin = Date.parse('2026-11-23T00:00:00Z');
  vi.setSystemTime(begin + morning - minute);
  liveChat.requests.length = 0;
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
      if (!fault && response.ok && isSessions(parameters[0]))
        told = { count: liveChat.sessionsOf(agent.email).length, at: Date.now() };
      return response;
    } finally {
      end?.();
    }
  };

  let wrong = 0;
  let signOuts = 0;
  /** Counts the looks at a number of more than our own session that was shown as right. */
  let compared = 0;
  /** Holds when the sessions changed, until the badge has told of it, or that it does not know. */
  let changes: number[] = [];
  /** Lists how long that took while the agent was there, in milliseconds. */
  const delays: number[] = [];
  let isThere = false;
  /** Looks at the badge after each event. */
  const look = () => {
    if (connection()?.status !== 'signedIn') signOuts += 1;
    expect(fakeBrowser.alarms.all.has('poll')).toBe(true);
    const { text, color } = badge();
    const isMarked = color === badgeColors.stale.color;
    if (isMarked || told.at >= Math.max(...changes)) {
      if (isThere) delays.push(...changes.map((at) => Date.now() - at));
      changes = [];
    }
    if (isMarked) return;
    if (told.count > 1) compared += 1;
    // While nobody is there, a number may be older.
    const isOld = isThere && Date.now() - told.at > 2.5 * 5 * minute;
    if (Number(text.replace('!', '')) !== told.count || isOld) wrong += 1;
  };

  const change = () => {
    const others = liveChat.sessionsOf(agent.email).slice(1);
    if (others.length > 0 && random() < 0.5) liveChat.removeSession(others[0]?.session_id ?? '');
    else liveChat.addSession(agent.email, {});
    changes.push(Date.now());
  };
  const leave = (isLocked = false) => {
    isThere = false;
    // Nobody is there to see it.
    changes = [];
    fakeBrowser.idle.isLocked = isLocked;
    if (!isLocked) fakeBrowser.idle.leave();
    return fakeBrowser.idle.tell();
  };
  const comeBack = async () => {
    await fakeBrowser.idle.comeBack();
    isThere = true;
    changes = [];
  };
  const openPopup = () =>
    Promise.all([
      send({ type: 'refreshServiceStatus' }),
      send({ type: 'refresh', trigger: 'popup' }),
      send({ type: 'markSeen' }),
    ]);
  const start = async () => {
    await restartBrowser();
    isThere = true;
    changes = [];
  };
  const some = (count: number, happen: Happening['happen']): Happening[] =>
    Array.from({ length: count }, () => ({ at: morning + random() * (evening - morning), happen }));
  const workday = (): Happening[] =>
    [
      ...some(3, change),
      ...some(6, () => isThere && openPopup()),
      ...breaks.flatMap(({ from, to, isLocked }) => [
        { at: from, happen: () => leave(isLocked) },
        { at: to, happen: comeBack },
      ]),
      { at: morning, happen: start },
      { at: evening, happen: () => leave(true) },
    ].sort((one, other) => one.at - other.at);

  const around = { ...(isStopped && { before: restartServiceWorker }), after: look };
  for (let date = 0; date < 30; date += 1) {
    const isWeekend = date % 7 >= 5;
    for (const { at, happen } of isWeekend ? [] : workday()) {
      await pass(begin + date * day + at - Date.now(), around);
      await happen();
      await settle();
      look();
    }
    await pass(begin + (date + 1) * day - Date.now(), around);
  }
  globalThis.fetch = fetch;
  math.mockRestore();

  const requests = liveChat.requests.filter(({ path }) => path.includes('/v2/'));
  const kinds = new Map<string, number>();
  for (const request of requests) kinds.set(kindOf(request), (kinds.get(kindOf(request)) ?? 0) + 1);
  const longestDelay = Math.max(...delays);
  const { reuseAttempts } = liveChat;
  const { requests: log } = fakeBrowser.storage.local.all() as { requests?: RequestLog };
  const line = `${requests.length} requests in all (${[...kinds].map((each) => each.join(' ')).join(', ')}), ${signOuts} sign-outs, ${wrong} wrong unmarked numbers`;
  return {
    all: requests.length,
    kinds,
    signOuts,
    wrong,
    reuseAttempts,
    failed,
    compared,
    longestDelay,
    line,
    log,
  };
}

vi.setConfig({ testTimeout: 240_000 });

/** Expects what the settings say of a month before there is one to be within a tenth of it. */
function expectEstimate(month: Awaited<ReturnType<typeof live>>, choices: Choices): void {
  const charged = month.all - (month.kinds.get('status') ?? 0);
  const estimated = requestsPerMonth(undefined, choices, Date.now());
  expect(Math.abs(estimated / charged - 1)).toBeLessThan(0.1);
}

const good = { signOuts: 0, wrong: 0, reuseAttempts: 0 };

test('a month in automatic: no sign-out, no wrong number, and at most 3,000 requests', async () => {
  const month = await live({}, true);
  console.log(`month, automatic: ${month.line}`);
  expect(month).toMatchObject(good);
  expect(month.all).toBeLessThanOrEqual(3_000);
  expect(month.longestDelay).toBeLessThanOrEqual(5 * minute);
  expect(month.failed).toBeGreaterThan(100);
  expect(month.compared).toBeGreaterThan(1_000);
  // One each morning and one in eight hours; some fail.
  expect(month.kinds.get('renewals')).toBeGreaterThan(40);
  expect(month.kinds.get('renewals')).toBeLessThan(60);

  // The extension's own count is LiveChat's, and so is the estimate before there is one.
  const counted = (kind: 'sessions' | 'renewals') =>
    month.log?.days.reduce((sum, { counts }) => sum + (counts[kind] ?? 0), 0);
  expect(counted('sessions')).toBe(month.kinds.get('sessions'));
  expect(counted('renewals')).toBe(month.kinds.get('renewals'));
  expectEstimate(month, choicesOf({}));
});

test('the same month at a minute, as an agent may choose', async () => {
  // Without the stops, as these are four times as many events.
  const month = await live({ intervalSeconds: 60 }, false);
  console.log(`month, every minute: ${month.line}`);
  expect(month).toMatchObject(good);
  expect(month.longestDelay).toBeLessThanOrEqual(minute);
  expect(month.compared).toBeGreaterThan(5_000);
  expectEstimate(month, choicesOf({ intervalSeconds: 60 }));
});
