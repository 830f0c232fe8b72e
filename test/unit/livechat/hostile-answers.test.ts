import fc from 'fast-check';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { hashSessions, recognize } from '../../../src/background/recognize.ts';
import { tokensToStore } from '../../../src/background/stored-tokens.ts';
import { exchangeCode, renewTokens, type Tokens } from '../../../src/livechat/authorization.ts';
import { chatsPageSchema } from '../../../src/livechat/chat.ts';
import { LiveChatError } from '../../../src/livechat/error.ts';
import { fetchAccount } from '../../../src/livechat/fetch-account.ts';
import { fetchSessions } from '../../../src/livechat/fetch-sessions.ts';
import { fetchTokenOwner } from '../../../src/livechat/fetch-token-owner.ts';
import { processResponse } from '../../../src/livechat/request.ts';
import { serviceStatusSchema } from '../../../src/livechat/service-status.ts';
import { sessionsSchema } from '../../../src/livechat/session.ts';
import { clientTestOutcomes, processClientTestResponse } from '../../../src/livechat/test-client.ts';
import { describeSession } from '../../../src/popup/describe-session.ts';
import { badgeOf } from '../../../src/state/badge.ts';
import { badgeTextOf } from '../../../src/state/badge-text.ts';
import { sortChats, summaryOf } from '../../../src/state/chats.ts';
import { nextConnection, signedOut } from '../../../src/state/connection.ts';
import { withDiagnostic } from '../../../src/state/diagnostics.ts';
import { retryAt } from '../../../src/state/schedule.ts';
import { choicesOf } from '../../../src/state/settings.ts';
import { sessionsOf } from '../../../src/state/snapshot.ts';
import { read, type Stored, write } from '../../../src/state/store/background-store.ts';
import { viewKeys, viewOf } from '../../../src/state/view.ts';
import { fakeBrowser } from '../support/browser.ts';
import { hostileTexts, isPolluted, nearly } from '../support/hostile.ts';

const accountsUrl = 'https://accounts.livechat.com';
const client = { accountsUrl, clientId: 'client' };
// Thousands of cases, on machines that do other things, too.
vi.setConfig({ testTimeout: 120_000 });

const now = Date.parse('2026-11-22T14:00:00Z');
const runs = { numRuns: 10_000 };
/** So many must come through the schemas, or nothing was shown of what lies behind. */
const enough = 1_000;

const session = {
  account_id: '3f2c',
  session_id: '6f1dd0a1-1c9f-4a43-8a52-6f3f2a5a7a3f',
  current: false,
  user_agent:
    'Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/156.0.0.0 Safari/537.36',
  identity_source: 'credentials',
  ip: '203.0.113.7',
  applications: [{ name: 'Agent App', client_id: 'agent-app', session_id: 'agent-app' }],
};
const event = { created_at: '2026-11-22T13:59:00.000001Z', author_id: 'c-1', text: 'Hello' };
const chatsPage = {
  chats_summary: [
    {
      id: 'PJ0MRSHTDG',
      users: [
        {
          id: 'ada@example.com',
          type: 'agent',
          name: 'Ada Agent',
          email: 'ada@example.com',
          present: true,
          events_seen_up_to: '2026-11-22T13:58:00.000000Z',
          visibility: 'all',
        },
        { id: 'c-1', type: 'customer', name: 'Bob Buyer', email: 'bob@example.com', present: true },
      ],
      last_thread_summary: { id: 'K600PKZON8', created_at: '2026-11-22T13:50:00.000000Z', active: true },
      last_event_per_type: {
        message: { thread_id: 'K600PKZON8', event },
        file: { thread_id: 'K600PKZON8', event: { ...event, author_id: 'ada@example.com' } },
      },
    },
  ],
  next_page_id: 'MTU4',
  found_chats: 1,
};
const tokens = {
  access_token: 'dal:8f2c',
  account_id: '3f2c',
  expires_in: 28_800,
  organization_id: '9d1e',
  refresh_token: '7a3f',
  scope: 'sessions--my:rw',
  token_type: 'Bearer',
};
const serviceStatus = {
  page: { name: 'LiveChat' },
  status: { indicator: 'minor', description: 'Some systems are slow' },
  components: [{ name: 'API', status: 'partial_outage' }],
  incidents: [
    { name: 'Slow API', impact: 'minor', status: 'open', shortlink: 'https://status.livechat.com/i/1' },
  ],
};
const failure = {
  error: 'access_denied',
  sub_error: 'insufficient_scope',
  error_description: 'x',
  request_id: 'r-1',
};

/** A body like LiveChat's, or what somebody made of it. */
const bodyLike = (example: unknown) =>
  fc.oneof(
    { weight: 29, arbitrary: nearly(example).map((value) => JSON.stringify(value)) },
    { weight: 1, arbitrary: fc.string({ unit: 'binary' }) },
  );
const headers = fc.oneof(
  { weight: 4, arbitrary: fc.constant<Record<string, string>>({ 'content-type': 'application/json' }) },
  {
    weight: 1,
    arbitrary: fc.record({
      'content-type': fc.constantFrom('text/html', 'application/json; charset=x', ''),
      'retry-after': fc.constantFrom('9'.repeat(400), '-1', '1e9', '0x10', 'Sun, 99 Nov 2026 14:00:00 GMT'),
      'www-authenticate': fc.constantFrom('Bearer realm=x', 'Basic', '"'),
    }),
  },
);

/** Judges an answer by a call: its result, or why there is none, of the one kind that is allowed. */
async function judged<T>(call: () => Promise<T>): Promise<{ result: T } | { error: LiveChatError }> {
  try {
    return { result: await call() };
  } catch (error) {
    if (error instanceof LiveChatError) return { error };
    throw error;
  }
}

/** Expects that the toolbar button's texts are short, and in one line. */
function expectSoundBadge(stored: Pick<Stored, (typeof viewKeys)[number]>) {
  const badge = badgeOf(viewOf(stored, now), { state: 'off' }, choicesOf({}));
  expect(badge.text).toMatch(/^(?:99\+|(?:\d{1,2}|9\+)[!?]|\d{1,2}|[…?!]|!!|)$/);
  expect(badge.title().length).toBeLessThan(300);
  expect(badge.title()).not.toMatch(/[\p{Cc}\p{Cf}\p{Cs}]/u);
}

/** Expects a text that may be shown as it is: nothing invisible in it, and no longer than the eye reads. */
function expectPlain(text: string, maxLength: number) {
  expect(Array.from(text).length).toBeLessThanOrEqual(maxLength);
  expect(text).not.toMatch(/[\p{Cc}\p{Cf}\p{Cs}]/u);
}

const signedIn = nextConnection(signedOut, { type: 'signedIn', at: now });

beforeEach(() => {
  vi.useFakeTimers({ toFake: ['Date'], now });
});
afterEach(() => {
  vi.unstubAllGlobals();
  vi.useRealTimers();
  expect(isPolluted()).toBe(false);
});

test('any list of sessions is refused, or ends as a sound badge and plain rows', async () => {
  let accepted = 0;
  let mostApplications = 0;
  await fc.assert(
    fc.asyncProperty(bodyLike([session]), async (body) => {
      fakeBrowser.storage.local.clear();
      fakeBrowser.storage.session.clear();
      const outcome = await judged(() => processResponse('api', new Response(body), sessionsSchema()));
      if ('error' in outcome) return;
      accepted += 1;
      const sessions = outcome.result;
      const event = { type: 'fetched', count: sessions.length, at: now } as const;
      await write({
        ...(await recognize(await hashSessions(sessions), now, now)).changes,
        connection: nextConnection(signedIn, event),
      });
      const stored = sessionsOf(await read('snapshot', 'moreSessions')) ?? [];
      expect(stored).toHaveLength(sessions.length);
      for (const listed of stored) {
        mostApplications = Math.max(mostApplications, listed.applications.length);
        const { name, ip, identity, applications } = describeSession(listed);
        expectPlain(name, 80);
        expectPlain(ip, 45);
        expectPlain(identity, 80);
        expectPlain(applications, 20 * 62);
        if (listed.session_id === '') continue;
        const { pathname } = new URL(`${accountsUrl}/v2/sessions/${encodeURIComponent(listed.session_id)}`);
        expect(pathname).toMatch(/^\/v2\/sessions\/[^/]+$/);
      }
      expectSoundBadge(await read(...viewKeys));
    }),
    runs,
  );
  expect(accepted).toBeGreaterThan(enough);
  expect(mostApplications).toBe(20);
});

test('any list of chats is refused, or ends as plain rows, sound numbers and a short text for the badge', async () => {
  let accepted = 0;
  let unread = 0;
  await fc.assert(
    fc.asyncProperty(bodyLike(chatsPage), async (body) => {
      const outcome = await judged(() => processResponse('api', new Response(body), chatsPageSchema()));
      if ('error' in outcome) return;
      accepted += 1;
      const { chats, hasNext } = outcome.result;
      const sorted = sortChats(chats, ['Ada@example.com']);
      const { waitingSince, ...lists } = sorted;
      for (const { id, threadId, customer, newest, at } of Object.values(lists).flat()) {
        expect(new URL(`https://my.livechatinc.com/chats/${id}/${threadId}`).pathname).toBe(
          `/chats/${id}/${threadId}`,
        );
        expect([customer, newest?.name ?? ''].every(({ length }) => length <= 100)).toBe(true);
        expect(newest?.text.length ?? 0).toBeLessThanOrEqual(200);
        expect(Number.isNaN(new Date(at ?? 0).getTime())).toBe(false);
      }
      expect(Number.isNaN(new Date(waitingSince ?? 0).getTime())).toBe(false);
      const { mine, isAtLeast, active, ...others } = summaryOf(sorted, hasNext);
      expect(active).toBeLessThanOrEqual(chats.length);
      expect(others.unread).toBeLessThanOrEqual(mine);
      unread += others.unread;
      const numbers = {
        chats: { count: mine, isAtLeast, mark: others.unread > 0 ? '*' : '' },
        sessions: { count: 3, mark: '' },
      } as const;
      expect(badgeTextOf('both', numbers, { badgeForZero: true })).toMatch(/^\d+\+?\*?(?:·3)?$/);
    }),
    runs,
  );
  expect(accepted).toBeGreaterThan(enough);
  expect(unread).toBeGreaterThan(enough);
});

test('any service status is refused, or ends with links to https: only', async () => {
  let accepted = 0;
  await fc.assert(
    fc.asyncProperty(bodyLike(serviceStatus), async (body) => {
      const outcome = await judged(() => processResponse('open', new Response(body), serviceStatusSchema()));
      if ('error' in outcome) return;
      accepted += 1;
      await write({ serviceStatus: { fetchedAt: now, status: outcome.result } });
      const { serviceStatus: stored } = await read('serviceStatus');
      expect(stored?.status).toBeDefined();
      for (const { shortlink } of stored?.status?.incidents ?? []) {
        if (shortlink !== null) expect(new URL(shortlink).protocol).toBe('https:');
      }
    }),
    runs,
  );
  expect(accepted).toBeGreaterThan(enough);
});

test('any answer with tokens is refused, or gives some that can be stored and sent', async () => {
  const transaction = { codeVerifier: 'v'.repeat(43), redirectUri: 'https://x.example/' };
  const asks: (() => Promise<Tokens>)[] = [
    () => exchangeCode(client, 'c', transaction),
    () => renewTokens(client, '7a3f'),
  ];
  let accepted = 0;
  await fc.assert(
    fc.asyncProperty(bodyLike(tokens), headers, fc.constantFrom(...asks), async (body, head, ask) => {
      vi.stubGlobal('fetch', async () => new Response(body, { headers: head }));
      const outcome = await judged(ask);
      if ('error' in outcome) return;
      accepted += 1;
      const { accessToken, refreshToken } = outcome.result;
      expect(new Headers({ authorization: `Bearer ${accessToken}` }).get('authorization')).toBe(
        `Bearer ${accessToken}`,
      );
      await write(await tokensToStore(outcome.result, 'client', now));
      const stored = await read('accessToken', 'credentials');
      expect(stored.accessToken?.value).toBe(accessToken);
      expect(stored.credentials?.refreshToken).toBe(refreshToken);
    }),
    runs,
  );
  expect(accepted).toBeGreaterThan(enough);
});

test('any answer about the agent is refused, or can be stored', async () => {
  const about = { account_id: '3f2c', organization_id: '9d1e', name: 'Ada Agent', email: 'ada@example.com' };
  let accepted = 0;
  await fc.assert(
    fc.asyncProperty(bodyLike(about), async (body) => {
      vi.stubGlobal('fetch', async () => new Response(body));
      const outcome = await judged(async () => ({
        ...(await fetchTokenOwner(accountsUrl, 'dal:8f2c')),
        ...(await fetchAccount(accountsUrl, 'dal:8f2c')),
      }));
      if ('error' in outcome) return;
      accepted += 1;
      await write({ agent: outcome.result });
      expect((await read('agent')).agent).toEqual(outcome.result);
    }),
    runs,
  );
  expect(accepted).toBeGreaterThan(enough);
});

test('any failure ends as a sound badge and a line of the diagnostics', async () => {
  const told = new Set<string>();
  await fc.assert(
    fc.asyncProperty(
      bodyLike(failure),
      headers,
      fc.constantFrom(400, 401, 403, 404, 429, 500, 503),
      async (body, head, status) => {
        vi.stubGlobal('fetch', async () => new Response(body, { status, headers: head }));
        const outcome = await judged(() => fetchSessions(accountsUrl, 'dal:8f2c'));
        if (!('error' in outcome)) throw new Error('A failure was taken for a list');
        const { error } = outcome;
        const { code, retryAfterSeconds } = error;
        const wait = { code, at: now, since: now, failures: 1, retryAfterSeconds };
        await write({
          connection: nextConnection(signedIn, {
            type: 'failed',
            code,
            at: now,
            isTokenGood: true,
            said: error.said,
            retryAt: retryAt(wait, 60_000, 0.5),
            requestId: error.requestId,
          }),
          diagnostics: withDiagnostic([], {
            at: now,
            what: 'sessions',
            outcome: error.code,
            ...(error.requestId && { requestId: error.requestId }),
          }),
        });
        const stored = await read('diagnostics', ...viewKeys);
        expect(stored.connection).toHaveProperty('trouble.code', error.code);
        expect(stored.diagnostics).toHaveLength(1);
        // The badge follows from the code alone.
        if (!told.has(error.code)) expectSoundBadge(stored);
        told.add(error.code);
      },
    ),
    runs,
  );
  expect([...told].sort()).toEqual([
    'access_denied',
    'insufficient_scope',
    'invalid_request',
    'network_login',
    'not_found',
    'rate_limited',
    'server_error',
    'unauthorized',
    'unexpected_answer',
  ]);
});

test('any address that the login page leads to is judged', () => {
  const pathAndQuery = fc
    .tuple(
      fc.constantFrom('/', '/signin', '/ooops', '/ooops/x'),
      fc.constantFrom('client_id_not_found', 'redirect_uri_not_set', 'invalid_redirect_uri', ...hostileTexts),
    )
    .map(([path, details]) => `${path}?${new URLSearchParams({ exception_details: details })}`);
  const origin = fc.constantFrom(
    accountsUrl,
    accountsUrl,
    'http://accounts.livechat.com',
    `${accountsUrl}:444`,
    `${accountsUrl}.evil.example`,
    `${accountsUrl}@evil.example`,
    'null',
    '',
  );
  let told = 0;
  fc.assert(
    fc.property(origin, pathAndQuery, fc.boolean(), (start, rest, ok) => {
      const outcome = processClientTestResponse({ url: start + rest, ok }, accountsUrl);
      expect(clientTestOutcomes).toContain(outcome);
      if (start !== accountsUrl) expect(outcome).toBe('unclear');
      else if (outcome !== 'unclear') told += 1;
    }),
    runs,
  );
  expect(told).toBeGreaterThan(enough);
});
