import { beforeEach, describe, expect, test } from 'vitest';
import { t } from '../../../src/i18n/index.ts';
import type { AuthorizationRequest } from '../../../src/livechat/authorization-url.ts';
import type { SignInErrorCode } from '../../../src/state/protocol/sign-in-answer.ts';
import { signInFailureText } from '../../../src/state/sign-in-failure-text.ts';
import { chatsViewOf } from '../../../src/state/view.ts';
import { LIST_CHATS } from '../../livechat-server/agent-chat/errors.ts';
import { apiRequest } from '../../livechat-server/in-memory-browser.ts';
import { caughtUri, fakeBrowser } from '../support/browser.ts';
import {
  chats,
  chatsOrigin,
  choose,
  grantScopes,
  refusal,
  signInWithChats,
  summary,
} from '../support/chats.ts';
import {
  answerOf,
  connection,
  type Extension,
  expectFresh,
  fireAlarm,
  hour,
  minute,
  redirectUri,
  send,
  settle,
  startExtension,
  wait,
} from '../support/extension.ts';

const sessionsOnly = 'sessions--my:rw';
const withChats = 'sessions--my:rw,chats--access:ro,accounts--my:ro';

let extension: Extension;
beforeEach(async () => {
  extension = await startExtension();
  fakeBrowser.permissions.granted.add(chatsOrigin);
});

const local = () => fakeBrowser.storage.local.all();
const session = () => fakeBrowser.storage.session.all();
const begin = (tabId?: number) =>
  fakeBrowser.runtime.onMessage
    .fire(
      { type: 'beginAuthorization', redirectUri },
      {
        id: 'extension',
        url: 'chrome-extension://extension/authorize/index.html',
        ...(tabId !== undefined && { tab: { id: tabId } }),
      },
    )
    .then(([request]) => request as AuthorizationRequest);
const open = async (asksForChats = true) => {
  await send({ type: 'signIn', windowId: 1, ...(asksForChats && { withChats: true }) });
  return begin();
};
const finish = (answer: object) => send({ type: 'finishAuthorization', answer });
const complete = async (request: AuthorizationRequest) =>
  finish(await answerOf(extension.liveChat, extension.agent, request, extension.pages));
const fail = (error: SignInErrorCode) => send({ type: 'failAuthorization', error });
const view = () => chatsViewOf({ ...local(), ...session() }, Date.now());
/** Reads everything that a sign-in is made of. */
const signInNow = () => {
  const { connection: stored, credentials, agent, chats: ofChats } = local();
  const { accessToken, snapshot } = session();
  return structuredClone({ stored, credentials, agent, ofChats, accessToken, snapshot });
};

test('whoever turns chats on anew is asked by the next sign-in, whatever was refused before', async () => {
  await choose({ chats: true });
  await fakeBrowser.storage.local.set({ chatsRefusal: { error: 'access_denied', clientId: 'client' } });
  await choose({ chats: true, chatsIntervalSeconds: 120 });
  expect((await open(false)).scope).toBe(sessionsOnly);
  await choose({ chats: false });
  expect(refusal()).toBeDefined();
  await choose({ chats: true });
  expect(refusal()).toBeUndefined();
  expect((await open(false)).scope).toBe(withChats);
});

describe('over a sign-in without chats', () => {
  beforeEach(async () => {
    await extension.signIn();
    wait(minute);
    await choose({ chats: true });
  });

  test('chats are asked for by a further authorization, and there once it has succeeded', async () => {
    grantScopes(extension);
    extension.liveChat.chats.start('Hello', { agent: extension.agent.email });
    expect(view()).toEqual({ state: 'notAuthorized' });
    const { accessToken } = session() as { accessToken: { value: string } };
    const request = await open();
    expect(request.scope).toBe(withChats);
    expect(connection()).toMatchObject({ status: 'signedIn' });
    expect(await complete(request)).toEqual({});
    await settle();
    expect(summary()).toMatchObject({ mine: 1 });
    expectFresh(1);
    // What it has replaced is nobody's.
    const answer = await extension.liveChat.fetch(apiRequest('/v2/sessions', accessToken.value));
    expect(answer.status).toBe(401);
  });

  test('who signs in is asked for once, by sessions and chats together', async () => {
    grantScopes(extension);
    const request = await open();
    extension.liveChat.requests.length = 0;
    await complete(request);
    await settle();
    const paths = extension.liveChat.requests.map(({ path }) => path);
    expect(paths.filter((path) => path === '/v2/info' || path === '/v2/accounts/me')).toEqual([
      '/v2/info',
      '/v2/accounts/me',
    ]);
    expect(summary()).toBeDefined();
  });

  test.each<SignInErrorCode>([
    'invalid_scope',
    'access_denied',
    'unknown_refusal',
    'unauthorized_client',
    'login_window_closed',
  ])('a refusal (%s) leaves that as it was, and is no failure of it', async (error) => {
    const before = signInNow();
    await open();
    await fail(error);
    expect(signInNow()).toEqual(before);
    expect(session()).not.toHaveProperty('signInFailure');
    expect(refusal()).toEqual({ error, clientId: 'client' });
    expect(view()).toEqual({ state: 'notAuthorized', refusal: error });
    expectStillPolled();
  });

  test.each<SignInErrorCode>([
    'livechat_unreachable',
    'network_login',
    'not_allowed',
    'login_window_blocked',
    'login_window_cut_off',
    'temporarily_unavailable',
    'storage_failed',
  ])('a failure of this browser, the network or a moment (%s) is no refusal', async (error) => {
    const before = signInNow();
    await open();
    await fail(error);
    expect(signInNow()).toEqual(before);
    expect(session()).not.toHaveProperty('signInFailure');
    expect(refusal()).toBeUndefined();
    expect(view()).toEqual({ state: 'notAuthorized' });
  });

  test('an authorization window that closed because there is no network is no refusal', async () => {
    await open();
    extension.liveChat.faults.add({ match: {}, kind: 'drop' });
    await fail('login_window_closed');
    expect(refusal()).toBeUndefined();
  });

  test('a code that LiveChat does not exchange is a refusal in its words', async () => {
    const before = signInNow();
    const { state } = await open();
    expect(await finish({ state, code: 'unknown' })).toMatchObject({ error: 'code_refused' });
    expect(signInNow()).toEqual(before);
    expect(session()).not.toHaveProperty('signInFailure');
    expect(refusal()).toEqual({ error: 'code_refused', said: 'invalid_grant', clientId: 'client' });
  });

  test('a window that the agent has closed is one, too', async () => {
    const before = signInNow();
    await open();
    const { signIn } = session() as { signIn: { authorizeTabId: number } };
    await fakeBrowser.tabs.remove(signIn.authorizeTabId);
    await settle();
    expect(signInNow()).toEqual(before);
    expect(refusal()).toEqual({ error: 'login_window_closed', clientId: 'client' });
    expect(session()['signIn'] ?? null).toBeNull();
  });

  test('a window that is closed after its failure says nothing else', async () => {
    await open();
    await fail('invalid_scope');
    await send({ type: 'cancelSignIn' });
    expect(refusal()).toMatchObject({ error: 'invalid_scope' });
  });

  test('a window that is closed after a failure of the network is no refusal', async () => {
    await open();
    await fail('network_login');
    await send({ type: 'cancelSignIn' });
    expect(refusal()).toBeUndefined();
  });

  test('another try forgets the refusal, and so does its success', async () => {
    await open();
    await fail('invalid_scope');
    await send({ type: 'cancelSignIn' });
    expect(refusal()).toBeDefined();
    grantScopes(extension);
    const request = await open();
    expect(refusal()).toBeUndefined();
    expect(request.scope).toBe(withChats);
    expect(await complete(request)).toEqual({});
    expect([refusal(), chats()]).toMatchObject([undefined, { known: {} }]);
  });

  test('after a refusal, an ordinary sign-in is asked for without chats; by another client, with them', async () => {
    await open();
    await fail('invalid_scope');
    await send({ type: 'cancelSignIn' });
    const request = await open(false);
    expect(request.scope).toBe(sessionsOnly);
    expect(await complete(request)).toEqual({});
    expect(view()).toEqual({ state: 'notAuthorized', refusal: 'invalid_scope' });
    expectFresh(1);
    await choose({ chats: true, clientId: 'another' });
    expect((await open(false)).scope).toBe(withChats);
  });

  test('an open window for an ordinary sign-in begins anew with chats, and its answer until then counts no more', async () => {
    await choose({});
    const earlier = await open(false);
    expect(earlier.scope).toBe(sessionsOnly);
    const { signIn } = session() as { signIn: { authorizeTabId: number } };
    await choose({ chats: true });
    grantScopes(extension);
    await send({ type: 'signIn', windowId: 1, withChats: true });
    expect(fakeBrowser.tabs.reloaded).toEqual([signIn.authorizeTabId]);
    expect(fakeBrowser.windows.open.size).toBe(1);
    expect(await complete(earlier)).toEqual({ error: 'wrong_answer' });
    expect((await begin(signIn.authorizeTabId)).scope).toBe(withChats);
    // One that asks for them already is only brought to the front.
    await send({ type: 'signIn', windowId: 1, withChats: true });
    await send({ type: 'signIn', windowId: 1 });
    expect(fakeBrowser.tabs.reloaded).toHaveLength(1);
    expect((await begin(signIn.authorizeTabId)).scope).toBe(withChats);
  });

  /** Expects that the sessions are polled as if nothing had happened. */
  function expectStillPolled(): void {
    expect(fakeBrowser.alarms.all.has('poll')).toBe(true);
    expect(connection()).not.toHaveProperty('trouble');
  }
});

test('one that the agent gives up over a sign-in that has chats is no refusal of them', async () => {
  await signInWithChats(extension);
  await open();
  await send({ type: 'cancelSignIn' });
  expect(refusal()).toBeUndefined();
  expect(view()).toMatchObject({ state: 'fresh' });
});

describe('a first sign-in', () => {
  test('asks for chats where the agent has chosen them, and gets them at once', async () => {
    extension.liveChat.chats.start('Hello', { agent: extension.agent.email });
    await signInWithChats(extension);
    expect(summary()).toMatchObject({ mine: 1 });
  });

  test('asks for exactly the scopes of before where they have not', async () => {
    expect((await open(false)).scope).toBe(sessionsOnly);
  });

  test('that is refused with chats is a failure, and succeeds without them the next time', async () => {
    await choose({ chats: true });
    expect((await open(false)).scope).toBe(withChats);
    const failure = { error: 'invalid_scope', withChats: true } as const;
    expect(await fail('invalid_scope')).toEqual(failure);
    expect(session()['signInFailure']).toEqual(failure);
    expect(signInFailureText(failure)).toBe(t('error_with_chats'));
    expect(refusal()).toEqual({ error: 'invalid_scope', clientId: 'client' });
    await send({ type: 'cancelSignIn' });
    expect(await extension.signIn()).toEqual({});
    expectFresh(1);
    expect(view()).toEqual({ state: 'notAuthorized', refusal: 'invalid_scope' });
    expect(extension.liveChat.requests.filter(({ path }) => path === LIST_CHATS)).toEqual([]);
  });

  test('that asks for them already goes on where the agent wants its window shown', async () => {
    await choose({ chats: true });
    grantScopes(extension);
    const request = await open(false);
    await send({ type: 'signIn', windowId: 1, withChats: true });
    expect(fakeBrowser.tabs.reloaded).toEqual([]);
    expect(await complete(request)).toEqual({});
    await settle();
    expect(view()).toMatchObject({ state: 'fresh' });
  });

  test.each<SignInErrorCode>([
    'login_window_closed',
    'unauthorized_client',
    'redirect_uri_not_set',
    'identity_lost',
    'credentials_login_disabled',
    'unexpected_answer',
  ])(
    'that fails in what says nothing of chats (%s) asks for them again; twice in a row, no more',
    async (error) => {
      await choose({ chats: true });
      await open(false);
      await fail(error);
      expect(refusal()).toBeUndefined();
      await send({ type: 'cancelSignIn' });
      expect((await open(false)).scope).toBe(withChats);
      // The network says nothing at all.
      await fail('network_login');
      expect((await begin()).scope).toBe(withChats);
      await fail(error);
      expect(refusal()).toEqual({ error, clientId: 'client' });
      expect((await begin()).scope).toBe(sessionsOnly);
    },
  );

  test('that fails twice, but not in a row, goes on asking for chats', async () => {
    grantScopes(extension);
    await choose({ chats: true });
    for (let times = 0; times < 3; times += 1) {
      await open(false);
      await fail('login_window_closed');
      expect(await complete(await begin())).toEqual({});
      await settle();
      expect(view()).toMatchObject({ state: 'fresh' });
    }
    expect(refusal()).toBeUndefined();
  });

  test('that fails once for each of two clients goes on asking for chats', async () => {
    for (const clientId of ['client', 'another']) {
      await choose({ chats: true, clientId });
      await open(false);
      await fail('login_window_closed');
    }
    expect(refusal()).toBeUndefined();
    expect((await begin()).scope).toBe(withChats);
  });

  test.each<[SignInErrorCode, string]>([
    ['access_denied', withChats],
    ['missing_grant', withChats],
    ['invalid_scope', sessionsOnly],
  ])(
    'after a sign-out asks anew what was refused to another agent, not to the app (%s)',
    async (error, scope) => {
      await choose({ chats: true });
      await open(false);
      await fail(error);
      await send({ type: 'cancelSignIn' });
      await extension.signIn();
      await send({ type: 'signOut', scope: 'here' });
      expect((await open(false)).scope).toBe(scope);
    },
  );

  test('that the agent gives up is no refusal', async () => {
    await choose({ chats: true });
    await open(false);
    await send({ type: 'cancelSignIn' });
    expect(refusal()).toBeUndefined();
    expect((await open(false)).scope).toBe(withChats);
  });
});

describe('a silent renewal', () => {
  const scopesAsked = () =>
    fakeBrowser.identity.launched.map(({ url }) => new URL(url).searchParams.get('scope'));

  beforeEach(() => {
    extension.liveChat.clients.get('client')?.redirectUris.push(caughtUri);
  });

  test('asks for chats where the sign-in has them, which then live on', async () => {
    await signInWithChats(extension, { grant: 'implicit' });
    extension.liveChat.chats.start('Hello', { agent: extension.agent.email });
    wait(8 * hour);
    await fireAlarm();
    expect(scopesAsked()).toEqual([withChats]);
    expect(summary()).toMatchObject({ mine: 1 });
    expectFresh(1);
  });

  test('asks for none where it has not, although the agent has chosen them since', async () => {
    await choose({ grant: 'implicit' });
    await extension.signIn();
    await choose({ grant: 'implicit', chats: true });
    wait(8 * hour);
    await fireAlarm();
    expect(scopesAsked()).toEqual([sessionsOnly]);
    expect(view()).toEqual({ state: 'notAuthorized' });
    expectFresh(1);
  });

  test('goes on without them where the app has lost their scopes', async () => {
    await signInWithChats(extension, { grant: 'implicit' });
    extension.liveChat.chats.start('Hello', { agent: extension.agent.email });
    const client = extension.liveChat.clients.get('client');
    if (client) client.scopes = [sessionsOnly];
    wait(8 * hour);
    await fireAlarm();
    expect(scopesAsked()).toEqual([withChats, sessionsOnly]);
    expectFresh(1);
    expect(view()).toEqual({ state: 'notAuthorized', refusal: 'invalid_scope' });
    expect(JSON.stringify(session())).not.toContain('Carol');
  });

  test.each([
    ['access_denied', 'access_denied'],
    ['missing_grant', 'missing_grant'],
    ['some_words', 'unknown_refusal'],
    ['a page that waits', 'missing_grant'],
  ])('goes on without them where LiveChat answers with %s', async (refused, error) => {
    await signInWithChats(extension, { grant: 'implicit' });
    refuseChats(refused);
    wait(8 * hour);
    await fireAlarm();
    expect(scopesAsked()).toEqual([withChats, sessionsOnly]);
    expectFresh(1);
    expect(view()).toEqual({ state: 'notAuthorized', refusal: error });
    wait(8 * hour);
    await fireAlarm();
    expect(scopesAsked()).toEqual([withChats, sessionsOnly, sessionsOnly]);
    expectFresh(1);
  });

  test('that is refused without them, too, ends the sign-in, and says nothing of chats', async () => {
    await signInWithChats(extension, { grant: 'implicit' });
    fakeBrowser.identity.open = async () => undefined;
    wait(8 * hour);
    await fireAlarm();
    expect(scopesAsked()).toEqual([withChats, sessionsOnly]);
    expect(connection()).toEqual({ status: 'refused', reason: 'expired' });
    expect(refusal()).toBeUndefined();
  });

  /** Lets LiveChat's page refuse whoever asks for chats, or wait for the agent. */
  function refuseChats(error: string): void {
    const { open: openPage } = fakeBrowser.identity;
    fakeBrowser.identity.open = async (url) => {
      const asked = new URL(url).searchParams;
      if (!asked.get('scope')?.includes('chats')) return openPage?.(url);
      if (error === 'a page that waits') return undefined;
      return `${caughtUri}?oauth_exception=${error}&state=${asked.get('state')}`;
    };
  }
});
