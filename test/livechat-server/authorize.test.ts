import { beforeEach, describe, expect, test } from 'vitest';
import { CHALLENGE, InMemoryBrowser, locationOf, postedBy, shows } from './in-memory-browser.ts';
import { type Agent, createLiveChat, type LiveChat } from './index.ts';

const CALLBACK = 'https://app.example/callback';
const PKCE = { code_challenge: CHALLENGE, code_challenge_method: 'S256' };
const token = { client_id: 'app', redirect_uri: CALLBACK, response_type: 'token', state: 'xyz' };
const code = { ...token, response_type: 'code', ...PKCE };
const popup = { flow: 'button' };

let clock: number;
let liveChat: LiveChat;
let agent: Agent;
let browser: InMemoryBrowser;

beforeEach(() => {
  clock = 1_000_000;
  liveChat = createLiveChat({ now: () => clock });
  liveChat.addClient({
    clientId: 'app',
    redirectUris: [CALLBACK],
    scopes: ['sessions--my:rw', 'accounts--my:ro', 'accounts--all:rw'],
  });
  agent = liveChat.addAgent({ role: 'administrator' });
  browser = new InMemoryBrowser(liveChat);
});

const pathTo = (query: Record<string, string>, path = '/') => `${path}?${new URLSearchParams(query)}`;
const signIn = () => browser.open(pathTo(token), { email: agent.email, password: agent.password });
const messageOf = async (query: Record<string, string>) =>
  (await postedBy(await browser.authorize({ ...query, ...popup }, agent)))?.message;

describe('login', () => {
  test('asks for e-mail and password, then for consent, then answers', async () => {
    const login = await browser.open(pathTo(token));
    expect(await shows(login, 'id="email"')).toBe(true);
    expect(await shows(login, 'id="password"')).toBe(true);
    expect(await shows(login, 'This is the local LiveChat stand-in')).toBe(true);

    const signedIn = await signIn();
    expect(signedIn.headers.get('Set-Cookie')).toMatch(/^lc_session=.*HttpOnly/);
    const consent = await browser.open(locationOf(signedIn).pathname + locationOf(signedIn).search);
    expect(await shows(consent, 'id="deny"')).toBe(true);
    expect(await shows(consent, 'sessions--my:rw')).toBe(true);

    const answer = await browser.open(pathTo(token), { consent: 'allow' });
    expect(locationOf(answer).href).toContain(`${CALLBACK}#access_token=dal%3A`);
  });

  test('a wrong password shows the form again, with the e-mail escaped', async () => {
    const again = await browser.open(pathTo(token), { email: '"><b>', password: 'wrong' });
    expect(await shows(again, 'Wrong e-mail or password.')).toBe(true);
    expect(await shows(again, 'value="&quot;&gt;&lt;b&gt;"')).toBe(true);
    expect(again.headers.has('Set-Cookie')).toBe(false);
  });

  test('email prefills the form', async () => {
    expect(
      await shows(await browser.open(pathTo({ ...token, email: 'a@b.example' })), 'value="a@b.example"'),
    ).toBe(true);
  });

  test('passwords are shown only where that is asked for', async () => {
    expect(await shows(await browser.open(pathTo(token)), agent.password)).toBe(false);
    const suggesting = createLiveChat({ suggestLogins: true });
    suggesting.addAgent();
    suggesting.addClient({ clientId: 'app', redirectUris: [CALLBACK] });
    expect(await shows(await new InMemoryBrowser(suggesting).open(pathTo(token)), agent.password)).toBe(true);
  });

  test('a browser stays signed in, and /signin shows the form all the same', async () => {
    await signIn();
    expect(await shows(await browser.open(pathTo(token)), 'id="allow"')).toBe(true);
    expect(await shows(await browser.open(pathTo(token, '/signin')), 'id="sign-in"')).toBe(true);
  });

  test('signing in creates one session for the browser', async () => {
    await signIn();
    await signIn();
    expect(liveChat.sessionsOf(agent.email)).toMatchObject([
      { account_id: agent.accountId, user_agent: 'In-memory browser', identity_source: 'credentials' },
    ]);
  });

  test('a browser whose session was ended is signed out', async () => {
    await signIn();
    for (const { session_id } of liveChat.sessionsOf(agent.email)) liveChat.removeSession(session_id);
    expect(await shows(await browser.open(pathTo(token)), 'id="sign-in"')).toBe(true);
    const decision = await browser.open(pathTo(token), { consent: 'allow' });
    expect(locationOf(decision).pathname).toBe('/');
    expect(liveChat.issuedTokens).toEqual([]);
  });
});

describe('consent', () => {
  test('is remembered for the agent and the client', async () => {
    await browser.authorize(token, agent);
    expect(locationOf(await browser.open(pathTo(token))).hash).toContain('access_token');
    const other = new InMemoryBrowser(liveChat);
    await other.open(pathTo(token), { email: agent.email, password: agent.password });
    expect(locationOf(await other.open(pathTo(token))).hash).toContain('access_token');
    liveChat.addClient({ clientId: 'other', redirectUris: [CALLBACK] });
    expect(await shows(await browser.open(pathTo({ ...token, client_id: 'other' })), 'id="allow"')).toBe(
      true,
    );
  });

  test('is asked for again when the app wants more', async () => {
    await browser.authorize({ ...token, scope: 'accounts--my:ro' }, agent);
    expect(await shows(await browser.open(pathTo(token)), 'id="allow"')).toBe(true);
  });

  test('adds up', async () => {
    const scopes = ['accounts--my:ro', 'sessions--my:rw'];
    for (const scope of scopes) await browser.authorize({ ...token, scope }, agent);
    const both = await browser.open(pathTo({ ...token, scope: scopes.join(',') }));
    expect(locationOf(both).hash).toContain('access_token');
  });

  test('prompt=consent asks again', async () => {
    await browser.authorize(token, agent);
    expect(await shows(await browser.open(pathTo({ ...token, prompt: 'consent' })), 'id="allow"')).toBe(true);
  });

  test('denied', async () => {
    const answer = await browser.authorize({ ...token, ...popup }, agent, 'deny');
    expect((await postedBy(answer))?.message).toEqual({ error: { oauth_exception: 'access_denied' } });
  });

  test('given or denied without a page', async () => {
    await signIn();
    liveChat.grantsAutomatically.set(agent.email, true);
    expect(locationOf(await browser.open(pathTo(token))).hash).toContain('access_token');
    liveChat.grantsAutomatically.set(agent.email, false);
    expect(locationOf(await browser.open(pathTo(token))).hash).toContain('access_denied');
  });
});

describe('organizations', () => {
  test('the agent has to belong to the organization that is asked for', async () => {
    expect(await messageOf({ ...token, organization_id: 'somebody-elses' })).toEqual({
      error: { oauth_exception: 'access_denied' },
    });
    agent.organizations.push('second');
    expect(await messageOf({ ...token, organization_id: 'second' })).toMatchObject({
      data: { organization_id: 'second' },
    });
  });
});

describe('the redirect flow', () => {
  test('token: in the fragment', async () => {
    const location = locationOf(await browser.authorize(token, agent));
    expect(location.search).toBe('');
    expect(Object.fromEntries(new URLSearchParams(location.hash.slice(1)))).toEqual({
      access_token: liveChat.issuedTokens[0],
      token_type: 'Bearer',
      expires_in: '28800',
      state: 'xyz',
      scope: 'sessions--my:rw,accounts--my:ro,accounts--all:rw',
    });
  });

  test('code: in the query', async () => {
    const location = locationOf(await browser.authorize(code, agent));
    expect(location.hash).toBe('');
    expect(Object.fromEntries(location.searchParams)).toEqual({
      code: liveChat.issuedTokens[0],
      state: 'xyz',
    });
  });

  test('errors go where the answer would have gone', async () => {
    const scope = 'unheard--of:ro';
    expect(locationOf(await browser.authorize({ ...token, scope }, agent)).hash).toBe(
      '#error=invalid_scope&oauth_exception=invalid_scope&state=xyz',
    );
    expect(locationOf(await browser.authorize({ ...code, scope }, agent)).search).toBe(
      '?error=invalid_scope&oauth_exception=invalid_scope&state=xyz',
    );
  });

  test('three redirects in 30 seconds, for one client and account', async () => {
    for (const _ of [1, 2, 3])
      expect(locationOf(await browser.authorize(token, agent)).hash).toContain('token');
    const fourth = locationOf(await browser.authorize(token, agent));
    expect(`${fourth.pathname}${fourth.search}`).toBe('/ooops?exception_details=too_many_redirects');
    expect(liveChat.issuedTokens).toHaveLength(3);
    expect(await messageOf(token)).toHaveProperty('data');
    clock += 30_000;
    expect(locationOf(await browser.authorize(token, agent)).hash).toContain('token');
  });
});

describe('the popup flow', () => {
  test('token: a message for the origin of the redirect URI', async () => {
    const answer = await browser.authorize(
      { ...token, ...popup, scope: 'sessions--my:ro,accounts--my:ro' },
      agent,
    );
    expect(answer.headers.get('Cache-Control')).toBe('no-store');
    expect(await postedBy(answer)).toEqual({
      message: {
        data: {
          access_token: liveChat.issuedTokens[0],
          token_type: 'Bearer',
          expires_in: '28800',
          scopes: 'sessions--my:ro,accounts--my:ro',
          state: 'xyz',
          account_id: agent.accountId,
          organization_id: agent.organizationId,
        },
      },
      targetOrigin: 'https://app.example',
    });
  });

  test('code', async () => {
    expect(await messageOf(code)).toEqual({ data: { code: liveChat.issuedTokens[0], state: 'xyz' } });
  });

  test('state is optional, and cannot break out of the script', async () => {
    const { state: _, ...stateless } = code;
    expect(await messageOf(stateless)).toEqual({ data: { code: liveChat.issuedTokens[0] } });
    const answer = await browser.authorize({ ...code, ...popup, state: '</script><b>' }, agent);
    expect(await shows(answer, '</script><b>')).toBe(false);
    expect((await postedBy(answer))?.message).toMatchObject({ data: { state: '</script><b>' } });
  });

  test('tests may replace the script, and the answer by any error', async () => {
    liveChat.nextError = { identity_exception: 'identity_lost', exception_details: 'why' };
    expect(await messageOf(token)).toEqual({
      error: { identity_exception: 'identity_lost', exception_details: 'why' },
    });
    liveChat.answerScript = (message, origin) =>
      `hostile(${JSON.stringify(Object.keys(message))}, "${origin}")`;
    const answer = await browser.authorize({ ...token, ...popup }, agent);
    expect(await shows(answer, '<script>hostile(["data"], "https://app.example")</script>')).toBe(true);
  });
});

describe('an invalid client or redirect URI ends on the error page, without a message', () => {
  const { redirect_uri: _, ...uriless } = token;
  test.each([
    ['client_id_not_found', { ...token, client_id: 'nobody' }],
    ['redirect_uri_not_set', uriless],
    ['invalid_redirect_uri', { ...token, redirect_uri: 'https://evil.example/' }],
  ])('%s', async (details, query) => {
    const location = locationOf(await browser.open(pathTo({ ...query, ...popup })));
    expect(location.pathname).toBe('/ooops');
    const page = await browser.open(location.pathname + location.search);
    expect(page.status).toBe(400);
    expect(await shows(page, details)).toBe(true);
    expect(await shows(page, 'postMessage')).toBe(false);
  });
});

describe('custom schemes', () => {
  const redirect_uri = 'chrome-extension://abc/authorize/index.html';

  test('are for PKCE, unless the client is excepted', async () => {
    liveChat.addClient({ clientId: 'ext', redirectUris: [redirect_uri] });
    const posted = await postedBy(
      await browser.authorize({ ...code, ...popup, client_id: 'ext', redirect_uri }, agent),
    );
    expect(posted?.targetOrigin).toBe('chrome-extension://abc');

    const implicit = { ...token, client_id: 'ext', redirect_uri };
    expect(locationOf(await browser.open(pathTo({ ...implicit, ...PKCE }))).pathname).toBe('/ooops');
    liveChat.addClient({
      clientId: 'ext',
      redirectUris: [redirect_uri],
      allowCustomSchemesWithoutPkce: true,
    });
    expect(locationOf(await browser.authorize(implicit, agent)).href).toContain(
      `${redirect_uri}#access_token=`,
    );
  });
});

describe('what is refused', () => {
  const { response_type: _, ...typeless } = token;
  const { code_challenge: __, code_challenge_method: ___, ...unproven } = code;
  test.each([
    ['no response type', 'invalid_request', typeless],
    ['an unknown response type', 'unsupported_response_type', { ...token, response_type: 'id_token' }],
    ['a JavaScript app without PKCE', 'invalid_request', unproven],
    ['a malformed challenge', 'invalid_request', { ...code, code_challenge: 'short' }],
    ['an unknown challenge method', 'invalid_request', { ...code, code_challenge_method: 'S512' }],
    ['an unknown scope', 'invalid_scope', { ...token, scope: 'sessions--my:rw,chats--all:rw' }],
    ['more than the client has', 'invalid_scope', { ...token, scope: 'accounts--my:rw' }],
  ])('%s: %s', async (_case, exception, query) => {
    expect(await messageOf(query)).toEqual({ error: { oauth_exception: exception } });
  });

  test('a response type that the client may not use', async () => {
    liveChat.addClient({ clientId: 'app', redirectUris: [CALLBACK], responseTypes: ['token'] });
    expect(await messageOf(code)).toEqual({ error: { oauth_exception: 'unsupported_response_type' } });
  });

  test("a scope above the agent's role", async () => {
    agent.role = 'normal';
    expect(await messageOf(token)).toEqual({ error: { oauth_exception: 'invalid_scope' } });
    expect(await messageOf({ ...token, scope: 'sessions--my:ro' })).toHaveProperty('data');
  });
});
