import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import type { Browser as WebExtension } from 'webextension-polyfill';
import { type AuthorizeWindow, waitForAuthorizeWindow } from './pages/authorize-window.ts';
import { waitForLoginPage } from './pages/login-page.ts';
import { caughtUri, clientId, logIn, type Scene, startScene, startSignIn, until } from './support/index.ts';

/** The extension API, inside the functions that run in the extension. */
declare const chrome: WebExtension;

let scene: Scene;
beforeAll(async () => {
  scene = await startScene();
  scene.liveChat.clients.get(clientId)?.redirectUris.push(caughtUri);
});
afterAll(() => scene?.end());

const badgeText = async () => (await scene.agentBrowser.badge()).text;
const isSignedIn = async () => /^\d+$/.test(await badgeText());
const isOpen = async (address: RegExp) =>
  (await scene.agentBrowser.addresses()).some((each) => address.test(each));
const untilClosed = (address: RegExp) => until(async () => !(await isOpen(address)));
const ours = /authorize|livechat\.com/;

/** Signed out, at LiveChat too, with no window but the browser's own. */
beforeEach(async () => {
  const { browser, hiddenPage } = scene.agentBrowser;
  await hiddenPage.evaluate(async () => {
    await chrome.runtime.sendMessage({ type: 'cancelSignIn' });
    await chrome.runtime.sendMessage({ type: 'signOut', scope: 'here' });
    const others = await chrome.tabs.query({ windowType: 'popup' });
    await chrome.tabs.remove(others.flatMap(({ id }) => id ?? []));
  });
  await untilClosed(ours);
  await browser.deleteCookie(...(await browser.cookies()));
  await scene.agentBrowser.setClientId(clientId);
});

async function start(flow: 'popup' | 'redirect') {
  await scene.agentBrowser.store('local', { settings: { clientId, flow } });
  await startSignIn(scene.agentBrowser);
  const authorize = await waitForAuthorizeWindow(scene.agentBrowser);
  const login = await waitForLoginPage(scene.agentBrowser);
  return { authorize, login };
}

const signIn = async () => (await scene.agentBrowser.storage('session'))['signIn'];
const untilLoginIsKnown = () => until(async () => Object.hasOwn(Object(await signIn()), 'loginTabId'));

describe.each(['popup', 'redirect'] as const)('%s flow', (flow) => {
  /** The address of a popup window of somebody else. */
  const other = 'data:text/html,a%20chat%20of%20somebody%20else';

  /** Tries again, and lets a popup window of somebody else open after the page looks out for LiveChat's, before that is there. */
  async function startWithOther(): Promise<AuthorizeWindow> {
    const { authorize, login } = await start(flow);
    await login.close();
    await authorize.tryAgain.waitFor();
    await authorize.page.evaluateOnNewDocument((url) => {
      const openOther = () => chrome.windows.create({ type: 'popup', url });
      document.requestStorageAccess = async () => {
        await openOther();
      };
      const { launchWebAuthFlow } = chrome.identity;
      chrome.identity.launchWebAuthFlow = async (details) => {
        await openOther();
        return launchWebAuthFlow(details);
      };
    }, other);
    await authorize.tryAgain.click();
    await until(() => isOpen(/somebody/));
    await scene.agentBrowser.waitForWindow('https://accounts.livechat.com/');
    await untilLoginIsKnown();
    return authorize;
  }

  test('an unrelated popup window that opens meanwhile survives success', async () => {
    await startWithOther();
    await logIn(scene.agentBrowser, scene.agent);
    await until(isSignedIn);
    await untilClosed(ours);
    expect(await isOpen(/somebody/)).toBe(true);
  });

  test('an unrelated popup window that opens meanwhile survives cancelling', async () => {
    await startWithOther();
    await scene.agentBrowser.send({ type: 'cancelSignIn' });
    await untilClosed(ours);
    expect(await isOpen(/somebody/)).toBe(true);
  });

  /** Does to the authorize page what extensions and window managers do that want no popup windows. */
  async function moveToNormalWindow() {
    await scene.agentBrowser.hiddenPage.evaluate(async () => {
      const [window] = await chrome.windows.getAll({ windowTypes: ['normal'] });
      const tabs = await chrome.tabs.query({ url: chrome.runtime.getURL('authorize/index.html') });
      const [id] = tabs.flatMap((tab) => tab.id ?? []);
      if (id === undefined || window?.id === undefined) throw new Error('Nothing to move');
      await chrome.tabs.move(id, { windowId: window.id, index: -1 });
    });
  }
  const tabsOfNormalWindows = () =>
    scene.agentBrowser.hiddenPage.evaluate(
      async () => (await chrome.tabs.query({ windowType: 'normal' })).length,
    );

  test('the authorize page, moved into a normal window, finishes, and only its tab goes', async () => {
    const before = await tabsOfNormalWindows();
    await start(flow);
    await moveToNormalWindow();
    expect(await tabsOfNormalWindows()).toBe(before + 1);
    await logIn(scene.agentBrowser, scene.agent);
    await until(isSignedIn);
    await untilClosed(ours);
    expect(await tabsOfNormalWindows()).toBe(before);
  });

  test('the authorize page, moved into a normal window, is closed there: cancelled, the login window goes too', async () => {
    const before = await tabsOfNormalWindows();
    const { authorize } = await start(flow);
    await moveToNormalWindow();
    await untilLoginIsKnown();
    expect(await badgeText()).toBe('…');
    await authorize.close();
    await untilClosed(ours);
    await until(async () => (await badgeText()) === '');
    expect(await tabsOfNormalWindows()).toBe(before);
  });
});

test('no page and no worker complained', async () => {
  expect(await scene.agentBrowser.problems()).toEqual([]);
});
