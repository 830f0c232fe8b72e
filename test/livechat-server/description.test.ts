import { beforeEach, describe, expect, test } from 'vitest';
import { type Description, defaultDescription, type SessionFields, type TokenFields } from './description.ts';
import { worstDescriptions } from './descriptions.ts';
import {
  apiRequest,
  exchangeRequest,
  InMemoryBrowser,
  locationOf,
  obtainCode,
  obtainTokens,
  postedBy,
  refreshRequest,
  tokenRequest,
} from './in-memory-browser.ts';
import { type Agent, type Client, createLiveChat, type LiveChat } from './index.ts';

let clock: number;
let liveChat: LiveChat;
let client: Client;
let agent: Agent;

beforeEach(() => {
  clock = 1_000_000;
  liveChat = createLiveChat({ now: () => clock });
  client = liveChat.addClient({
    redirectUris: ['https://app.example/callback'],
    scopes: ['sessions--my:rw', 'accounts--my:ro'],
  });
  agent = liveChat.addAgent();
});

const describeAs = (description: Partial<Description>) => {
  liveChat.description = { ...defaultDescription, ...description };
};
const ask = async (request: Request) => {
  const response = await liveChat.fetch(request);
  const text = await response.text();
  return { status: response.status, type: response.headers.get('Content-Type'), text };
};
const bodyOf = async (request: Request) => JSON.parse((await ask(request)).text);
const implicit = (more: Record<string, string> = {}) => ({
  client_id: client.clientId,
  redirect_uri: client.redirectUris[0] ?? '',
  response_type: 'token',
  state: 'xyz',
  ...more,
});

describe('refusals of the token endpoint', () => {
  const refusal = { status: 422, error: 'identity_lost' };

  test.each<[keyof Description, () => Promise<Request>]>([
    ['refusedRefreshToken', async () => refreshRequest(client, 'unknown')],
    ['refusedCode', async () => exchangeRequest(client, 'unknown')],
    [
      'refusedVerifier',
      async () =>
        exchangeRequest(client, await obtainCode(liveChat, client, agent), { code_verifier: 'x'.repeat(43) }),
    ],
    ['unknownClient', async () => tokenRequest({ client_id: 'unknown', grant_type: 'refresh_token' })],
    [
      'missingSecret',
      async () => {
        Object.assign(client, { type: 'server', secret: 'secret' });
        return refreshRequest(client, 'unknown');
      },
    ],
    ['malformedRequest', async () => tokenRequest({ client_id: client.clientId })],
  ])('%s', async (point, request) => {
    describeAs({ [point]: refusal });
    const { status, text } = await ask(await request());
    expect(status).toBe(422);
    expect(JSON.parse(text)).toMatchObject({ error: 'identity_lost', request_id: expect.any(String) });
  });

  test('requestIds', async () => {
    describeAs({ requestIds: false });
    expect(await bodyOf(refreshRequest(client, 'unknown'))).not.toHaveProperty('request_id');
  });
});

describe('refusals of an access token', () => {
  test.each<[Description['refusedAccessToken'], string]>([
    ['published', '"error":"unauthorized"'],
    ['other JSON', '"status":401'],
    ['Agent Chat', '"type":"authentication"'],
    ['HTML', '<!doctype html>'],
    ['empty', ''],
  ])('refusedAccessToken: %s', async (refusedAccessToken, words) => {
    describeAs({ refusedAccessToken });
    const { status, text } = await ask(apiRequest('/v2/sessions', 'dal:unknown'));
    expect(status).toBe(401);
    expect(text).toContain(words);
    expect(text === '').toBe(words === '');
  });

  test.each([200, 400, 401, 403, 404] as const)('infoWithoutToken: %i', async (status) => {
    describeAs({ infoWithoutToken: { status, body: 'HTML' } });
    const answer = await ask(apiRequest('/v2/info'));
    expect(answer.status).toBe(status);
    if (status === 200) expect(answer.text).toBe('{}');
    else expect(answer.type).toContain('text/html');
    // With a token it is a refusal like any other.
    expect((await ask(apiRequest('/v2/info', 'dal:unknown'))).text).toContain('"unauthorized"');
  });

  test('insufficientScope', async () => {
    const { access_token } = await obtainTokens(liveChat, client, agent, { scope: 'accounts--my:ro' });
    describeAs({ insufficientScope: 'error' });
    const body = await bodyOf(apiRequest('/v2/sessions', access_token));
    expect(body.error).toBe('insufficient_scope');
    expect(body).not.toHaveProperty('sub_error');
  });
});

describe('answers with tokens', () => {
  const fields: [string, Partial<TokenFields>, object][] = [
    ['a lifetime as text', { expires_in: 'text' }, { expires_in: '28800' }],
    ['a lifetime in words', { expires_in: 'soon' }, { expires_in: 'soon' }],
    ['a lifetime of zero', { expires_in: 'zero' }, { expires_in: 0 }],
    ['a negative lifetime', { expires_in: 'negative' }, { expires_in: -28_800 }],
    ['a lifetime in milliseconds', { expires_in: 'milliseconds' }, { expires_in: 28_800_000 }],
    ['null for a lifetime', { expires_in: 'null' }, { expires_in: null }],
    ['no lifetime', { expires_in: 'missing' }, { expires_in: undefined }],
    ['a type in capitals', { token_type: 'BEARER' }, { token_type: 'BEARER' }],
    ['null for a type', { token_type: 'null' }, { token_type: null }],
    ['no type', { token_type: 'missing' }, { token_type: undefined }],
    ['scopes with spaces', { scope: 'spaces' }, { scope: 'sessions--my:rw accounts--my:ro' }],
    ['scopes as a list', { scope: 'list' }, { scope: ['sessions--my:rw', 'accounts--my:ro'] }],
    ['no scopes', { scope: 'missing' }, { scope: undefined }],
  ];

  test.each(fields)('%s', async (_, changes, expected) => {
    const { exchange, renewal, message } = defaultDescription;
    describeAs({
      exchange: { ...exchange, ...changes },
      renewal: { ...renewal, ...changes },
      message: { ...message, nameOfScope: 'scope', ...changes },
    });
    const tokens = await obtainTokens(liveChat, client, agent);
    const renewed = await bodyOf(refreshRequest(client, tokens.refresh_token));
    const page = await new InMemoryBrowser(liveChat).authorize(implicit({ flow: 'button' }), agent);
    const posted = await postedBy(page);
    for (const answer of [tokens, renewed, posted && 'data' in posted.message && posted.message.data]) {
      const [[name, value] = ['', '']] = Object.entries(expected);
      expect(answer).toHaveProperty('access_token');
      expect(Reflect.get(answer, name)).toEqual(value);
      expect(Reflect.has(answer, name)).toBe(value !== undefined);
    }
  });

  test('redirect: a list has spaces, and what is missing is not there', async () => {
    describeAs({ redirect: { expires_in: 'missing', token_type: 'bearer', scope: 'list' } });
    const answer = await new InMemoryBrowser(liveChat).authorize(implicit(), agent);
    const said = new URLSearchParams(locationOf(answer).hash.slice(1));
    expect([...said.keys()]).toEqual(['access_token', 'token_type', 'scope', 'state']);
    expect(said.get('scope')).toBe('sessions--my:rw accounts--my:ro');
  });

  test.each([
    ['missing', undefined],
    ['null', null],
    ['empty', ''],
  ] as const)('exchange without a refresh token: %s, and none is issued', async (refresh_token, value) => {
    describeAs({ exchange: { ...defaultDescription.exchange, refresh_token } });
    const tokens = await obtainTokens(liveChat, client, agent);
    expect(tokens.refresh_token).toBe(value);
    expect(liveChat.tokens.live.refresh).toEqual([]);
  });

  test.each(['missing', 'null', 'empty', 'same'] as const)(
    'renewal without a new refresh token: %s, and the old one stays good',
    async (refresh_token) => {
      describeAs({ renewal: { ...defaultDescription.renewal, refresh_token } });
      const tokens = await obtainTokens(liveChat, client, agent);
      const renewed = await bodyOf(refreshRequest(client, tokens.refresh_token));
      expect(renewed.access_token).not.toBe(tokens.access_token);
      expect(renewed.refresh_token === tokens.refresh_token).toBe(refresh_token === 'same');
      expect((await ask(refreshRequest(client, tokens.refresh_token))).status).toBe(200);
    },
  );

  test.each([true, false])('signInRepeatsTokens: %s', async (signInRepeatsTokens) => {
    describeAs({ signInRepeatsTokens });
    const browser = new InMemoryBrowser(liveChat);
    const first = await obtainTokens(liveChat, client, agent, {}, browser);
    const second = await obtainTokens(liveChat, client, agent, {}, browser);
    expect(second.access_token === first.access_token).toBe(signInRepeatsTokens);
    expect(second.refresh_token === first.refresh_token).toBe(signInRepeatsTokens);
    liveChat.expireAccessTokens(agent.email);
    const third = await obtainTokens(liveChat, client, agent, {}, browser);
    expect(third.access_token).not.toBe(first.access_token);
  });
});

describe('refusals of the login page', () => {
  test.each([true, false])('carry the state: %s', async (carries) => {
    describeAs({ refusalsCarryState: { message: carries, redirect: carries } });
    const browser = new InMemoryBrowser(liveChat);
    const posted = await postedBy(
      await browser.authorize(implicit({ flow: 'button', scope: 'unknown' }), agent),
    );
    expect(posted?.message).toEqual({
      error: { oauth_exception: 'invalid_scope', ...(carries && { state: 'xyz' }) },
    });
    const answer = await browser.authorize(implicit({ scope: 'unknown' }), agent);
    expect(new URLSearchParams(locationOf(answer).hash.slice(1)).get('state')).toBe(carries ? 'xyz' : null);
  });

  test('messageOrigin: the old host shows the page that answers, once', async () => {
    describeAs({ messageOrigin: 'livechatinc.com' });
    const browser = new InMemoryBrowser(liveChat);
    const refused = await browser.open(
      `/?${new URLSearchParams(implicit({ flow: 'button', scope: 'unknown' }))}`,
    );
    const { origin, pathname } = locationOf(refused);
    expect(origin).toBe('https://accounts.livechatinc.com');
    expect(await postedBy(await browser.open(pathname))).toMatchObject({ message: { error: {} } });
    expect((await browser.open(pathname)).status).toBe(404);
  });
});

describe('sessions', () => {
  const written: [string, Partial<SessionFields>, unknown][] = [
    ['a word for an ID', { session_id: 'word' }, expect.stringMatching(/^session_\w{8}$/)],
    ['an ID in base64', { session_id: 'base64' }, expect.stringMatching(/^\+\/.*=/)],
    ['a number for an ID', { session_id: 'number' }, expect.any(Number)],
    ['null for an ID', { session_id: 'null' }, null],
    ['no ID', { session_id: 'missing' }, undefined],
    ['“current” as text', { current: 'text' }, 'true'],
    ['“current” only where it is true', { current: 'if true' }, true],
    ['null for “current”', { current: 'null' }, null],
    ['a number for the browser', { user_agent: 'number' }, 153],
    ['null for the address', { ip: 'null' }, null],
    ['no way of signing in', { identity_source: 'missing' }, undefined],
    ['the names of applications alone', { applications: 'names' }, ['Session Badge']],
    ['applications with nulls', { applications: 'with nulls' }, [null, expect.anything(), { name: null }]],
    ['null for applications', { applications: 'null' }, null],
  ];

  test.each(written)('%s', async (_, changes, value) => {
    describeAs({ sessions: { ...defaultDescription.sessions, ...changes } });
    const { access_token } = await obtainTokens(liveChat, client, agent);
    const [session] = await bodyOf(apiRequest('/v2/sessions', access_token));
    const [name = ''] = Object.keys(changes);
    expect(session[name]).toEqual(value);
    expect(name in session).toBe(value !== undefined);
  });

  test.each(['word', 'base64', 'number'] as const)(
    'is ended by the ID that it is listed by: %s',
    async (id) => {
      describeAs({ sessions: { ...defaultDescription.sessions, session_id: id } });
      const other = liveChat.addSession(agent.email);
      const { access_token } = await obtainTokens(liveChat, client, agent);
      const listed: { session_id: unknown; current: boolean }[] = await bodyOf(
        apiRequest('/v2/sessions', access_token),
      );
      const shown = encodeURIComponent(String(listed.find(({ current }) => !current)?.session_id));
      expect((await ask(apiRequest(`/v2/sessions/${shown}`, access_token, 'DELETE'))).status).toBe(200);
      expect(liveChat.session(other.session_id)).toBeUndefined();
    },
  );

  test('endedSessionLingers', async () => {
    describeAs({ endedSessionLingers: 5 });
    const other = liveChat.addSession(agent.email);
    const { access_token } = await obtainTokens(liveChat, client, agent);
    liveChat.removeSession(other.session_id);
    const count = async () => (await bodyOf(apiRequest('/v2/sessions', access_token))).length;
    expect(await count()).toBe(2);
    clock += 5_000;
    expect(await count()).toBe(1);
    expect(liveChat.sessionsOf(agent.email)).toHaveLength(1);
  });

  test('unknownSession and done', async () => {
    const { access_token } = await obtainTokens(liveChat, client, agent);
    const end = () => ask(apiRequest('/v2/sessions/unknown', access_token, 'DELETE'));
    describeAs({ unknownSession: 200 });
    expect(await end()).toMatchObject({ status: 200, text: '{}' });
    describeAs({ unknownSession: 200, done: 'no content' });
    expect(await end()).toMatchObject({ status: 204, text: '' });
  });

  test.each<[Description['account'], number, object]>([
    ['nulls', 200, { name: null, email: null }],
    ['empty', 200, {}],
    ['forbidden', 403, { error: 'access_denied' }],
  ])('account: %s', async (account, status, body) => {
    describeAs({ account });
    const { access_token } = await obtainTokens(liveChat, client, agent);
    const answer = await ask(apiRequest('/v2/accounts/me', access_token));
    expect(answer.status).toBe(status);
    expect(JSON.parse(answer.text)).toMatchObject(body);
  });
});

test.each(Object.entries(worstDescriptions))('%s is not the default', (_, description) => {
  expect({ ...defaultDescription, ...description }).not.toEqual(defaultDescription);
});
