import { beforeEach, describe, expect, onTestFinished, test, vi } from 'vitest';
import { config } from '../../../src/config/index.ts';
import type { AuthorizationRequest } from '../../../src/livechat/authorization-url.ts';
import type { Diagnostic } from '../../../src/state/diagnostics.ts';
import { apiRequest } from '../../livechat-server/in-memory-browser.ts';
import { fakeBrowser } from '../support/browser.ts';
import {
  answerOf,
  badge,
  type Extension,
  expectFresh,
  fireAlarm,
  fireLeftOverAlarm,
  hour,
  minute,
  redirectUri,
  restartServiceWorker,
  send,
  settle,
  startExtension,
  wait,
} from '../support/extension.ts';

let extension: Extension;
beforeEach(async () => {
  extension = await startExtension();
});

const begin = () => send({ type: 'beginAuthorization', redirectUri }) as Promise<AuthorizationRequest>;
const finish = (answer: object) => send({ type: 'finishAuthorization', answer });
const outcomes = () =>
  ((fakeBrowser.storage.local.all()['diagnostics'] ?? []) as Diagnostic[])
    .filter(({ what }) => what === 'sign-in')
    .map(({ outcome }) => outcome);
const stored = () => JSON.stringify([fakeBrowser.storage.local.all(), fakeBrowser.storage.session.all()]);

test('signs in: tokens stored, sessions counted, the window closed and the focus returned', async () => {
  fakeBrowser.windows.open.set(1, { url: 'the browser window' });
  extension.liveChat.addSession(extension.agent.email, {});
  expect(await extension.signIn()).toEqual({});
  expect(badge()).toMatchObject({ text: '2', title: expect.stringContaining('2 active sessions') });
  expect([...fakeBrowser.windows.open.keys()]).toEqual([1]);
  expect(fakeBrowser.windows.focused).toEqual([1]);
  expect(fakeBrowser.alarms.all.get('poll')?.periodInMinutes).toBe(1);
});

test('keeps the access token and addresses out of what is written to the disk', async () => {
  await extension.signIn();
  const { accessToken, snapshot } = fakeBrowser.storage.session.all();
  expect(accessToken).toMatchObject({ value: expect.stringMatching(/^dal:/) });
  expect(snapshot).toBeDefined();
  const { agent, connection, credentials, diagnostics, knownSessions, ...others } =
    fakeBrowser.storage.local.all();
  expect(credentials).toMatchObject({ refreshToken: expect.any(String), clientId: 'client' });
  expect(connection).toMatchObject({ status: 'signedIn', known: { count: 1 } });
  expect(diagnostics).toMatchObject([{ outcome: 'begun' }, { outcome: 'ok' }, { what: 'sessions' }]);
  expect(knownSessions).toEqual({
    salt: expect.any(String),
    accountId: extension.agent.accountId,
    signInId: Date.now(),
    firstListAt: Date.now(),
    entries: [{ hash: expect.stringMatching(/^[\w+/]{43}=$/) }],
  });
  const { accountId, organizationId } = extension.agent;
  expect(agent).toEqual({ accountId, organizationId });
  const date = Math.floor(Date.now() / (24 * hour));
  expect(others).toEqual({ requests: { days: [{ date, counts: { signIns: 1, sessions: 1 } }] } });
});

test('asks with a state and an S256 code challenge, and keeps the code verifier to itself', async () => {
  const request = await begin();
  expect(request.state.length).toBeGreaterThanOrEqual(43);
  expect(request.codeChallenge).toMatch(/^[A-Za-z0-9_-]{43}$/);
  const { transaction } = fakeBrowser.storage.session.all() as { transaction: { codeVerifier: string } };
  expect(JSON.stringify(request)).not.toContain(transaction.codeVerifier);
});

test('a wrong state changes nothing: the right answer still counts', async () => {
  const request = await begin();
  const answer = await answerOf(extension.liveChat, extension.agent, request);
  const before = stored();
  expect(await finish({ ...answer, state: 'x'.repeat(43) })).toEqual({ error: 'wrong_answer' });
  expect(stored()).toBe(before);
  expect(await finish(answer)).toEqual({});
});

test('an answer counts once', async () => {
  const answer = await answerOf(extension.liveChat, extension.agent, await begin());
  expect(await finish(answer)).toEqual({});
  expect(await finish(answer)).toEqual({ error: 'wrong_answer' });
  expectFresh(1);
});

test('an answer counts for ten minutes', async () => {
  const late = await answerOf(extension.liveChat, extension.agent, await begin());
  wait(10 * minute + 1);
  expect(await finish(late)).toEqual({ error: 'wrong_answer' });
  const request = await begin();
  wait(10 * minute);
  expect(await finish(await answerOf(extension.liveChat, extension.agent, request))).toEqual({});
});

test('an answer to an earlier try does not count', async () => {
  const answer = await answerOf(extension.liveChat, extension.agent, await begin());
  await begin();
  expect(await finish(answer)).toEqual({ error: 'wrong_answer' });
});

test('a token does not count where a code was asked for', async () => {
  const { state } = await begin();
  expect(await finish({ state, access_token: 'forged', expires_in: 28_800 })).toEqual({
    error: 'wrong_answer',
  });
  expect(stored()).not.toContain('forged');
});

test('a code that LiveChat refuses leaves the agent signed out', async () => {
  const { state } = await begin();
  expect(await finish({ state, code: 'unknown' })).toEqual({
    error: 'code_refused',
    said: 'invalid_grant',
    requestId: expect.any(String),
  });
  expect(fakeBrowser.storage.local.all()).toEqual({
    diagnostics: expect.any(Array),
    requests: expect.any(Object),
  });
});

test('says that LiveChat could not be reached to exchange the code', async () => {
  const answer = await answerOf(extension.liveChat, extension.agent, await begin());
  extension.liveChat.faults.add({ match: { path: '/v2/token' }, kind: 'drop' });
  expect(await finish(answer)).toEqual({ error: 'livechat_unreachable' });
});

test.each([
  ['asks for a pause', { kind: 'status', status: 429 }, 'temporarily_unavailable'],
  ['has trouble of its own', { kind: 'status', status: 503 }, 'temporarily_unavailable'],
  ['gives way to a page of the network', { kind: 'body', body: '<html>' }, 'network_login'],
  ['answers with garbage', { kind: 'body', body: '{"access_token":7}' }, 'unexpected_answer'],
] as const)('LiveChat %s at the exchange', async (_, fault, error) => {
  const answer = await answerOf(extension.liveChat, extension.agent, await begin());
  extension.liveChat.faults.add({ match: { path: '/v2/token' }, ...fault });
  expect(await finish(answer)).toEqual({ error });
  expect(outcomes()).toEqual(['begun', error]);
  expect(fakeBrowser.storage.session.all()).toEqual({ isStarted: true, signInFailure: { error } });
});

test('says that the browser does not allow the exchange', async () => {
  const answer = await answerOf(extension.liveChat, extension.agent, await begin());
  await fakeBrowser.permissions.forbidLiveChat();
  expect(await finish(answer)).toEqual({ error: 'not_allowed' });
});

test('a login page without a usable answer ends the try', async () => {
  const answer = await answerOf(extension.liveChat, extension.agent, await begin());
  await send({ type: 'failAuthorization', error: 'access_denied' });
  expect(outcomes()).toEqual(['begun', 'access_denied']);
  expect(fakeBrowser.storage.session.all()).toEqual({
    isStarted: true,
    signInFailure: { error: 'access_denied' },
  });
  expect(await finish(answer)).toEqual({ error: 'wrong_answer' });
});

describe('the reason of a sign-in that did not succeed', () => {
  const reason = () => fakeBrowser.storage.session.all()['signInFailure'];
  const fail = () => send({ type: 'failAuthorization', error: 'access_denied' });

  test('has what LiveChat said', async () => {
    const { state } = await begin();
    await finish({ state, code: 'unknown' });
    expect(reason()).toEqual({ error: 'code_refused', said: 'invalid_grant' });
  });

  test('is kept until the next one begins, whatever becomes of that', async () => {
    await send({ type: 'signIn' });
    await begin();
    await fail();
    await send({ type: 'cancelSignIn' });
    expect(reason()).toEqual({ error: 'access_denied' });
    await send({ type: 'signIn' });
    await begin();
    expect(reason()).toBeUndefined();
    await send({ type: 'cancelSignIn' });
    expect(reason()).toBeUndefined();
  });

  test('is not kept where the agent has cancelled it meanwhile', async () => {
    await send({ type: 'signIn' });
    const { state } = await begin();
    const { held, letGo } = extension.liveChat.faults.hold({ path: '/v2/token' }, 'before');
    const finishing = finish({ state, code: 'unknown' });
    await held;
    await send({ type: 'cancelSignIn' });
    letGo();
    await finishing;
    expect(reason()).toBeUndefined();
  });

  test('goes when LiveChat refuses the sign-in before, and stays when that was refused already', async () => {
    await extension.signIn();
    await begin();
    await fail();
    expect(reason()).toEqual({ error: 'access_denied' });
    extension.liveChat.revokeAllTokens(extension.agent.email);
    await send({ type: 'refresh', trigger: 'click' });
    expect(badge().text).toBe('!');
    expect(reason()).toBeUndefined();
    await begin();
    await fail();
    await fireLeftOverAlarm();
    expect(reason()).toEqual({ error: 'access_denied' });
  });
});

describe('a login window that closed without an answer', () => {
  const fail = () => send({ type: 'failAuthorization', error: 'login_window_closed' });

  test.each([
    ['has no connection', { kind: 'drop' }, 'livechat_unreachable'],
    ['stands behind a network login page', { kind: 'body', body: '<html>' }, 'network_login'],
  ] as const)('LiveChat %s: that is why', async (_, fault, error) => {
    await begin();
    extension.liveChat.faults.add({ match: { path: '/v2/info' }, ...fault });
    expect(await fail()).toEqual({ error });
    expect(outcomes()).toEqual(['begun', error]);
  });

  test('the browser does not let the extension reach LiveChat: that is why', async () => {
    await begin();
    await fakeBrowser.permissions.forbidLiveChat();
    expect(await fail()).toEqual({ error: 'not_allowed' });
  });

  test('LiveChat can be reached: the agent has closed it, or it ended on an error page', async () => {
    await begin();
    expect(await fail()).toEqual({ error: 'login_window_closed' });
    expect(outcomes()).toEqual(['begun', 'login_window_closed']);
  });

  test('its try has ended before LiveChat is asked', async () => {
    const answer = await answerOf(extension.liveChat, extension.agent, await begin());
    const { held, letGo } = extension.liveChat.faults.hold({ path: '/v2/info' }, 'before');
    const failing = fail();
    await held;
    expect(await finish(answer)).toEqual({ error: 'wrong_answer' });
    letGo();
    expect(await failing).toEqual({ error: 'login_window_closed' });
  });
});

describe('an answer that a stopped service worker has begun to use', () => {
  const exchanges = () =>
    extension.liveChat.requests.filter(({ method, path }) => method === 'POST' && path === '/v2/token');

  /** Stops the worker after the exchange, and returns the transaction as it was then, and its answer. */
  async function stopAfterExchange(answeredAt: () => number) {
    const answer = await answerOf(extension.liveChat, extension.agent, await begin());
    const { transaction } = fakeBrowser.storage.session.all();
    expect(await finish(answer)).toEqual({});
    await fakeBrowser.storage.session.set({
      transaction: { ...Object(transaction), answer, answeredAt: answeredAt() },
    });
    await restartServiceWorker();
    return answer;
  }

  test('is not used again where the tokens are stored', async () => {
    const answer = await stopAfterExchange(() => Date.now());
    expect(await finish(answer)).toEqual({});
    expect(exchanges()).toHaveLength(1);
    expect(fakeBrowser.storage.session.all()).not.toHaveProperty('transaction');
  });

  test('was interrupted where they are not', async () => {
    const answer = await stopAfterExchange(() => Date.now() + 1);
    wait(2);
    expect(await finish(answer)).toEqual({ error: 'interrupted' });
    expect(exchanges()).toHaveLength(2);
  });

  test('is not used by an agent who has signed out meanwhile', async () => {
    const answer = await stopAfterExchange(() => Date.now());
    const { transaction } = fakeBrowser.storage.session.all();
    await send({ type: 'signOut', scope: 'here' });
    await fakeBrowser.storage.session.set({ transaction });
    expect(await finish(answer)).toEqual({ error: 'interrupted' });
  });

  test('is the only one that counts', async () => {
    const { state } = await stopAfterExchange(() => Date.now());
    expect(await finish({ state, code: 'another' })).toEqual({ error: 'wrong_answer' });
  });
});

test('signing in anew revokes the tokens of the sign-in before, and no others', async () => {
  const info = async (token: unknown) => {
    const { value } = token as { value: string };
    return (await extension.liveChat.fetch(apiRequest('/v2/info', value))).status;
  };
  await extension.signIn();
  const { accessToken: first } = fakeBrowser.storage.session.all();
  wait(minute);
  await extension.signIn();
  const { accessToken: second } = fakeBrowser.storage.session.all();
  expect(await info(first)).toBe(401);
  expect(await info(second)).toBe(200);
  // A sign-in that comes to nothing leaves the tokens as they are.
  const answer = await answerOf(extension.liveChat, extension.agent, await begin());
  const { held, letGo } = extension.liveChat.faults.hold({ path: '/v2/token' }, 'after');
  const finishing = finish(answer);
  await held;
  await send({ type: 'failAuthorization', error: 'login_window_closed' });
  letGo();
  expect(await finishing).toEqual({ error: 'wrong_answer' });
  expect(await info(second)).toBe(200);
});

test('the implicit grant gives an access token and no refresh token', async () => {
  await fakeBrowser.storage.local.set({ settings: { grant: 'implicit' } });
  expect(await extension.signIn()).toEqual({});
  expectFresh(1);
  expect(fakeBrowser.storage.local.all()['credentials']).toBeUndefined();
  expect(extension.liveChat.requests.some(({ path }) => path === '/v2/token')).toBe(false);
});

test('a second click brings the open window to the front', async () => {
  await send({ type: 'signIn', windowId: 1 });
  await send({ type: 'signIn', windowId: 1 });
  expect(fakeBrowser.windows.open.size).toBe(1);
  expect(fakeBrowser.windows.focused).toEqual([...fakeBrowser.windows.open.keys()]);
});

test('the authorize window is a small window of its own', async () => {
  await send({ type: 'signIn' });
  expect([...fakeBrowser.windows.open.values()]).toEqual([
    { type: 'popup', url: 'authorize/index.html', width: 480, height: 560 },
  ]);
  expect(fakeBrowser.storage.session.all()).toMatchObject({ signIn: { authorizeTabId: 1_000 } });
});

test('a window that is gone is opened anew', async () => {
  await send({ type: 'signIn', windowId: 1 });
  fakeBrowser.windows.open.clear();
  fakeBrowser.tabs.open.clear();
  await send({ type: 'signIn', windowId: 1 });
  expect(fakeBrowser.windows.open.size).toBe(1);
  expect(fakeBrowser.windows.focused).toEqual([]);
});

/** A window with one tab, whose ID is returned. */
function openWindow(id: number, url: string): number {
  fakeBrowser.windows.open.set(id, { url });
  return fakeBrowser.tabs.openIn(id);
}

test('the login window is brought to the front, closed by another try, and closed at the end', async () => {
  await send({ type: 'signIn', windowId: 1 });
  await send({ type: 'loginTabOpened', tabId: openWindow(7, 'the login window') });
  await send({ type: 'signIn', windowId: 1 });
  expect(fakeBrowser.windows.focused).toEqual([100, 7]);
  const request = await begin();
  expect([...fakeBrowser.windows.open.keys()]).toEqual([100]);
  await send({ type: 'loginTabOpened', tabId: openWindow(8, 'the next login window') });
  expect(await finish(await answerOf(extension.liveChat, extension.agent, request))).toEqual({});
  expect(fakeBrowser.windows.open.size).toBe(0);
});

describe('authorize and login page as tabs of a window with others', () => {
  /** Starts a sign-in, and moves both to the window that the agent works in, which had one tab. */
  async function startInTabs() {
    const work = openWindow(1, 'the browser window');
    await send({ type: 'signIn', windowId: 1 });
    const [authorize] = [...fakeBrowser.tabs.open.keys()].filter((id) => id !== work);
    if (authorize === undefined) throw new Error('No authorize page');
    fakeBrowser.windows.open.delete(fakeBrowser.tabs.open.get(authorize) ?? 0);
    fakeBrowser.tabs.open.set(authorize, 1);
    const request = await begin();
    const login = fakeBrowser.tabs.openIn(1);
    await send({ type: 'loginTabOpened', tabId: login });
    return { work, authorize, login, request };
  }

  test('are brought to the front there', async () => {
    const { authorize, login } = await startInTabs();
    await send({ type: 'signIn', windowId: 1 });
    expect(fakeBrowser.tabs.shown).toEqual([authorize, login]);
    expect(fakeBrowser.windows.focused).toEqual([1, 1]);
  });

  test('are closed at the end, and the window with its other tab stays', async () => {
    const { work, request } = await startInTabs();
    expect(await finish(await answerOf(extension.liveChat, extension.agent, request))).toEqual({});
    expect([...fakeBrowser.tabs.open]).toEqual([[work, 1]]);
    expect([...fakeBrowser.windows.open.keys()]).toEqual([1]);
  });

  test('are closed when the sign-in is cancelled', async () => {
    const { work } = await startInTabs();
    await send({ type: 'cancelSignIn' });
    expect([...fakeBrowser.tabs.open]).toEqual([[work, 1]]);
  });

  test('closing the authorize page cancels; closing another tab does not', async () => {
    const { work, authorize } = await startInTabs();
    const other = fakeBrowser.tabs.openIn(1);
    await fakeBrowser.tabs.remove(other);
    await settle();
    expect(outcomes()).toEqual(['begun']);
    await fakeBrowser.tabs.remove(authorize);
    await settle();
    expect(outcomes()).toEqual(['begun', 'cancelled']);
    expect([...fakeBrowser.tabs.open]).toEqual([[work, 1]]);
  });

  test('an authorize page that is opened anew in another tab is the one that counts', async () => {
    const { work, authorize } = await startInTabs();
    const anew = fakeBrowser.tabs.openIn(1);
    const sender = { id: 'extension', url: redirectUri, tab: { id: anew } };
    const command = { type: 'beginAuthorization', redirectUri };
    const [request] = await fakeBrowser.runtime.onMessage.fire(command, sender);
    await fakeBrowser.tabs.remove(authorize);
    await settle();
    expect(outcomes()).toEqual(['begun', 'begun']);
    const answer = await answerOf(extension.liveChat, extension.agent, request as AuthorizationRequest);
    expect(await finish(answer)).toEqual({});
    expect([...fakeBrowser.tabs.open]).toEqual([[work, 1]]);
  });

  test('an authorize page that was closed before it could begin, begins nothing', async () => {
    const { authorize } = await startInTabs();
    await send({ type: 'cancelSignIn' });
    const sender = { id: 'extension', url: redirectUri, tab: { id: authorize } };
    await fakeBrowser.runtime.onMessage.fire({ type: 'beginAuthorization', redirectUri }, sender);
    await settle();
    expect(fakeBrowser.storage.session.all()).not.toHaveProperty('signIn');
    expect(fakeBrowser.storage.session.all()).not.toHaveProperty('transaction');
  });

  test('the page that was there before, whose login page closes by that, does not end the new try', async () => {
    const { authorize } = await startInTabs();
    const as = async (tabId: number, command: object): Promise<unknown> => {
      const sender = { id: 'extension', url: redirectUri, tab: { id: tabId } };
      const [reply] = await fakeBrowser.runtime.onMessage.fire(command, sender);
      return reply;
    };
    const anew = fakeBrowser.tabs.openIn(1);
    const request = await as(anew, { type: 'beginAuthorization', redirectUri });
    await as(authorize, { type: 'failAuthorization', error: 'login_window_closed' });
    const answer = await answerOf(extension.liveChat, extension.agent, request as AuthorizationRequest);
    expect(await finish(answer)).toEqual({});
    // Its own failure is told.
    expect(outcomes()).toContain('login_window_closed');
  });
});

test('a login window without a sign-in is nobody’s', async () => {
  await send({ type: 'loginTabOpened', tabId: 7 });
  await send({ type: 'cancelSignIn' });
  expect(fakeBrowser.storage.session.all()).toEqual({ isStarted: true });
  expect(outcomes()).toEqual([]);
});

test('two clicks at once open one window', async () => {
  await Promise.all([send({ type: 'signIn', windowId: 1 }), send({ type: 'signIn', windowId: 1 })]);
  expect(fakeBrowser.windows.open.size).toBe(1);
});

test('closing the window cancels', async () => {
  await send({ type: 'signIn', windowId: 1 });
  expect(badge().text).toBe('…');
  const answer = await answerOf(extension.liveChat, extension.agent, await begin());
  for (const id of [...fakeBrowser.tabs.open.keys()]) await fakeBrowser.tabs.remove(id);
  await settle();
  expect(badge().text).toBe('');
  expect(outcomes()).toEqual(['begun', 'cancelled']);
  expect(await finish(answer)).toEqual({ error: 'wrong_answer' });
});

test('messages that are not from our pages, or malformed, are not answered', async () => {
  const from = (sender: object, message: unknown = { type: 'beginAuthorization', redirectUri }) =>
    fakeBrowser.runtime.onMessage.fire(message, sender);
  expect(await from({ id: 'another', url: 'chrome-extension://another/popup.html' })).toEqual([undefined]);
  expect(await from({ id: 'extension', url: 'https://evil.example/' })).toEqual([undefined]);
  expect(await from({ id: 'extension' })).toEqual([undefined]);
  for (const message of [null, 'signOut', {}, { type: 'toString' }, { type: 'finishAuthorization' }]) {
    expect(await send(message as object)).toBeUndefined();
  }
  expect(fakeBrowser.storage.session.all()).toEqual({ isStarted: true });
});

test('tokens that the browser cannot store are told, revoked, and their code is not sent again', async () => {
  const answer = await answerOf(extension.liveChat, extension.agent, await begin());
  const set = vi.spyOn(fakeBrowser.storage.local, 'set');
  set.mockRejectedValue(new Error('QUOTA_BYTES quota exceeded'));
  onTestFinished(() => set.mockRestore());
  expect(await finish(answer)).toEqual({ error: 'storage_failed' });
  const requests = extension.liveChat.requests.map(
    ({ method, path, status }) => `${method} ${path} ${status}`,
  );
  expect(requests.filter((request) => request.includes('/v2/'))).toEqual([
    'POST /v2/token 200',
    'DELETE /v2/token 200',
  ]);
});

test.each([
  ['is on its way', 'before'],
  ['has been exchanged', 'after'],
] as const)('cancelling while the code %s signs nobody in', async (_, when) => {
  await send({ type: 'signIn', windowId: 1 });
  const answer = await answerOf(extension.liveChat, extension.agent, await begin());
  const { held, letGo } = extension.liveChat.faults.hold({ path: '/v2/token', method: 'POST' }, when);
  const finishing = finish(answer);
  await held;
  await send({ type: 'cancelSignIn' });
  letGo();
  expect(await finishing).toEqual({ error: 'wrong_answer' });
  expect(extension.liveChat.requests.at(-1)).toMatchObject({
    method: 'DELETE',
    path: '/v2/token',
    status: 200,
  });
  expect(fakeBrowser.storage.local.all()['credentials'] ?? null).toBeNull();
  expect(badge().text).toBe('');
});

test('once cancelled, a sign-in stays cancelled, at whatever moment its answer comes', async () => {
  let cancelled = 0;
  for (let moment = 0; moment < 60; moment += 1) {
    await send({ type: 'signOut', scope: 'here' });
    await send({ type: 'signIn', windowId: 1 });
    const answer = await answerOf(extension.liveChat, extension.agent, await begin());
    const before = outcomes().length;
    const cancelling = send({ type: 'cancelSignIn' });
    for (let step = 0; step < moment; step += 1) await Promise.resolve();
    await Promise.all([finish(answer), cancelling]);
    const after = outcomes().slice(before);
    if (!after.includes('cancelled')) continue;
    cancelled += 1;
    expect(after, `answered after ${moment} steps`).not.toContain('ok');
    expect(fakeBrowser.storage.local.all()['credentials'] ?? null).toBeNull();
  }
  expect(cancelled).toBeGreaterThan(10);
});

test('asks for the organization that the agent chose', async () => {
  const organizationId = 'b2185556-634c-4ecf-b4c9-bcf8b65bc853';
  const organizations = [{ id: organizationId, name: 'Ours' }];
  await fakeBrowser.storage.local.set({ settings: { organizationId, organizations } });
  expect(await begin()).toMatchObject({ organizationId });
});

/** Builds and configures the client with the scope for the agent's name. */
async function allowAccounts(): Promise<void> {
  const scopes = [...config.scopes, 'accounts--my:ro'];
  vi.stubGlobal('__LIVECHAT_CONFIG__', { ...config, scopes });
  onTestFinished(() => {
    vi.stubGlobal('__LIVECHAT_CONFIG__', config);
  });
  await restartServiceWorker();
  extension.liveChat.clients.get('client')?.scopes.push('accounts--my:ro');
}

test('name and e-mail are learnt where the client may; the e-mail helps to sign in again, until signed out', async () => {
  await allowAccounts();
  await extension.signIn();
  const { name, email } = extension.agent;
  expect(fakeBrowser.storage.local.all()['agent']).toMatchObject({ name, email });
  extension.liveChat.revokeAllTokens(email);
  await send({ type: 'refresh', trigger: 'click' });
  expect(badge().text).toBe('!');
  expect(await begin()).toMatchObject({ email });
  await send({ type: 'signOut', scope: 'here' });
  expect(await begin()).toMatchObject({ email: undefined });
});

test('who signed in is learnt by a later poll, if LiveChat does not tell at once', async () => {
  extension.liveChat.faults.add({ match: { path: '/v2/info' }, kind: 'drop', times: 1 });
  await extension.signIn();
  expectFresh(1);
  expect(fakeBrowser.storage.local.all()['agent']).toBeUndefined();
  await send({ type: 'refresh', trigger: 'click' });
  expect(fakeBrowser.storage.local.all()['agent']).toMatchObject({ accountId: extension.agent.accountId });
});

test('who signed in is known although LiveChat does not tell the name, which is asked for once an hour', async () => {
  await allowAccounts();
  const end = extension.liveChat.faults.add({
    match: { path: '/v2/accounts/me' },
    kind: 'status',
    status: 500,
  });
  await extension.signIn();
  const asked = () => extension.liveChat.requests.filter(({ path }) => path === '/v2/accounts/me').length;
  const agent = () => fakeBrowser.storage.local.all()['agent'];
  const { accountId, organizationId } = extension.agent;
  expect(agent()).toEqual({ accountId, organizationId });
  for (let passed = 0; passed < 120; passed += 1) {
    wait(minute);
    await fireAlarm();
  }
  expect(asked()).toBe(3);
  end();
  wait(hour);
  await fireAlarm();
  expect(agent()).toEqual({ accountId, organizationId, name: 'Ada Agent', email: 'agent@example.com' });
  wait(hour);
  await fireAlarm();
  expect(asked()).toBe(4);
});

test('LiveChat hands out the access token that is held already: signing in anew does not revoke it', async () => {
  await fakeBrowser.storage.local.set({ settings: { grant: 'implicit' } });
  await extension.signIn();
  const { accessToken } = fakeBrowser.storage.session.all() as { accessToken: { value: string } };
  const { state } = await begin();
  expect(await finish({ state, access_token: accessToken.value, expires_in: 28_800 })).toEqual({});
  await settle();
  wait(minute);
  await fireAlarm();
  expectFresh(1);
});

test('an access token that comes when the sign-in was cancelled is revoked', async () => {
  await fakeBrowser.storage.local.set({ settings: { grant: 'implicit' } });
  const answer = await answerOf(extension.liveChat, extension.agent, await begin());
  await send({ type: 'failAuthorization', error: 'login_window_closed' });
  expect(await finish(answer)).toEqual({ error: 'wrong_answer' });
  await settle();
  expect(extension.liveChat.requests.at(-1)).toMatchObject({
    method: 'DELETE',
    path: '/v2/token',
    status: 200,
  });
});

test('LiveChat hands out the refresh token that is held already, with another access token', async () => {
  await extension.signIn();
  const { credentials } = fakeBrowser.storage.local.all() as { credentials: { refreshToken: string } };
  const answer = await answerOf(extension.liveChat, extension.agent, await begin());
  const { fetch } = globalThis;
  onTestFinished(() => {
    vi.stubGlobal('fetch', fetch);
  });
  vi.stubGlobal('fetch', async (url: string, init: RequestInit) => {
    const response = await fetch(url, init);
    if (!url.endsWith('/v2/token') || init.method === 'DELETE') return response;
    return Response.json({ ...(await response.json()), refresh_token: credentials.refreshToken });
  });
  expect(await finish(answer)).toEqual({});
  await settle();
  expect(extension.liveChat.requests.filter(({ method }) => method === 'DELETE')).toEqual([]);
});

test.each([
  ['its client is unknown', { error: 'invalid_client' }, { said: 'invalid_client' }],
  [
    'it wants a client secret',
    { error: 'invalid_request', error_description: 'client_secret is missing', request_id: 'r-1' },
    { said: 'invalid_request', wantsSecret: true, requestId: 'r-1' },
  ],
  ['it has lost the agent', { identity_exception: 'identity_lost' }, { said: 'identity_lost' }],
])('a code is refused in the words of LiveChat: %s', async (_, body, details) => {
  const answer = await answerOf(extension.liveChat, extension.agent, await begin());
  extension.liveChat.faults.add({ match: { path: '/v2/token' }, kind: 'status', status: 401, body });
  expect(await finish(answer)).toEqual({ error: 'code_refused', ...details });
});

test('while the agent signs in anew, the number stays, and so do the tokens when they give it up', async () => {
  await extension.signIn();
  extension.liveChat.faults.add({ match: {}, kind: 'status', status: 403, body: { error: 'access_denied' } });
  wait(minute);
  await fireAlarm();
  const before = badge();
  expect(before).toMatchObject({ title: expect.stringContaining('LiveChat has denied access') });
  await send({ type: 'signIn', windowId: 1 });
  expect(badge()).toEqual(before);
  await begin();
  await send({ type: 'cancelSignIn' });
  expect(badge()).toEqual(before);
  extension.liveChat.faults.clear();
  await send({ type: 'refresh', trigger: 'click' });
  expectFresh(1);
});
