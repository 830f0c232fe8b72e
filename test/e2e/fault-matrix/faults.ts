import { expect } from 'vitest';
import { badgeColors } from '../../../src/state/badge-colors.ts';
import { sessionsOf } from '../../../src/state/snapshot.ts';
import { type ChromiumScene, until, words } from '../support/index.ts';
import { changeNumber, numberAt } from '../support/session-count.ts';
import {
  answers,
  type Case,
  inWords,
  isRight,
  keptOf,
  machineCase,
  minute,
  pollNow,
  recover,
  refusedCase,
  sessions,
  staleCase,
  staleOf,
  token,
  tokensOf,
} from './case.ts';

const day = 24 * 60 * minute;

/** Reads the outcomes in the extension's diagnostics, one for each thing that it did. */
async function outcomes({ agentBrowser }: ChromiumScene): Promise<string[]> {
  const { diagnostics } = (await agentBrowser.storage('local')) as {
    diagnostics: { what: string; outcome: string }[];
  };
  return diagnostics.map(({ what, outcome }) => `${what} ${outcome}`);
}

/** Moves the stored times as after the computer slept, or after its clock was set. */
async function shiftClock({ agentBrowser }: ChromiumScene, milliseconds: number): Promise<void> {
  const { accessToken } = (await agentBrowser.storage('session')) as {
    accessToken: { value: string; expiresAt: number; renewAt: number };
  };
  const { value, expiresAt, renewAt } = accessToken;
  const shifted = { value, expiresAt: expiresAt - milliseconds, renewAt: renewAt - milliseconds };
  await agentBrowser.store('session', { accessToken: shifted });
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
const network = words('trouble_network_login');
const trouble = words('trouble_server_error');
const pause = words('trouble_rate_limited');

/** Lists what a network and LiveChat's servers do; one browser meets them one after the other. */
export const faults: Case[] = [
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
    network,
    answers({ match: {}, kind: 'body', body: html('Welcome to the Wi-Fi'), contentType: 'text/html' }),
  ),
  staleCase('Redirect to another host (302)', network, ({ liveChat }) => {
    const headers = { Location: 'https://status.livechat.com/login' };
    const ends = [
      liveChat.faults.add({ match: sessions, kind: 'status', status: 302, headers }),
      // A right answer, if anybody went there.
      liveChat.faults.add({ match: { path: '/login' }, kind: 'body', body: list(1) }),
    ];
    return () => {
      expect(liveChat.requests.filter(({ path }) => path === '/login')).toEqual([]);
      for (const end of ends) end();
    };
  }),
  staleCase(
    '511: the network wants a login (RFC 6585)',
    network,
    answers({ match: {}, kind: 'status', status: 511, headers: htmlType, body: html('Welcome') }),
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
    'An object instead of a list',
    unexpected,
    answers({ match: sessions, kind: 'body', body: JSON.stringify({ sessions: [session(0)] }) }),
  ),
  staleCase(
    'A proxy’s 401 page',
    words('trouble_unauthorized'),
    answers({ match: sessions, kind: 'status', status: 401, headers: htmlType, body: html('Proxy sign-in') }),
    { tokens: 'both, renewed' },
  ),
  staleCase(
    'A proxy’s 403 page',
    network,
    answers({ match: sessions, kind: 'status', status: 403, headers: htmlType, body: html('Forbidden') }),
  ),
  staleCase('50 MB of garbage', unexpected, ({ liveChat }) =>
    liveChat.faults.add({ match: sessions, kind: 'body', body: 'garbage '.repeat(6_250_000) }),
  ),
];

/** Lists what is about the sign-in or the computer, and what takes long: met by a second browser at the same time. */
export const otherFaults: Case[] = [
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
      expect(shown).toMatchObject({ text: '9+!', color: badgeColors.alert.color });
      expect(sessionsOf(await agentBrowser.storage('session'))).toHaveLength(10_000);
      const tokens = keptOf(before, await tokensOf(scene));
      expect(tokens).toBe('both');
      changeNumber(scene);
      end();
      return { shown: [shown], recovery: inWords(await recover(scene)), tokens };
    },
  },
  staleCase(
    'LiveChat’s 403: the account is suspended',
    words('trouble_access_denied'),
    answers({
      match: sessions,
      kind: 'status',
      status: 403,
      body: { error: 'access_denied', error_description: '', sub_error: 'account_suspended' },
    }),
  ),
  staleCase(
    'LiveChat’s 400: the request is refused',
    words('trouble_invalid_request'),
    answers({ match: sessions, kind: 'status', status: 400, body: { error: 'invalid_request' } }),
  ),
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
    { badge: { text: '!!', color: badgeColors.error.color } },
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
      const last = await agentBrowser.badge();
      await agentBrowser.restart({}, ['--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE 127.0.0.1']);
      await until(async () => (await agentBrowser.badge()).title.includes(offline));
      const shown = await agentBrowser.badge();
      expect(shown).toMatchObject(staleOf(last));
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
