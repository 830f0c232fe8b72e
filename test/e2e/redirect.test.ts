import { afterAll, beforeAll, beforeEach, expect, onTestFinished, test } from 'vitest';
import type { Browser as WebExtension } from 'webextension-polyfill';
import { type AuthorizeWindow, waitForAuthorizeWindow } from './pages/authorize-window.ts';
import { waitForLoginPage } from './pages/login-page.ts';
import {
  caughtUri,
  clientId,
  fillInLogin,
  logIn,
  type Scene,
  startScene,
  startSignIn,
  testedBrowser,
  until,
  words,
} from './support/index.ts';

/** The extension API, inside the functions that run in the extension. */
declare const chrome: WebExtension;

let scene: Scene;
beforeAll(async () => {
  scene = await startScene();
});
afterAll(() => scene?.end());

const badgeText = async () => (await scene.agentBrowser.badge()).text;
const isSignedIn = async () => /^\d+$/.test(await badgeText());
const says = (authorize: AuthorizeWindow, words: string) =>
  until(async () => (await authorize.message.text().catch(() => ''))?.includes(words));

const isOpen = async (address: RegExp) =>
  (await scene.agentBrowser.addresses()).some((each) => address.test(each));
const untilClosed = (address: RegExp) => until(async () => !(await isOpen(address)));

function ourClient() {
  const client = scene.liveChat.clients.get(clientId);
  if (!client) throw new Error('LiveChat does not know our app');
  return client;
}

/** Signed out, at LiveChat too, with no window open and the redirect flow chosen. */
beforeEach(async () => {
  const { agentBrowser, liveChat } = scene;
  const { browser } = agentBrowser;
  liveChat.grantsAutomatically.clear();
  liveChat.redirectLimit = { count: 1000, seconds: 30 };
  ourClient().redirectUris = [caughtUri];
  await agentBrowser.hiddenPage.evaluate(async () => {
    await chrome.runtime.sendMessage({ type: 'cancelSignIn' });
    await chrome.runtime.sendMessage({ type: 'signOut', scope: 'here' });
  });
  await untilClosed(/authorize|livechat\.com/);
  await browser.deleteCookie(...(await browser.cookies()));
  await agentBrowser.store('local', { settings: { clientId, flow: 'redirect' } });
});

/** Puts the plug in again, if it is out. */
const plugIn = () => scene.line.plugIn().catch(() => undefined);

/** Finds the tab of LiveChat's login page, if the extension knows it. */
async function knownLoginTab(): Promise<number | undefined> {
  const { signIn } = await scene.agentBrowser.storage('session');
  return (signIn as { loginTabId?: number } | undefined)?.loginTabId;
}
const untilLoginTabIsKnown = () => until(knownLoginTab);

/** Closes LiveChat's login page, if the extension knows it. */
async function closeLoginTab(): Promise<void> {
  const loginTabId = await knownLoginTab();
  if (loginTabId === undefined) return;
  await scene.agentBrowser.hiddenPage.evaluate(
    (id) => chrome.tabs.remove(id).catch(() => undefined),
    loginTabId,
  );
}

async function start() {
  await startSignIn(scene.agentBrowser);
  return waitForAuthorizeWindow(scene.agentBrowser);
}
const loginWindow = () => waitForLoginPage(scene.agentBrowser);

test('signs in with a code, though the service worker stops while the login page is open', async () => {
  await start();
  const asked = new URL(await (await loginWindow()).page.evaluate(() => location.href)).searchParams;
  expect(asked.get('redirect_uri')).toBe(caughtUri);
  expect(asked.get('code_challenge')).toMatch(/^[\w-]{43}$/);
  expect(asked.get('flow')).not.toBe('button');
  await scene.agentBrowser.stopServiceWorker();
  await logIn(scene.agentBrowser, scene.agent);
  await until(isSignedIn);
  await untilClosed(/authorize/);
  expect(await scene.agentBrowser.storage('local')).toHaveProperty('credentials');
});

test('signs in with the implicit grant, whose client needs no custom scheme', async () => {
  await scene.agentBrowser.store('local', { settings: { clientId, flow: 'redirect', grant: 'implicit' } });
  await start();
  await logIn(scene.agentBrowser, scene.agent);
  await until(isSignedIn);
  expect(await scene.agentBrowser.storage('local')).not.toHaveProperty('credentials');
});

test('the agent denies', async () => {
  scene.liveChat.grantsAutomatically.set(scene.agent.email, false);
  const authorize = await start();
  await logIn(scene.agentBrowser, scene.agent);
  await says(authorize, 'Access was not allowed');
  expect(await scene.agentBrowser.storage('session')).not.toHaveProperty('transaction');
});

/** Closes LiveChat's error page as soon as it is there, until the authorize window has noticed. */
async function closeErrorPage(authorize: AuthorizeWindow) {
  await until(async () => {
    if (await isOpen(/ooops/)) {
      const page = await scene.agentBrowser.waitForWindow('https://accounts.livechat.com/ooops');
      await page.close().catch(() => undefined);
    }
    return authorize.redirectUri.isThere();
  });
}

test.each([
  [
    'an unknown client',
    () => scene.agentBrowser.store('local', { settings: { clientId: 'x', flow: 'redirect' } }),
  ],
  [
    'a redirect URI that is not whitelisted',
    async () => {
      ourClient().redirectUris = [];
    },
  ],
])('%s ends on LiveChat’s error page, and the redirect URI to add is shown', async (_, spoil) => {
  await spoil();
  const authorize = await start();
  await closeErrorPage(authorize);
  await says(authorize, words('error_login_window_closed'));
  expect(await authorize.redirectUri.text()).toBe(caughtUri);
});

test('one redirect too many ends on LiveChat’s error page', async () => {
  scene.liveChat.grantsAutomatically.set(scene.agent.email, true);
  scene.liveChat.redirectLimit = { count: 0, seconds: 30 };
  const authorize = await start();
  await fillInLogin(scene.agentBrowser, scene.agent);
  await closeErrorPage(authorize);
  await says(authorize, words('error_login_window_closed'));
});

test('the agent closes the login window, then tries again', async () => {
  const authorize = await start();
  await (await loginWindow()).close();
  await says(authorize, words('error_login_window_closed'));
  await authorize.tryAgain.click();
  await logIn(scene.agentBrowser, scene.agent);
  await until(isSignedIn);
});

test('LiveChat cannot be reached: the authorize window says so, and trying again works when it can', async () => {
  await scene.line.pull();
  onTestFinished(plugIn);
  const authorize = await start();
  // Chromium closes a login window whose page does not load; of Firefox's error page, the agent has to.
  await until(async () => {
    await closeLoginTab();
    return authorize.tryAgain.isThere().catch(() => false);
  });
  await says(authorize, words('error_livechat_unreachable'));
  await plugIn();
  await authorize.tryAgain.click();
  await logIn(scene.agentBrowser, scene.agent);
  await until(isSignedIn);
});

test('the agent closes the authorize window: the login window goes too', async () => {
  const authorize = await start();
  await loginWindow();
  await untilLoginTabIsKnown();
  await authorize.close();
  await untilClosed(/livechat\.com/);
  await until(async () => (await badgeText()) === '');
});

test('a login page that leads on at once, to an address that says nothing of the request, is closed, too', async () => {
  const { faults } = scene.liveChat;
  onTestFinished(
    faults.add({ match: { path: '/' }, kind: 'status', status: 302, headers: { Location: '/form' } }),
  );
  onTestFinished(
    faults.add({ match: { path: '/form' }, kind: 'body', body: 'A form', contentType: 'text/html' }),
  );
  const authorize = await start();
  await scene.agentBrowser.waitForWindow('https://accounts.livechat.com/form');
  await untilLoginTabIsKnown();
  await authorize.close();
  await untilClosed(/livechat\.com/);
});

test('an answer with a wrong state does not count', async () => {
  const authorize = await start();
  const login = await loginWindow();
  const forged = `${caughtUri}?code=forged&state=wrong`;
  await login.page.evaluate((address) => location.assign(address), forged).catch(() => undefined);
  await until(async () => authorize.tryAgain.isThere());
  const { diagnostics } = await scene.agentBrowser.storage('local');
  expect((diagnostics as { outcome: string }[]).at(-1)?.outcome).toBe('wrong_answer');
  expect(await scene.agentBrowser.storage('session')).not.toHaveProperty('transaction');
  expect(await scene.agentBrowser.storage('session')).not.toHaveProperty('accessToken');
});

// Firefox has no popup flow to begin with.
if (testedBrowser === 'chrome') {
  test('when the popup flow ended without an answer, the redirect flow is the next thing to try', async () => {
    await scene.agentBrowser.store('local', { settings: { clientId } });
    const authorize = await start();
    await (await scene.agentBrowser.waitForWindow('https://accounts.livechat.com/ooops')).close();
    await authorize.showedError.click();
    await authorize.tryRedirect.click();
    await loginWindow();
    // Not before it has proved to work.
    expect((await scene.agentBrowser.storage('local'))['settings']).toEqual({ clientId });
    await logIn(scene.agentBrowser, scene.agent);
    await until(isSignedIn);
    expect((await scene.agentBrowser.storage('local'))['settings']).toEqual({ clientId, flow: 'redirect' });
  });
}

const refresh = () =>
  scene.agentBrowser.hiddenPage.evaluate(() =>
    chrome.runtime.sendMessage({ type: 'refresh', trigger: 'click' }),
  );
const silentRenewals = async () => {
  const { diagnostics } = await scene.agentBrowser.storage('local');
  return (diagnostics as { what: string; outcome: string }[])
    .filter(({ what }) => what === 'silent-renewal')
    .map(({ outcome }) => outcome);
};

/** Signs in by the implicit grant, and ends its token. */
async function signInUntilTheEnd() {
  await scene.agentBrowser.store('local', {
    settings: { clientId, flow: 'redirect', grant: 'implicit' },
    diagnostics: [],
  });
  await start();
  await logIn(scene.agentBrowser, scene.agent);
  await until(isSignedIn);
  await until(async () => 'agent' in (await scene.agentBrowser.storage('local')));
  scene.liveChat.expireAccessTokens(scene.agent.email);
}

test('the token ends, and LiveChat’s cookie knows the agent: they notice nothing', async () => {
  await signInUntilTheEnd();
  const windows = await scene.agentBrowser.addresses();
  await refresh();
  expect(await silentRenewals()).toEqual(['ok']);
  expect(await badgeText()).toMatch(/^\d+$/);
  expect(await scene.agentBrowser.addresses()).toEqual(windows);
});

test('a refresh token is refused, and LiveChat’s cookie knows the agent', async () => {
  await start();
  await logIn(scene.agentBrowser, scene.agent);
  await until(isSignedIn);
  await until(async () => 'agent' in (await scene.agentBrowser.storage('local')));
  await scene.agentBrowser.store('local', { diagnostics: [] });
  scene.liveChat.revokeAllTokens(scene.agent.email);
  await refresh();
  expect(await silentRenewals()).toEqual(['ok']);
  expect(await badgeText()).toMatch(/^\d+$/);
});

test('the token ends, and LiveChat’s cookie does not know the agent: they are asked to sign in again', async () => {
  await signInUntilTheEnd();
  await scene.agentBrowser.browser.deleteCookie(...(await scene.agentBrowser.browser.cookies()));
  await refresh();
  expect(await silentRenewals()).toEqual(['unauthorized']);
  expect(await badgeText()).toBe('!');
});

test('the token ends after too many redirects: one attempt, then the agent is asked to sign in again', async () => {
  await signInUntilTheEnd();
  scene.liveChat.redirectLimit = { count: 0, seconds: 30 };
  await refresh();
  await refresh();
  expect(await silentRenewals()).toEqual(['unauthorized']);
  expect(await badgeText()).toBe('!');
});

test('no page and no worker complained', async () => {
  expect(await scene.agentBrowser.problems()).toEqual([]);
});
