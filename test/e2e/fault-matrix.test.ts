import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, expect, test, vi } from 'vitest';
import { sessionsOf } from '../../src/state/snapshot.ts';
import type { Fault } from '../livechat-server/index.ts';
import {
  type ChromiumScene,
  type ShownBadge,
  signIn,
  signInAgain,
  startChromiumScene,
  startLane,
  words,
} from './support/index.ts';

/**
 * Everything that goes wrong between an agent's browser and LiveChat: what the badge shows meanwhile, whether the
 * tokens are kept, and how long it takes until the number is right again. Each row of `docs/fault-matrix.md` is one
 * run of this; `SAVE_DOCS=1` writes them there.
 */

/** A row of the table. */
interface Row {
  fault: string;
  /** What the badge showed, while the fault was there. */
  shown: ShownBadge[];
  /** How the number became right again, and in what time. */
  recovery: string;
  tokens: string;
}

/** A fault, and the run that finds out what comes of it. Begins and ends signed in, with the right number. */
interface Case {
  fault: string;
  run(scene: ChromiumScene): Promise<Omit<Row, 'fault'>>;
}

const minute = 60_000;
const day = 24 * 60 * minute;

/** What the polling interval is shortened to, in milliseconds. */
const shortInterval = 1_500;

/** The badge's colour for a number that may be wrong, and the two for one that is right. */
const stale = '#6b7280';
const right = ['#1f6feb', '#b3146b'];

const sessions = { method: 'GET', path: '/v2/sessions' };
const token = { method: 'POST', path: '/v2/token' };

const until = <T>(condition: () => T | Promise<T>, timeout = 25_000) =>
  vi.waitUntil(condition, { timeout, interval: 25 });

/** The number of sessions that LiveChat has, as the badge has room for it. */
const numberAt = ({ liveChat, agent }: ChromiumScene) => String(liveChat.sessionsOf(agent.email).length);

const isRight = ({ text, color }: ShownBadge, number: string) => text === number && right.includes(color);

/** Changes the number of sessions at LiveChat, to one or the other of two. */
function changeNumber({ liveChat, agent }: ChromiumScene): void {
  const [extra] = liveChat.sessionsOf(agent.email).filter(({ ip }) => ip === extraIp);
  if (extra) liveChat.removeSession(extra.session_id);
  else liveChat.addSession(agent.email, { ip: extraIp });
}
const extraIp = '203.0.113.99';

/** Lets the polling alarm go off now, a minute after LiveChat's last answer, and go on as the extension has it. */
async function pollNow({ agentBrowser }: ChromiumScene): Promise<void> {
  await agentBrowser.letPass(minute);
  await agentBrowser.setAlarm('poll', { delay: 0, period: minute });
}

/**
 * Waits for the periodic alarm to bring the right number, with its period shortened: it goes off a whole period from
 * now, which is the longest that it can be. Each alarm counts for a minute, so what is stored is made a minute older
 * before it. Touches nothing else.
 */
async function recover(scene: ChromiumScene): Promise<{ alarms: number; seconds: number }> {
  const { agentBrowser } = scene;
  const number = numberAt(scene);
  const start = performance.now();
  for (let alarms = 1; alarms <= 3; alarms += 1) {
    await agentBrowser.letPass(minute);
    await agentBrowser.setAlarm('poll', { delay: shortInterval, period: shortInterval });
    // At an alarm that it skips, the extension looks after the alarm, and restores its period.
    const isSkipped = async () => (await agentBrowser.alarmPeriod('poll')) !== shortInterval;
    await until(async () => isRight(await agentBrowser.badge(), number) || (await isSkipped()));
    if (!isRight(await agentBrowser.badge(), number)) continue;
    const seconds = (performance.now() - start) / 1000;
    await agentBrowser.setAlarm('poll', { delay: minute, period: minute });
    return { alarms, seconds };
  }
  throw new Error('The number is still not right after three alarms');
}

const inWords = ({ alarms, seconds }: { alarms: number; seconds: number }) =>
  `${alarms} ${alarms === 1 ? 'alarm' : 'alarms'}, ${seconds.toFixed(1)} s`;

type Tokens = { refresh: unknown; access: unknown };

async function tokensOf({ agentBrowser }: ChromiumScene): Promise<Tokens> {
  const { credentials } = (await agentBrowser.storage('local')) as { credentials?: { refreshToken: string } };
  const { accessToken } = (await agentBrowser.storage('session')) as { accessToken?: { value: string } };
  return { refresh: credentials?.refreshToken, access: accessToken?.value };
}

/** Which tokens are still stored, in words; the tokens themselves are never in a test's output. */
function keptOf(before: Tokens, { refresh, access }: Tokens): string {
  if (!refresh && !access) return 'none';
  if (!refresh || !access) return refresh ? 'refresh token' : 'access token';
  if (refresh === before.refresh && access === before.access) return 'both';
  return refresh !== before.refresh && access !== before.access ? 'both, renewed' : 'both, one renewed';
}

/** The outcomes in the extension's diagnostics, one for each thing that it did. */
async function outcomes({ agentBrowser }: ChromiumScene): Promise<string[]> {
  const { diagnostics } = (await agentBrowser.storage('local')) as {
    diagnostics: { what: string; outcome: string }[];
  };
  return diagnostics.map(({ what, outcome }) => `${what} ${outcome}`);
}

/** Signed in, with the right number: as a case begins, whatever has become of the one before. */
async function beRight(scene: ChromiumScene): Promise<void> {
  const badge = await scene.agentBrowser.badge();
  if (isRight(badge, numberAt(scene))) return;
  if (badge.text === '!' && !(await tokensOf(scene)).refresh) await signInAgain(scene.agentBrowser);
  else await recover(scene);
}

/** How a fault is switched on; returns the way to switch it off. */
type Start = (scene: ChromiumScene) => undefined | (() => unknown) | Promise<() => unknown>;

/** A fault at LiveChat's API. */
const answers =
  (fault: Fault): Start =>
  ({ liveChat }) =>
    liveChat.faults.add(fault);

/** A fault that makes the number stale: marked with its reason, tokens kept, right again by the next alarm. */
function staleCase(
  fault: string,
  reason: string,
  start: Start,
  { alarms = 1, badge = {} }: { alarms?: number; badge?: Partial<ShownBadge> } = {},
): Case {
  return {
    fault,
    async run(scene) {
      const { agentBrowser } = scene;
      const before = await tokensOf(scene);
      const last = await agentBrowser.badge();
      expect(isRight(last, numberAt(scene)), 'right before the fault').toBe(true);
      const end = await start(scene);
      await pollNow(scene);
      await until(async () => (await agentBrowser.badge()).title.includes(reason));
      const shown = await agentBrowser.badge();
      expect(shown).toMatchObject({ text: last.text, color: stale, ...badge });
      const tokens = keptOf(before, await tokensOf(scene));
      expect(tokens).toBe('both');
      changeNumber(scene);
      await end?.();
      const recovery = await recover(scene);
      expect(recovery.alarms).toBe(alarms);
      return { shown: [shown], recovery: inWords(recovery), tokens };
    },
  };
}

/** A fault of the computer: the number is stale at once, and right after the next alarm, with renewed tokens. */
function machineCase(
  fault: string,
  start: (scene: ChromiumScene) => Promise<void>,
  tokensAfter: string,
): Case {
  return {
    fault,
    async run(scene) {
      const { agentBrowser } = scene;
      const before = await tokensOf(scene);
      const { text } = await agentBrowser.badge();
      changeNumber(scene);
      await start(scene);
      await until(async () => (await agentBrowser.badge()).title.includes(words('trouble_paused')));
      const shown = await agentBrowser.badge();
      expect(shown).toMatchObject({ text, color: stale });
      const recovery = await recover(scene);
      expect(recovery.alarms).toBe(1);
      const tokens = keptOf(before, await tokensOf(scene));
      expect(tokens).toBe(tokensAfter);
      return { shown: [shown], recovery: inWords(recovery), tokens };
    },
  };
}

/** A fault after which the agent has to sign in again, and is told why. */
function refusedCase(fault: string, reason: string, start: Start, isSeenBefore: boolean): Case {
  return {
    fault,
    async run(scene) {
      const { agentBrowser } = scene;
      const before = await tokensOf(scene);
      await start(scene);
      const shown: ShownBadge[] = [];
      if (isSeenBefore) {
        await pollNow(scene);
        await until(async () => (await agentBrowser.badge()).color === stale);
        shown.push(await agentBrowser.badge());
      }
      await pollNow(scene);
      await until(async () => (await agentBrowser.badge()).text === '!');
      const badge = await agentBrowser.badge();
      expect(badge.title).toBe(words('badge_refused') + reason);
      const tokens = keptOf(before, await tokensOf(scene));
      expect(tokens).toBe('none');
      await signInAgain(agentBrowser);
      expect((await agentBrowser.badge()).text).toBe(numberAt(scene));
      return { shown: [...shown, badge], recovery: 'the agent signs in again', tokens };
    },
  };
}

/** What the stored times say after the computer slept, or after its clock was set. */
async function shiftClock({ agentBrowser }: ChromiumScene, milliseconds: number): Promise<void> {
  const { accessToken } = (await agentBrowser.storage('session')) as {
    accessToken: { value: string; expiresAt: number };
  };
  const expiresAt = accessToken.expiresAt - milliseconds;
  await agentBrowser.store('session', { accessToken: { ...accessToken, expiresAt } });
  await agentBrowser.letPass(milliseconds);
}

const html = (title: string) => `<!doctype html><title>${title}</title><h1>${title}</h1>`;
const htmlType = { 'Content-Type': 'text/html' };
const session = (index: number) => ({
  account_id: 'account',
  session_id: `00000000-0000-4000-8000-${String(index).padStart(12, '0')}`,
  current: index === 0,
  user_agent: 'Mozilla/5.0 (Windows NT 10.0; Win64; x64; rv:153.0) Gecko/20100101 Firefox/153.0',
  identity_source: 'credentials',
  ip: '203.0.113.7',
  applications: [{ name: 'Agent App', client_id: 'agent-app', session_id: 'agent-app' }],
});
const list = (count: number) => JSON.stringify(Array.from({ length: count }, (_, index) => session(index)));

const offline = words('trouble_offline');
const unexpected = words('trouble_unexpected_answer');
const trouble = words('trouble_server_error');
const pause = words('trouble_rate_limited');

/** What a network and LiveChat's servers do; one browser meets them one after the other. */
const faults: Case[] = [
  staleCase('Connection refused', offline, async ({ line }) => {
    await line.pull();
    return line.plugIn;
  }),
  staleCase('Connection dropped before the answer', offline, answers({ match: sessions, kind: 'drop' })),
  staleCase('Connection dropped in mid-body', offline, ({ liveChat, line }) => {
    line.cutAfter(100_000);
    const end = liveChat.faults.add({ match: sessions, kind: 'body', body: list(5_000) });
    return () => {
      line.cutAfter();
      end();
    };
  }),
  staleCase(
    '429 with `Retry-After` in seconds (90)',
    pause,
    answers({ match: sessions, kind: 'status', status: 429, headers: { 'Retry-After': '90' } }),
    { alarms: 2 },
  ),
  staleCase(
    '429 with `Retry-After` as a date (90 s ahead)',
    pause,
    ({ liveChat }) => {
      const headers = { 'Retry-After': new Date(Date.now() + 90_000).toUTCString() };
      return liveChat.faults.add({ match: sessions, kind: 'status', status: 429, headers });
    },
    { alarms: 2 },
  ),
  staleCase('500', trouble, answers({ match: sessions, kind: 'status', status: 500 })),
  staleCase(
    '502 with a proxy’s HTML',
    trouble,
    answers({
      match: sessions,
      kind: 'status',
      status: 502,
      headers: htmlType,
      body: html('502 Bad Gateway'),
    }),
  ),
  staleCase('503', trouble, answers({ match: sessions, kind: 'status', status: 503 })),
  staleCase(
    'Captive portal: HTML with status 200',
    unexpected,
    answers({ match: {}, kind: 'body', body: html('Welcome to the Wi-Fi'), contentType: 'text/html' }),
  ),
  staleCase(
    'Redirect to another host (302)',
    offline,
    answers({
      match: {},
      kind: 'status',
      status: 302,
      headers: { Location: 'https://status.livechat.com/login' },
    }),
  ),
  staleCase(
    'Truncated JSON',
    unexpected,
    answers({ match: sessions, kind: 'body', body: list(3).slice(0, -20) }),
  ),
  staleCase(
    'Malformed JSON',
    unexpected,
    answers({ match: sessions, kind: 'body', body: '[{session_id:}]' }),
  ),
  staleCase(
    'Wrong types in the list',
    unexpected,
    answers({ match: sessions, kind: 'body', body: JSON.stringify([{ ...session(0), session_id: 7 }]) }),
  ),
  staleCase(
    'An object instead of a list',
    unexpected,
    answers({ match: sessions, kind: 'body', body: JSON.stringify({ sessions: [session(0)] }) }),
  ),
  staleCase(
    'A proxy’s 401 page',
    unexpected,
    answers({ match: sessions, kind: 'status', status: 401, headers: htmlType, body: html('Proxy sign-in') }),
  ),
  staleCase(
    'A proxy’s 403 page',
    unexpected,
    answers({ match: sessions, kind: 'status', status: 403, headers: htmlType, body: html('Forbidden') }),
  ),
  staleCase('50 MB of garbage', unexpected, ({ liveChat }) =>
    liveChat.faults.add({ match: sessions, kind: 'body', body: 'garbage '.repeat(6_250_000) }),
  ),
];

/** What is about the sign-in or the computer, and what takes long: met by a second browser at the same time. */
const otherFaults: Case[] = [
  staleCase(
    'No answer in time (20 s; given up after 15 s)',
    words('trouble_timeout'),
    answers({ match: sessions, kind: 'delay', ms: 20_000 }),
  ),
  {
    fault: '10,000 sessions (a right answer)',
    async run(scene) {
      const { agentBrowser, liveChat } = scene;
      const before = await tokensOf(scene);
      const end = liveChat.faults.add({ match: sessions, kind: 'body', body: list(10_000) });
      await pollNow(scene);
      await until(async () => (await agentBrowser.badge()).title.includes('9,999 new sessions'));
      const shown = await agentBrowser.badge();
      expect(isRight(shown, '99+')).toBe(true);
      expect(sessionsOf(await agentBrowser.storage('session'))).toHaveLength(10_000);
      const tokens = keptOf(before, await tokensOf(scene));
      expect(tokens).toBe('both');
      changeNumber(scene);
      end();
      return { shown: [shown], recovery: inWords(await recover(scene)), tokens };
    },
  },
  {
    fault: 'LiveChat’s 401: the access token has expired',
    async run(scene) {
      const { agentBrowser, liveChat, agent } = scene;
      const before = await tokensOf(scene);
      liveChat.expireAccessTokens(agent.email);
      changeNumber(scene);
      const shown = await agentBrowser.badge();
      const recovery = await recover(scene);
      expect(recovery.alarms).toBe(1);
      // Nothing was stored in between, so nothing else was shown.
      expect((await outcomes(scene)).slice(-3)).toEqual(['sessions ok', 'renewal ok', 'sessions ok']);
      const tokens = keptOf(before, await tokensOf(scene));
      expect(tokens).toBe('both, renewed');
      return { shown: [shown], recovery: inWords(recovery), tokens };
    },
  },
  staleCase(
    'LiveChat’s 403: the scope is missing',
    words('badge_scope_missing'),
    answers({
      match: sessions,
      kind: 'status',
      status: 403,
      body: { error: 'access_denied', error_description: '', sub_error: 'insufficient_scope' },
    }),
    { badge: { text: '!', color: '#c62828' } },
  ),
  staleCase(
    'Token endpoint down (503) while the access token has expired',
    trouble,
    ({ liveChat, agent }) => {
      liveChat.expireAccessTokens(agent.email);
      return liveChat.faults.add({ match: token, kind: 'status', status: 503 });
    },
  ),
  refusedCase(
    'The answer to a renewal is lost',
    words('refusal_renewal_lost'),
    ({ liveChat, agent }) => {
      liveChat.expireAccessTokens(agent.email);
      return liveChat.faults.add({ match: token, kind: 'afterEffect-drop', times: 1 });
    },
    true,
  ),
  refusedCase(
    'The session is ended elsewhere',
    words('refusal_revoked'),
    ({ liveChat, agent }) => {
      liveChat.revokeAllTokens(agent.email);
      return undefined;
    },
    false,
  ),
  {
    fault: 'Service worker stopped',
    async run(scene) {
      const { agentBrowser } = scene;
      const before = await tokensOf(scene);
      const last = await agentBrowser.badge();
      await agentBrowser.stopServiceWorker();
      const shown = await agentBrowser.badge();
      expect(shown).toEqual(last);
      changeNumber(scene);
      const recovery = await recover(scene);
      expect(recovery.alarms).toBe(1);
      const tokens = keptOf(before, await tokensOf(scene));
      expect(tokens).toBe('both');
      return { shown: [shown], recovery: inWords(recovery), tokens };
    },
  },
  machineCase(
    'System sleep of eight hours (simulated)',
    async (scene) => {
      await scene.agentBrowser.stopServiceWorker();
      scene.liveChat.expireAccessTokens(scene.agent.email);
      await shiftClock(scene, day / 3);
    },
    'both, renewed',
  ),
  machineCase('Clock set forward by a day (simulated)', (scene) => shiftClock(scene, day), 'both, renewed'),
  machineCase('Clock set back by a day (simulated)', (scene) => shiftClock(scene, -day), 'both'),
  {
    fault: 'DNS failure at the start of the browser',
    async run(scene) {
      const { agentBrowser } = scene;
      const before = await tokensOf(scene);
      const { text } = await agentBrowser.badge();
      await agentBrowser.restart([], ['--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE 127.0.0.1']);
      await until(async () => (await agentBrowser.badge()).title.includes(offline));
      const shown = await agentBrowser.badge();
      expect(shown).toMatchObject({ text, color: stale });
      const kept = await tokensOf(scene);
      expect(kept.refresh === before.refresh, 'the refresh token is kept').toBe(true);
      changeNumber(scene);
      // The back-off after the failure is over.
      await agentBrowser.letPass(minute);
      const start = performance.now();
      await agentBrowser.restart();
      // By the start itself, or by the alarm, whose first time is a minute and a half off at most.
      await until(async () => isRight(await agentBrowser.badge(), numberAt(scene)), 95_000);
      const seconds = (performance.now() - start) / 1000;
      return {
        shown: [shown],
        recovery: `next start of the browser, ${seconds.toFixed(1)} s in all`,
        tokens: 'refresh token (the access token ends with the browser)',
      };
    },
  },
];

const cases = [...faults, ...otherFaults];

/** The runs, by fault. */
const runs = new Map<string, Promise<Row>>();
const scenes: ChromiumScene[] = [];
const rows: Row[] = [];

/** Lets one browser meet faults one after the other. */
async function meet(list: Case[]): Promise<void> {
  const scene = await startChromiumScene();
  scenes.push(scene);
  scene.liveChat.addSession(scene.agent.email, { ip: '203.0.113.7' });
  await signIn(scene.agentBrowser, scene.agent);
  const tasks = list.map(({ fault, run }) => ({
    name: fault,
    run: async () => {
      await beRight(scene);
      return { fault, ...(await run(scene).finally(() => scene.liveChat.faults.clear())) };
    },
  }));
  for (const [fault, row] of startLane(tasks)) runs.set(fault, row);
}

beforeAll(() => Promise.all([meet(faults), meet(otherFaults)]).then(() => undefined));
afterAll(() => Promise.all(scenes.map((scene) => scene.end())));

test.each(cases)('$fault', { timeout: 150_000 }, async ({ fault }) => {
  const row = await runs.get(fault);
  if (row) rows.push(row);
});

test('no worker complained of anything but the network', async () => {
  const problems = (await Promise.all(scenes.map(({ agentBrowser }) => agentBrowser.problems()))).flat();
  expect(problems.filter((problem) => !/net::ERR|Failed to load resource/.test(problem))).toEqual([]);
});

test('no refresh token was used twice but the one whose renewal was lost', () => {
  expect(scenes.map(({ liveChat }) => liveChat.reuseAttempts).sort()).toEqual([0, 1]);
});

const docs = fileURLToPath(new URL('../../docs/fault-matrix.md', import.meta.url));

test('docs/fault-matrix.md names the same faults', () => {
  if (process.env['SAVE_DOCS']) {
    // A row is missing where its case has failed.
    expect(rows.map(({ fault }) => fault)).toEqual(cases.map(({ fault }) => fault));
    writeFileSync(docs, page(rows));
  }
  const written = existsSync(docs) ? readFileSync(docs, 'utf8') : '';
  const lines = written.split('\n').filter((line) => line.startsWith('| '));
  const named = lines.slice(2).map((line) => line.split('|')[1]?.trim());
  expect(named).toEqual(cases.map(({ fault }) => fault));
});

const colorNames: Record<string, string> = {
  '#1f6feb': 'blue',
  '#b3146b': 'magenta',
  '#6b7280': 'grey',
  '#b45309': 'orange',
  '#c62828': 'red',
};

const shownInWords = ({ text, color, title }: ShownBadge) =>
  `**${text}** ${colorNames[color] ?? color}: ${title}`;

/** The page of the documentation. */
function page(all: Row[]): string {
  return `# What goes wrong, and what the badge shows then

Written by \`SAVE_DOCS=1 npx vitest run --project e2e test/e2e/fault-matrix.test.ts\`, which meets each fault once: real
Chromium, the production build, and the stand-in for LiveChat under LiveChat's addresses. Every row is from a real run. The
same test, run without \`SAVE_DOCS\`, meets all of them again and fails if this table names others.

For each fault the agent is signed in and the number is right. The fault begins, the next poll meets it, and the badge is
read. Then the number of sessions is changed at LiveChat, the fault ends, and nothing is touched until the badge is right.

- **The badge showed** its text, its colour and the button's title. Grey: the last number, which may be wrong. Blue or
  magenta (new sessions): a right number. Orange and red: the agent has something to do.
- **Right again** is how many polling alarms it took after the fault had ended, and in what time. The interval was shortened for
  the test from 60 s to ${shortInterval / 1000} s, and the alarm went off a whole interval after the end of the fault, the longest that it can be. What
  is stored was made a minute older before each alarm, so that it counts for a minute. In use, one alarm is at most one
  minute. \`Retry-After\` asks for 90 s, so the first alarm keeps still.
- **Tokens kept**: which of the two tokens were stored while the fault was there; for those that are cured without a word
  (LiveChat's 401, sleep, clock), after it.

Simulated: sleep and clock by what is stored, made older or younger (after sleep, LiveChat has let the access token
expire, too). Not tested: the browser's own alarm under a clock that was really set back, which it may hold until the old
time; \`keepPolling\` mends that when anything wakes the extension. DNS could not be switched in a running browser, so one
was started without it, and started again.

| Fault | The badge showed | Right again | Tokens kept |
| --- | --- | --- | --- |
${all
  .map(
    ({ fault, shown, recovery, tokens }) =>
      `| ${fault} | ${shown.map(shownInWords).join('; then ')} | ${recovery} | ${tokens} |`,
  )
  .join('\n')}
`;
}
