import { beforeEach, describe, expect, test } from 'vitest';
import {
  apiRequest,
  CHALLENGE,
  exchangeRequest,
  InMemoryBrowser,
  obtainCode,
  obtainTokens,
  refreshRequest,
  tokenRequest,
  tokensIn,
  VERIFIER,
} from './in-memory-browser.ts';
import { type Agent, type Client, createLiveChat, type LiveChat } from './index.ts';

let clock: number;
let liveChat: LiveChat;
let client: Client;
let agent: Agent;

beforeEach(() => {
  clock = 1_000_000;
  liveChat = createLiveChat({ now: () => clock });
  client = liveChat.addClient({ clientId: 'app', redirectUris: ['https://app.example/callback'] });
  agent = liveChat.addAgent();
});

const works = async (accessToken: string) =>
  (await liveChat.fetch(apiRequest('/v2/info', accessToken))).status === 200;
const outcome = async (request: Request) => {
  const response = await liveChat.fetch(request);
  const { error } = (await response.json()) as { error?: string };
  return [response.status, error];
};

describe('exchanging a code', () => {
  test('answers with a pair of tokens', async () => {
    const response = await liveChat.fetch(exchangeRequest(client, await obtainCode(liveChat, client, agent)));
    expect(response.status).toBe(200);
    expect(response.headers.get('Cache-Control')).toBe('no-store');
    expect(await response.json()).toEqual({
      access_token: expect.stringMatching(/^dal:/),
      account_id: agent.accountId,
      expires_in: 28_800,
      organization_id: agent.organizationId,
      refresh_token: expect.not.stringMatching(/:/),
      scope: 'sessions--my:rw',
      token_type: 'Bearer',
    });
    expect(liveChat.issuedTokens).toHaveLength(3);
    expect(liveChat.requests.at(-1)).toMatchObject({
      method: 'POST',
      path: '/v2/token',
      grantType: 'authorization_code',
      status: 200,
    });
  });

  test('tokens of the other data centre', async () => {
    agent.dataCentre = 'fra';
    expect((await obtainTokens(liveChat, client, agent)).access_token).toMatch(/^fra:/);
  });

  test('a code works once; used again, its tokens are revoked', async () => {
    const code = await obtainCode(liveChat, client, agent);
    const tokens = await tokensIn(await liveChat.fetch(exchangeRequest(client, code)));
    expect(await works(tokens.access_token)).toBe(true);
    expect(await outcome(exchangeRequest(client, code))).toEqual([400, 'invalid_grant']);
    expect(await works(tokens.access_token)).toBe(false);
    expect(await outcome(refreshRequest(client, tokens.refresh_token))).toEqual([400, 'unauthorized_client']);
  });

  test('a code lasts 60 seconds', async () => {
    const [early, late] = [
      await obtainCode(liveChat, client, agent),
      await obtainCode(liveChat, client, agent),
    ];
    clock += 59_999;
    expect(await outcome(exchangeRequest(client, early))).toEqual([200, undefined]);
    clock += 1;
    expect(await outcome(exchangeRequest(client, late))).toEqual([400, 'invalid_grant']);
  });

  test('a code is bound to its redirect URI and its client', async () => {
    liveChat.addClient({ ...client, clientId: 'other' });
    const code = await obtainCode(liveChat, client, agent);
    expect(await outcome(exchangeRequest(client, code, { client_id: 'other' }))).toEqual([
      400,
      'invalid_grant',
    ]);
    expect(
      await outcome(exchangeRequest(client, code, { redirect_uri: 'https://app.example/callback/x' })),
    ).toEqual([400, 'invalid_grant']);
  });

  test('a code is bound to its challenge', async () => {
    const wrong = { code_verifier: VERIFIER.replace('d', 'e') };
    const code = await obtainCode(liveChat, client, agent);
    expect(await outcome(exchangeRequest(client, code, wrong))).toEqual([401, 'unauthorized']);
    expect(await outcome(exchangeRequest(client, code))).toEqual([400, 'invalid_grant']);

    const long = { code_challenge: CHALLENGE.repeat(2) };
    const sdk = await obtainCode(liveChat, client, agent, long);
    expect(await outcome(exchangeRequest(client, sdk))).toEqual([401, 'unauthorized']);

    const plain = { code_challenge: VERIFIER, code_challenge_method: 'plain' };
    const plainCode = await obtainCode(liveChat, client, agent, plain);
    expect(await outcome(exchangeRequest(client, plainCode))).toEqual([200, undefined]);
  });

  test('the verifier is required, and well-formed', async () => {
    const code = await obtainCode(liveChat, client, agent);
    expect(await outcome(exchangeRequest(client, code, { code_verifier: 'short' }))).toEqual([
      400,
      'invalid_request',
    ]);
    const { redirectUris } = client;
    const form = {
      grant_type: 'authorization_code',
      client_id: 'app',
      code,
      redirect_uri: redirectUris[0] ?? '',
    };
    expect(await outcome(tokenRequest(form))).toEqual([401, 'unauthorized']);
  });

  test('a server-side app has a secret instead', async () => {
    const server = liveChat.addClient({ ...client, clientId: 'server', type: 'server', secret: 'hush' });
    const browser = new InMemoryBrowser(liveChat);
    const query = {
      client_id: 'server',
      redirect_uri: 'https://app.example/callback',
      response_type: 'code',
    };
    const answer = await browser.authorize(query, agent);
    const code = new URL(answer.headers.get('Location') ?? '').searchParams.get('code') ?? '';
    const form = { grant_type: 'authorization_code', code, ...query };
    expect(await outcome(tokenRequest(form))).toEqual([401, 'unauthorized_client']);
    const tokens = await tokensIn(await liveChat.fetch(tokenRequest({ ...form, client_secret: 'hush' })));

    const refresh = {
      grant_type: 'refresh_token',
      client_id: server.clientId,
      refresh_token: tokens.refresh_token,
    };
    for (const _ of [1, 2]) {
      const refreshed = await tokensIn(
        await liveChat.fetch(tokenRequest({ ...refresh, client_secret: 'hush' })),
      );
      expect(refreshed.refresh_token).toBe(tokens.refresh_token);
    }
    expect(liveChat.reuseAttempts).toBe(0);
  });
});

describe('refreshing', () => {
  test('gives a new pair; the old access token works on', async () => {
    const first = await obtainTokens(liveChat, client, agent);
    const second = await tokensIn(await liveChat.fetch(refreshRequest(client, first.refresh_token)));
    expect(second.refresh_token).not.toBe(first.refresh_token);
    expect(await works(first.access_token)).toBe(true);
    expect(await works(second.access_token)).toBe(true);
  });

  test('a refresh token used again is refused, counted, and takes the family with it', async () => {
    const first = await obtainTokens(liveChat, client, agent);
    const second = await tokensIn(await liveChat.fetch(refreshRequest(client, first.refresh_token)));
    expect(await outcome(refreshRequest(client, first.refresh_token))).toEqual([400, 'unauthorized_client']);
    expect(liveChat.reuseAttempts).toBe(1);
    expect(await works(second.access_token)).toBe(false);
    expect(await outcome(refreshRequest(client, second.refresh_token))).toEqual([400, 'unauthorized_client']);
    expect(liveChat.reuseAttempts).toBe(1);
  });

  test('unknown, or of another client', async () => {
    const { refresh_token } = await obtainTokens(liveChat, client, agent);
    const other = liveChat.addClient({ clientId: 'other' });
    expect(await outcome(refreshRequest(other, refresh_token))).toEqual([400, 'unauthorized_client']);
    liveChat.description.refusedRefreshToken = { status: 400, error: 'invalid_grant' };
    expect(await outcome(refreshRequest(client, 'made-up'))).toEqual([400, 'invalid_grant']);
  });
});

describe('malformed requests', () => {
  test.each([
    ['no grant type', { client_id: 'app' }, 400, 'invalid_request'],
    ['an unknown grant type', { client_id: 'app', grant_type: 'password' }, 400, 'unsupported_grant_type'],
    ['an unknown client', { client_id: 'nobody', grant_type: 'refresh_token' }, 401, 'unauthorized_client'],
    ['no code', { client_id: 'app', grant_type: 'authorization_code' }, 400, 'invalid_request'],
    ['no refresh token', { client_id: 'app', grant_type: 'refresh_token' }, 400, 'invalid_request'],
  ])('%s', async (_case, form, status, error) => {
    expect(await outcome(tokenRequest(form))).toEqual([status, error]);
  });

  test('JSON is not form-encoded', async () => {
    const request = new Request('https://accounts.livechat.com/v2/token', {
      method: 'POST',
      headers: { 'Content-Type': 'application/json' },
      body: JSON.stringify({ grant_type: 'refresh_token', client_id: 'app' }),
    });
    expect(await outcome(request)).toEqual([400, 'invalid_request']);
  });
});

describe('lifetimes and limits', () => {
  test('access tokens expire by the clock', async () => {
    const { access_token } = await obtainTokens(liveChat, client, agent);
    clock += 28_799_999;
    expect(await works(access_token)).toBe(true);
    clock += 1;
    expect(await works(access_token)).toBe(false);
  });

  test('25 tokens for each client and account; the oldest are revoked', async () => {
    const other = liveChat.addClient({ ...client, clientId: 'other' });
    const colleague = liveChat.addAgent({ email: 'colleague@example.com' });
    const spared = [
      await obtainTokens(liveChat, other, agent),
      await obtainTokens(liveChat, client, colleague),
    ];
    const all = [];
    for (let i = 0; i < 26; i += 1) all.push(await obtainTokens(liveChat, client, agent));
    const [first, second] = all;
    expect(await works(first?.access_token ?? '')).toBe(false);
    expect(await outcome(refreshRequest(client, first?.refresh_token ?? ''))).toEqual([
      400,
      'unauthorized_client',
    ]);
    expect(await works(second?.access_token ?? '')).toBe(true);
    expect(await outcome(refreshRequest(client, second?.refresh_token ?? ''))).toEqual([200, undefined]);
    for (const { access_token } of spared) expect(await works(access_token)).toBe(true);
  });

  test('refresh tokens that were used do not count', async () => {
    const kept = await obtainTokens(liveChat, client, agent);
    let { refresh_token } = await obtainTokens(liveChat, client, agent);
    for (let i = 0; i < 26; i += 1) {
      ({ refresh_token } = await tokensIn(await liveChat.fetch(refreshRequest(client, refresh_token))));
    }
    expect(await outcome(refreshRequest(client, kept.refresh_token))).toEqual([200, undefined]);
  });

  test('the levers: expire the access tokens, revoke everything', async () => {
    const tokens = await obtainTokens(liveChat, client, agent);
    liveChat.expireAccessTokens(agent.email);
    expect(await works(tokens.access_token)).toBe(false);
    const fresh = await tokensIn(await liveChat.fetch(refreshRequest(client, tokens.refresh_token)));
    liveChat.revokeAllTokens(agent.email);
    expect(await works(fresh.access_token)).toBe(false);
    expect(await outcome(refreshRequest(client, fresh.refresh_token))).toEqual([400, 'unauthorized_client']);
    expect(liveChat.reuseAttempts).toBe(0);
  });
});

describe('revoking', () => {
  test.each(['access_token', 'refresh_token'] as const)('the %s revokes its pair', async (which) => {
    const tokens = await obtainTokens(liveChat, client, agent);
    const response = await liveChat.fetch(apiRequest('/v2/token', tokens[which], 'DELETE'));
    expect([response.status, await response.json()]).toEqual([200, {}]);
    expect(await works(tokens.access_token)).toBe(false);
    expect(await outcome(refreshRequest(client, tokens.refresh_token))).toEqual([400, 'unauthorized_client']);
    expect(await outcome(apiRequest('/v2/token', tokens[which], 'DELETE'))).toEqual([401, 'unauthorized']);
  });

  test('a refresh token that was used revokes nothing', async () => {
    const first = await obtainTokens(liveChat, client, agent);
    await liveChat.fetch(refreshRequest(client, first.refresh_token));
    const revocation = apiRequest('/v2/token', first.refresh_token, 'DELETE');
    expect(await outcome(revocation)).toEqual([401, 'unauthorized']);
    expect(await works(first.access_token)).toBe(true);
  });
});
