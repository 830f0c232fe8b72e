import { afterAll, beforeAll, expect, test, vi } from 'vitest';
import type { Browser as WebExtension } from 'webextension-polyfill';
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
  const page = await scene.agentBrowser.waitForWindow('welcome/index.html');
  await page.waitForSelector('#sign-in[aria-disabled="true"]');
  expect(await page.$$eval('.step', (steps) => steps.length)).toBe(3);
  expect(await page.$eval('#redirect-uri', (code) => code.textContent)).toBe(redirectUri);
  expect(await page.$eval('#scope', (code) => code.textContent)).toBe('sessions--my:rw');
  expect(await page.$eval('#app a', (link) => link.getAttribute('href'))).toBe(developerConsole);

  await page.locator('#client-id').fill(clientId);
  await page.keyboard.press('Enter');
  await page.locator('#sign-in[aria-disabled="false"]').click();
  await logIn(scene.agentBrowser, scene.agent);
  await page.waitForSelector('#done');
  await vi.waitUntil(async () => /^\d+$/.test((await scene.agentBrowser.badge()).text), { timeout: 10_000 });
});

test('says that the button is on the toolbar, where the profile of this test has it', async () => {
  const page = await scene.agentBrowser.waitForWindow('welcome/index.html');
  await page.waitForSelector('#pin .good');
});

test('never opens again by itself', async () => {
  await scene.agentBrowser.restart();
  await vi.waitUntil(async () => /^\d+$/.test((await scene.agentBrowser.badge()).text), { timeout: 10_000 });
  expect(welcomePages()).toEqual([]);
});

test('no page and no worker complained', async () => {
  expect(await scene.agentBrowser.problems()).toEqual([]);
});
