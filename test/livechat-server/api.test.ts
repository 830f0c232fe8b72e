import { beforeEach, describe, expect, test } from 'vitest';
import { apiRequest, InMemoryBrowser, obtainTokens, statusRequest } from './in-memory-browser.ts';
import { type Agent, type Client, createLiveChat, type LiveChat } from './index.ts';

let clock: number;
let liveChat: LiveChat;
let client: Client;
let agent: Agent;

beforeEach(() => {
  clock = 1_000_000;
  liveChat = createLiveChat({ now: () => clock });
  client = liveChat.addClient({
    clientId: 'app',
    redirectUris: ['https://app.example/callback'],
    scopes: ['sessions--my:rw', 'accounts--my:ro'],
  });
  agent = liveChat.addAgent();
});

const tokenWith = async (scope: string) =>
  (await obtainTokens(liveChat, client, agent, { scope })).access_token;
const call = async (path: string, token?: string, method?: string) => {
  const response = await liveChat.fetch(apiRequest(path, token, method));
  return { status: response.status, body: await response.json() };
};

test('no token, a made-up token and an expired token are unauthorized', async () => {
  const token = await tokenWith('sessions--my:ro');
  clock += 28_800_000;
  for (const bearer of [undefined, 'dal:made-up', token]) {
    expect(await call('/v2/sessions', bearer)).toEqual({
      status: 401,
      body: { error: 'unauthorized', error_description: expect.any(String), request_id: expect.any(String) },
    });
  }
});

test.each([
  ['GET', '/v2/sessions', 'accounts--my:ro', 403],
  ['GET', '/v2/sessions', 'sessions--my:ro', 200],
  ['GET', '/v2/sessions', 'sessions--my:rw', 200],
  ['DELETE', '/v2/sessions/unknown', 'sessions--my:ro', 403],
  ['DELETE', '/v2/sessions/unknown', 'sessions--my:rw', 404],
  ['DELETE', '/v2/sessions', 'sessions--my:rw', 403],
  ['GET', '/v2/accounts/me', 'sessions--my:rw', 403],
  ['GET', '/v2/accounts/me', 'accounts--my:ro', 200],
  ['GET', '/v2/info', 'sessions--my:ro', 200],
])('%s %s with %s: %i', async (method, path, scope, status) => {
  const answer = await call(path, await tokenWith(scope), method);
  expect(answer.status).toBe(status);
  if (status === 403)
    expect(answer.body).toMatchObject({ error: 'access_denied', sub_error: 'insufficient_scope' });
  if (status === 404) expect(answer.body).toMatchObject({ error: 'resource_not_found' });
});

test('info tells about the token', async () => {
  const token = await tokenWith('sessions--my:ro');
  clock += 1_000;
  expect((await call('/v2/info', token)).body).toEqual({
    account_id: agent.accountId,
    client_id: 'app',
    expires_in: 28_799,
    organization_id: agent.organizationId,
    scope: 'sessions--my:ro',
    token_type: 'Bearer',
  });
});

test('accounts/me tells about the agent', async () => {
  expect((await call('/v2/accounts/me', await tokenWith('accounts--my:ro'))).body).toEqual({
    account_id: agent.accountId,
    name: 'Ada Agent',
    email: 'agent@example.com',
  });
});

describe('sessions', () => {
  test('are those of the agent; the one that the token belongs to is current', async () => {
    const colleague = liveChat.addAgent({ email: 'colleague@example.com' });
    liveChat.addSession(colleague.email);
    const elsewhere = liveChat.addSession(agent.email, { user_agent: 'Elsewhere', ip: '192.0.2.7' });
    const token = await tokenWith('sessions--my:ro');
    const [, here] = liveChat.sessionsOf(agent.email);
    expect((await call('/v2/sessions', token)).body).toEqual([
      {
        account_id: agent.accountId,
        session_id: elsewhere.session_id,
        user_agent: 'Elsewhere',
        identity_source: 'credentials',
        ip: '192.0.2.7',
        applications: [],
        current: false,
      },
      {
        account_id: agent.accountId,
        session_id: here?.session_id,
        user_agent: 'In-memory browser',
        identity_source: 'credentials',
        ip: '192.0.2.1',
        applications: [{ name: 'Session Badge', client_id: 'app', session_id: here?.session_id }],
        current: true,
      },
    ]);
  });

  test("a browser's cookie and its tokens share one session, and another browser has its own", async () => {
    const browser = new InMemoryBrowser(liveChat);
    for (const _ of [1, 2]) await obtainTokens(liveChat, client, agent, {}, browser);
    expect(liveChat.sessionsOf(agent.email)).toHaveLength(1);
    await obtainTokens(liveChat, client, agent);
    expect(liveChat.sessionsOf(agent.email)).toHaveLength(2);
  });

  test('ending one revokes its tokens and no others', async () => {
    const [mine, other] = [await tokenWith('sessions--my:rw'), await tokenWith('sessions--my:rw')];
    const [, theirs] = liveChat.sessionsOf(agent.email);
    const path = `/v2/sessions/${theirs?.session_id}`;
    expect(await call(path, mine, 'DELETE')).toEqual({ status: 200, body: {} });
    expect((await call('/v2/info', other)).status).toBe(401);
    expect((await call('/v2/sessions', mine)).body).toHaveLength(1);
    expect((await call(path, mine, 'DELETE')).status).toBe(404);
  });

  test("a colleague's session cannot be ended", async () => {
    const colleague = liveChat.addAgent({ email: 'colleague@example.com' });
    const { session_id } = liveChat.addSession(colleague.email);
    const token = await tokenWith('sessions--my:rw');
    expect((await call(`/v2/sessions/${session_id}`, token, 'DELETE')).status).toBe(404);
    expect(liveChat.sessionsOf(colleague.email)).toHaveLength(1);
  });

  test('ending all of them, where LiveChat lets us, ends ours', async () => {
    liveChat.mayEndAllSessions = true;
    const token = await tokenWith('sessions--my:rw');
    liveChat.addSession(agent.email);
    expect(await call('/v2/sessions', token, 'DELETE')).toEqual({ status: 200, body: {} });
    expect(liveChat.sessionsOf(agent.email)).toEqual([]);
    expect((await call('/v2/info', token)).status).toBe(401);
  });
});

test('the status page', async () => {
  const summary = async () => (await liveChat.fetch(statusRequest())).json();
  expect(await summary()).toMatchObject({
    page: { name: 'LiveChat' },
    status: { indicator: 'none', description: 'All Systems Operational' },
    incidents: [],
  });
  liveChat.status.status.indicator = 'major';
  expect(await summary()).toMatchObject({ status: { indicator: 'major' } });
});

test('accounts and status page answer at their own hosts only, and everything at any other', async () => {
  const statusAt = async (host: string, path: string) =>
    (await liveChat.fetch(new Request(`https://${host}${path}`))).status;
  for (const [path, atAccounts, atStatus, elsewhere] of [
    ['/v2/sessions', 401, 404, 401],
    ['/?client_id=app', 303, 404, 303],
    ['/api/v2/summary.json', 404, 200, 200],
  ] as const) {
    expect(await statusAt('accounts.livechat.com', path), path).toBe(atAccounts);
    expect(await statusAt('status.livechat.com', path), path).toBe(atStatus);
    expect(await statusAt('127.0.0.1:8080', path), path).toBe(elsewhere);
  }
  liveChat.faults.add({ match: { path: '/login' }, kind: 'body', body: '{}' });
  expect(await statusAt('status.livechat.com', '/login'), 'by a fault').toBe(200);
});

test('the log tells the host, and whether a token or a cookie came', async () => {
  const token = await tokenWith('sessions--my:ro');
  const [first] = liveChat.requests;
  const last = liveChat.requests.at(-1);
  const host = 'accounts.livechat.com';
  expect(first).toMatchObject({ host, hasToken: false, hasCookie: false });
  expect(liveChat.requests.some(({ hasCookie }) => hasCookie)).toBe(true);
  expect(last).toMatchObject({ host, path: '/v2/token', hasToken: false, hasCookie: false });
  await call('/v2/info', token);
  expect(liveChat.requests.at(-1)).toMatchObject({ host, hasToken: true, hasCookie: false });
  expect(JSON.stringify(liveChat.requests)).not.toContain(token);
});

test('unknown paths are JSON errors, and nothing sends CORS headers', async () => {
  expect(await call('/v2/nothing')).toMatchObject({ status: 404, body: { error: 'resource_not_found' } });
  const token = await tokenWith('sessions--my:ro');
  for (const method of ['OPTIONS', 'GET']) {
    const response = await liveChat.fetch(apiRequest('/v2/sessions', token, method));
    expect([...response.headers.keys()].filter((name) => name.startsWith('access-control-'))).toEqual([]);
  }
});
