import { beforeEach, describe, expect, test, vi } from 'vitest';
import type { Fault } from '../../livechat-server/index.ts';
import { closedGate } from '../../support/gate.ts';
import { caughtUri, fakeBrowser } from '../support/browser.ts';
import {
  badge,
  connection,
  type Extension,
  expectFresh,
  fireAlarm,
  hour,
  minute,
  pass,
  redirectUri,
  restartBrowser,
  send,
  settle,
  startExtension,
  wait,
} from '../support/extension.ts';

let extension: Extension;
beforeEach(async () => {
  extension = await startExtension();
  ourClient().redirectUris.push(caughtUri);
});

function ourClient() {
  const client = extension.liveChat.clients.get('client');
  if (!client) throw new Error('LiveChat does not know our app');
  return client;
}
const launched = () => fakeBrowser.identity.launched;
const outcomes = () => {
  const { diagnostics } = fakeBrowser.storage.local.all() as {
    diagnostics: { what: string; outcome: string }[];
  };
  return diagnostics.filter(({ what }) => what === 'silent-renewal').map(({ outcome }) => outcome);
};

/** Signs in, and ends the token, as LiveChat tells. */
async function signInUntilTheEnd(settings: object = { grant: 'implicit' }) {
  await fakeBrowser.storage.local.set({ settings });
  await extension.signIn();
  wait(9 * hour);
}
const cookieIsGone = () => {
  for (const { session_id } of extension.liveChat.sessionsOf(extension.agent.email)) {
    extension.liveChat.removeSession(session_id);
  }
};

test('the implicit grant: LiveChat’s cookie knows the agent, who notices nothing', async () => {
  await signInUntilTheEnd();
  await fireAlarm();
  expectFresh(1);
  expect(launched()).toMatchObject([{ interactive: false, timeoutMsForNonInteractive: 10_000 }]);
  const asked = new URL(launched()[0]?.url ?? '').searchParams;
  expect(Object.fromEntries(asked)).toMatchObject({
    response_type: 'token',
    redirect_uri: caughtUri,
    organization_id: extension.agent.organizationId,
  });
  expect(outcomes()).toEqual(['ok']);
});

test('the implicit grant: asked again at each end of a token, and at no other time', async () => {
  await signInUntilTheEnd();
  for (let halfHour = 0; halfHour < 2 * 17; halfHour += 1) {
    await fireAlarm();
    wait(hour / 2);
  }
  expect(launched()).toHaveLength(3);
  expect(outcomes()).toEqual(['ok', 'ok', 'ok']);
});

test('a refused refresh token: renewed unseen, with a refresh token again', async () => {
  await extension.signIn();
  extension.liveChat.revokeAllTokens(extension.agent.email);
  wait(minute);
  await fireAlarm();
  expectFresh(1);
  wait(9 * hour);
  await fireAlarm();
  expectFresh(1);
  expect(launched()).toHaveLength(1);
});

test('after a restart of the browser, which forgets the access token', async () => {
  await signInUntilTheEnd();
  await restartBrowser();
  await settle();
  expectFresh(1);
  expect(launched()).toHaveLength(1);
});

test('LiveChat’s cookie does not know the agent: sign in again, and nothing more is tried', async () => {
  await signInUntilTheEnd();
  cookieIsGone();
  await fireAlarm();
  await fireAlarm();
  expect(badge().text).toBe('!');
  expect(connection()).toMatchObject({ status: 'refused', reason: 'expired' });
  expect(launched()).toHaveLength(1);
  expect(outcomes()).toEqual(['unauthorized']);
});

test('a redirect URI that LiveChat does not know', async () => {
  ourClient().redirectUris = [redirectUri];
  await signInUntilTheEnd();
  await fireAlarm();
  expect(connection()).toMatchObject({ status: 'refused', reason: 'expired' });
});

test('too many redirects', async () => {
  extension.liveChat.redirectLimit = { count: 0, seconds: 30 };
  await signInUntilTheEnd();
  await fireAlarm();
  expect(connection()).toMatchObject({ status: 'refused' });
  expect(launched()).toHaveLength(1);
});

test('somebody else is signed in at LiveChat: their sessions are not shown, and their token is revoked', async () => {
  const other = extension.liveChat.addAgent({ email: 'other@example.com' });
  await signInUntilTheEnd();
  cookieIsGone();
  const consent = { client_id: 'client', redirect_uri: caughtUri, response_type: 'token', flow: 'button' };
  await extension.pages.authorize(consent, other);
  other.organizations.push(extension.agent.organizationId);
  await fireAlarm();
  expect(connection()).toMatchObject({ status: 'refused', reason: 'expired' });
  expect(outcomes()).toEqual(['identity_lost']);
  expect(extension.liveChat.requests.at(-1)).toMatchObject({
    method: 'DELETE',
    path: '/v2/token',
    status: 200,
  });
});

test('LiveChat cannot be reached: the number is kept, and it is tried again', async () => {
  await signInUntilTheEnd();
  const { open } = fakeBrowser.identity;
  fakeBrowser.identity.open = async () => undefined;
  extension.liveChat.faults.add({ match: { path: '/v2/info' }, kind: 'drop', times: 1 });
  await fireAlarm();
  expect(badge().text).toBe('1?');
  expect(connection()).toMatchObject({ status: 'signedIn', trouble: { code: 'offline' } });
  fakeBrowser.identity.open = open;
  wait(minute);
  await fireAlarm();
  expectFresh(1);
  expect(outcomes()).toEqual(['offline', 'ok']);
});

test.each<[string, Fault]>([
  ['no network', { match: {}, kind: 'drop' }],
  ['a network that wants a login', { match: {}, kind: 'status', status: 511, body: '<html>' }],
])('hours of %s: the number comes with the network', async (_, fault) => {
  await signInUntilTheEnd();
  const { open } = fakeBrowser.identity;
  fakeBrowser.identity.open = async () => undefined;
  const end = extension.liveChat.faults.add(fault);
  for (let passed = 0; passed < 3 * 60; passed += 1) {
    await fireAlarm();
    wait(minute);
  }
  expect(launched().length).toBeLessThan(12);
  expect(badge().text).toBe('1?');
  fakeBrowser.identity.open = open;
  end();
  await fireAlarm();
  expectFresh(1);
});

test('signing out while LiveChat is asked whether it is there: its page stays closed', async () => {
  await signInUntilTheEnd();
  await fakeBrowser.storage.session.set({
    silentRenewal: { firstAt: Date.now(), retryAt: Date.now() + minute / 2, failure: 'offline' },
  });
  const { held, letGo } = extension.liveChat.faults.hold({ path: '/v2/info' }, 'before');
  const polling = fakeBrowser.alarms.onAlarm.fire({ name: 'poll' });
  await held;
  await send({ type: 'signOut', scope: 'here' });
  letGo();
  await polling;
  await settle();
  expect(launched()).toEqual([]);
  expect(connection()).toEqual({ status: 'signedOut' });
  expect(fakeBrowser.storage.session.all()).not.toHaveProperty('silentRenewal');
});

test('LiveChat’s own trouble is no refusal', async () => {
  await signInUntilTheEnd();
  extension.liveChat.nextError = { oauth_exception: 'temporarily_unavailable' };
  await fireAlarm();
  expect(connection()).toMatchObject({ status: 'signedIn', trouble: { code: 'server_error' } });
});

test('an attempt whose worker was stopped is made again, but not within half a minute', async () => {
  await signInUntilTheEnd();
  await fakeBrowser.storage.session.set({
    silentRenewal: { firstAt: Date.now() - 29_999, retryAt: Date.now() + 1 },
  });
  await fireAlarm();
  expect(launched()).toEqual([]);
  expect(connection()).toMatchObject({ status: 'signedIn', trouble: { code: 'timeout' } });
  wait(1);
  await send({ type: 'refresh', trigger: 'click' });
  expect(launched()).toHaveLength(1);
  expectFresh(1);
});

test('an attempt that a clock has put into the future does not put off the next one', async () => {
  await signInUntilTheEnd();
  await fakeBrowser.storage.session.set({
    silentRenewal: { firstAt: Date.now() + hour, retryAt: Date.now() + 2 * hour },
  });
  await fireAlarm();
  expect(launched()).toHaveLength(1);
});

test('a page that never loads is given up after twelve seconds: the number is kept, and a later try brings it', async () => {
  await signInUntilTheEnd();
  const { open } = fakeBrowser.identity;
  fakeBrowser.identity.open = () => new Promise(() => {});
  void fireAlarm();
  await settle();
  await pass(11_999);
  expect(connection()).not.toHaveProperty('trouble');
  await pass(1);
  expect(connection()).toMatchObject({ known: { count: 1 }, trouble: { code: 'timeout' } });
  expect(outcomes()).toEqual(['timeout']);
  fakeBrowser.identity.open = open;
  await pass(5 * minute);
  expect(connection()).not.toHaveProperty('trouble');
  expect(outcomes()).toEqual(['timeout', 'ok']);
});

test('LiveChat’s API may take five seconds where its page has not redirected: then the page has waited for the agent', async () => {
  await signInUntilTheEnd();
  fakeBrowser.identity.open = async () => undefined;
  const slowly = async (milliseconds: number) => {
    const { held, letGo } = extension.liveChat.faults.hold({ path: '/v2/info' }, 'before');
    void fireAlarm();
    await held;
    await pass(milliseconds);
    letGo();
    await settle();
  };
  await slowly(5_001);
  expect(connection()).toMatchObject({ trouble: { code: 'timeout' } });
  await pass(minute / 2);
  await slowly(5_000);
  expect(connection()).toEqual({ status: 'refused', reason: 'expired' });
});

test('a code that LiveChat does not exchange is a refusal', async () => {
  await extension.signIn();
  extension.liveChat.revokeAllTokens(extension.agent.email);
  extension.liveChat.faults.add({
    match: { path: '/v2/token' },
    kind: 'status',
    status: 400,
    body: { error: 'invalid_grant' },
  });
  await send({ type: 'refresh', trigger: 'click' });
  expect(launched()).toHaveLength(1);
  expect(outcomes()).toEqual(['grant_refused']);
  expect(connection()).toMatchObject({ status: 'refused' });
});

test('the same, met by an ending first: the list gets the same answer, and no "timeout"', async () => {
  extension.liveChat.addSession(extension.agent.email, {});
  await extension.signIn();
  extension.liveChat.revokeAllTokens(extension.agent.email);
  extension.liveChat.faults.add({
    match: { path: '/v2/token' },
    kind: 'status',
    status: 400,
    body: { error: 'invalid_grant' },
  });
  await send({ type: 'endOtherSessions' });
  expect(launched()).toHaveLength(1);
  expect(connection()).toMatchObject({ status: 'refused' });
});

test('an answer with another state does not count', async () => {
  await signInUntilTheEnd();
  fakeBrowser.identity.open = async () =>
    `${caughtUri}#access_token=forged&expires_in=28800&token_type=Bearer&state=another`;
  await fireAlarm();
  expect(connection()).toMatchObject({ status: 'refused' });
  expect(JSON.stringify(fakeBrowser.storage.session.all())).not.toContain('forged');
});

test('signing out meanwhile: the new token is revoked and stored nowhere', async () => {
  await signInUntilTheEnd();
  const { open } = fakeBrowser.identity;
  const redirect = closedGate();
  fakeBrowser.identity.open = async (url) => {
    const address = await open?.(url);
    await redirect.opened;
    return address;
  };
  const polling = fakeBrowser.alarms.onAlarm.fire({ name: 'poll' });
  await settle();
  await send({ type: 'signOut', scope: 'here' });
  redirect.open();
  await polling;
  await settle();
  expect(connection()).toEqual({ status: 'signedOut' });
  expect(fakeBrowser.storage.session.all()).not.toHaveProperty('accessToken');
  expect(extension.liveChat.requests.at(-1)).toMatchObject({
    method: 'DELETE',
    path: '/v2/token',
    status: 200,
  });
});

test('sessions are ended when the token has ended: one attempt for that and for the list', async () => {
  extension.liveChat.addSession(extension.agent.email, {});
  await signInUntilTheEnd();
  extension.liveChat.redirectLimit = { count: 0, seconds: 30 };
  await send({ type: 'endOtherSessions' });
  expect(launched()).toHaveLength(1);
  expect(connection()).toMatchObject({ status: 'refused' });
});

/** Passes a day of polls, one a minute. */
async function passDay() {
  for (let passed = 0; passed < 24 * 60; passed += 1) {
    await fireAlarm();
    wait(minute);
  }
}

/** The access tokens that LiveChat has handed out and would still take. */
const liveTokens = () =>
  extension.liveChat.issuedTokens.filter((token) => extension.liveChat.tokens.liveAccessToken(token));

// A day of polls takes a few seconds, and more where the processor is shared.
describe('what does not come to an end is tried ever more rarely, and leaves nothing behind', {
  timeout: 30_000,
}, () => {
  const troubled = (trouble: string) => {
    fakeBrowser.identity.open = async () => `${caughtUri}#error=${trouble}`;
  };
  test.each<[string, () => void]>([
    [
      '/v2/info answers 500',
      () => extension.liveChat.faults.add({ match: { path: '/v2/info' }, kind: 'status', status: 500 }),
    ],
    [
      '/v2/info answers with garbage',
      () => extension.liveChat.faults.add({ match: { path: '/v2/info' }, kind: 'body', body: '[]' }),
    ],
    ['LiveChat has trouble', () => troubled('temporarily_unavailable')],
    ['LiveChat counts too many redirects', () => troubled('too_many_redirects')],
    [
      'the page waits for the agent, and LiveChat cannot be reached',
      () => {
        fakeBrowser.identity.open = async () => undefined;
        extension.liveChat.faults.add({ match: { path: '/v2/info' }, kind: 'drop' });
      },
    ],
  ])('%s', async (_, begin) => {
    await signInUntilTheEnd();
    begin();
    await passDay();
    expect(connection()).toMatchObject({
      status: 'signedIn',
      known: { count: 1 },
      trouble: { signInHelps: true },
    });
    // Half a minute, a minute, two…: nine in the first two hours, and then one an hour.
    expect(launched()).toHaveLength(30);
    expect(liveTokens()).toEqual([]);
  });

  test('a token that LiveChat does not take although it has just handed it out', async () => {
    await signInUntilTheEnd();
    extension.liveChat.faults.add({
      match: { path: '/v2/sessions' },
      kind: 'status',
      status: 401,
      body: '<html>',
    });
    await passDay();
    expect(connection()).toMatchObject({
      status: 'signedIn',
      trouble: { code: 'unauthorized', signInHelps: true },
    });
    expect(launched()).toHaveLength(31);
    expect(liveTokens()).toHaveLength(1);
  });
});

test('a stranger’s 401 does not end a sign-in without a refresh token, which works again afterwards', async () => {
  await fakeBrowser.storage.local.set({ settings: { grant: 'implicit' } });
  await extension.signIn();
  fakeBrowser.identity.open = async () => undefined;
  const end = extension.liveChat.faults.add({
    match: { path: '/v2/sessions' },
    kind: 'status',
    status: 401,
    body: '<html>',
  });
  wait(minute);
  await fireAlarm();
  expect(connection()).toMatchObject({
    status: 'signedIn',
    trouble: { code: 'unauthorized', signInHelps: true },
  });
  end();
  wait(minute);
  await fireAlarm();
  expectFresh(1);
  // The token is good, so a sign-in would not help.
  extension.liveChat.faults.add({ match: { path: '/v2/sessions' }, kind: 'drop' });
  wait(minute);
  await fireAlarm();
  expect(connection()).toMatchObject({ trouble: { code: 'offline' } });
  expect(connection()).not.toHaveProperty('trouble.signInHelps');
});

test('attempts at an earlier end put nothing off at the next one', async () => {
  await fakeBrowser.storage.local.set({ settings: { grant: 'implicit' } });
  await extension.signIn();
  const { open } = fakeBrowser.identity;
  fakeBrowser.identity.open = async () => undefined;
  const end = extension.liveChat.faults.add({
    match: { path: '/v2/sessions' },
    kind: 'status',
    status: 401,
    body: '<html>',
  });
  wait(minute);
  await fireAlarm();
  end();
  wait(minute);
  await fireAlarm();
  expectFresh(1);
  // Eight hours later, LiveChat has trouble for a moment.
  wait(9 * hour);
  fakeBrowser.identity.open = async () => `${caughtUri}#error=temporarily_unavailable`;
  await fireAlarm();
  expect(badge().text).toBe('1?');
  fakeBrowser.identity.open = open;
  wait(minute);
  await fireAlarm();
  expectFresh(1);
});

test('a token that comes when nobody waits for it any more is revoked', async () => {
  await signInUntilTheEnd();
  const { setTimeout } = globalThis;
  vi.stubGlobal('setTimeout', (callback: () => void, delay = 0) => setTimeout(callback, delay / 1_000));
  const { open } = fakeBrowser.identity;
  const redirect = closedGate();
  fakeBrowser.identity.open = async (url) => {
    await redirect.opened;
    return open?.(url);
  };
  await fireAlarm();
  expect(connection()).toMatchObject({ status: 'signedIn', trouble: { code: 'timeout' } });
  redirect.open();
  await settle();
  expect(extension.liveChat.requests.at(-1)).toMatchObject({ method: 'DELETE', path: '/v2/token' });
  expect(liveTokens()).toEqual([]);
});

test('whoever asks just after another one’s success gets those tokens', async () => {
  await signInUntilTheEnd();
  const { open } = fakeBrowser.identity;
  let ask: Promise<unknown> = Promise.resolve();
  fakeBrowser.identity.open = async (url) => {
    const address = await open?.(url);
    ask = send({ type: 'refresh', trigger: 'click' });
    return address;
  };
  await fireAlarm();
  await ask;
  await send({ type: 'refresh', trigger: 'click' });
  expectFresh(1);
  expect(launched()).toHaveLength(1);
});

test('LiveChat hands out the token again that it has handed out before: it is not revoked', async () => {
  await signInUntilTheEnd({ grant: 'implicit' });
  const { open } = fakeBrowser.identity;
  let address: string | undefined;
  fakeBrowser.identity.open = async (url) => {
    const fresh = await open?.(url);
    const state = new URL(url).searchParams.get('state') ?? '';
    address = address?.replace(/state=[^&]*/, `state=${state}`) ?? fresh;
    return address;
  };
  await fireAlarm();
  expectFresh(1);
  const end = extension.liveChat.faults.add({
    match: { path: '/v2/sessions' },
    kind: 'status',
    status: 401,
    times: 1,
  });
  wait(hour);
  await fireAlarm();
  end();
  wait(hour);
  await fireAlarm();
  expectFresh(1);
});
