import { afterAll, beforeAll, expect, test, vi } from 'vitest';
import type { Browser as WebExtension } from 'webextension-polyfill';
import { welcomePageOn } from './pages/welcome-page.ts';
import { clientId, extensionOrigin, logIn, redirectUri, type Scene, startScene } from './support/index.ts';

declare const chrome: WebExtension;

const developerConsole = 'https://platform.text.com/console';

let scene: Scene;
beforeAll(async () => {
  scene = await startScene({ keepWelcome: true });
  await scene.agentBrowser.hiddenPage.evaluate(() => chrome.storage.local.remove('settings'));
});
afterAll(() => scene?.end());

const welcomePages = () =>
  scene.agentBrowser.browser.targets().filter((each) => each.url().startsWith(`${extensionOrigin}welcome/`));

test('the installation opens the welcome page, which leads to the sign-in', async () => {
  const welcome = welcomePageOn(await scene.agentBrowser.waitForWindow('welcome/index.html'));
  await welcome.lockedSignIn.waitFor();
  // Nobody is offered chats before there is a sign-in.
  expect(await welcome.steps.count()).toBe(3);
  expect(await welcome.redirectUri.text()).toBe(redirectUri);
  expect(await welcome.scope.text()).toBe('sessions--my:rw');
  expect(await welcome.consoleLink.attribute('href')).toBe(developerConsole);

  await welcome.clientId.fill(clientId);
  await welcome.page.keyboard.press('Enter');
  await welcome.signIn.click();
  await logIn(scene.agentBrowser, scene.agent);
  await welcome.done.waitFor();
  await welcome.chatsOffer.waitFor();
  expect(await welcome.showChats.isChecked()).toBe(false);
  expect(await welcome.showChats.hasFocus()).toBe(false);
  await vi.waitUntil(async () => /^\d+$/.test((await scene.agentBrowser.badge()).text), { timeout: 10_000 });
});

test('says that the button is on the toolbar, where the profile of this test has it', async () => {
  const welcome = welcomePageOn(await scene.agentBrowser.waitForWindow('welcome/index.html'));
  await welcome.pinned.waitFor();
});

test('never opens again by itself', async () => {
  await scene.agentBrowser.restart();
  await vi.waitUntil(async () => /^\d+$/.test((await scene.agentBrowser.badge()).text), { timeout: 10_000 });
  expect(welcomePages()).toEqual([]);
});

test('no page and no worker complained', async () => {
  expect(await scene.agentBrowser.problems()).toEqual([]);
});
