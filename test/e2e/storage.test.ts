import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Browser as WebExtension } from 'webextension-polyfill';
import { brokenPageOn } from './pages/broken-page.ts';
import { popupSelectors } from './pages/popup.ts';
import { settingsSelectors } from './pages/settings-page.ts';
import { welcomeSelectors } from './pages/welcome-page.ts';
import {
  type ChromiumScene,
  extensionOrigin,
  signIn,
  startChromiumScene,
  until,
  words,
} from './support/index.ts';

/**
 * Storage that cannot be read: the calls of pages and worker are made to fail, as Chromium does when the extension's
 * database is broken. `test/unit/background/storage-failures.test.ts` does the same with every event.
 */

declare const chrome: WebExtension;

let scene: ChromiumScene;
beforeAll(async () => {
  scene = await startChromiumScene();
  await signIn(scene.agentBrowser, scene.agent);
});
afterAll(() => scene?.end());

/** Makes reading `storage.local` fail in whatever runs this. */
function breakReading(): void {
  const { local } = chrome.storage;
  Object.assign(local, { get: () => Promise.reject(new Error('IO error')), realGet: local.get });
}

/** Lets it read again. */
function mendReading(): void {
  const { local } = chrome.storage as unknown as { local: { get: unknown; realGet: unknown } };
  local.get = local.realGet;
}

/** Opens a page whose storage fails the first time that it is opened. */
async function openBroken(name: string) {
  const page = await scene.agentBrowser.browser.newPage();
  const { identifier } = await page.evaluateOnNewDocument(breakReading);
  await page.goto(`${extensionOrigin}${name}/index.html`);
  const broken = brokenPageOn(page);
  await broken.alert.waitFor();
  await page.removeScriptToEvaluateOnNewDocument(identifier);
  return broken;
}

describe('a page that cannot read what is stored says so, and tries again', () => {
  test.each([
    ['popup', popupSelectors.count],
    ['options', settingsSelectors.interval],
    ['welcome', welcomeSelectors.list],
  ])('%s', async (name, shown) => {
    const broken = await openBroken(name);
    expect(await broken.alert.text()).toContain(words('error_storage_unreadable'));
    await broken.tryAgain.click();
    await broken.page.waitForSelector(shown);
    await broken.close();
  });

  test('authorize', async () => {
    const broken = await openBroken('authorize');
    expect(await broken.alert.text()).toContain(words('error_storage_unreadable'));
    expect(await broken.title.text()).toBe(words('authorize_failed_title'));
    await broken.tryAgain.click();
    await scene.agentBrowser.waitForWindow('https://accounts.livechat.com/');
    await broken.close();
  });
});

test('a service worker that cannot read what is stored marks the number, until it can', async () => {
  const { agentBrowser } = scene;
  await agentBrowser.startServiceWorker();
  const target = await agentBrowser.browser.waitForTarget((each) => each.type() === 'service_worker');
  const worker = await target.worker();
  await worker?.evaluate(breakReading);
  await agentBrowser.send({ type: 'refresh', trigger: 'click' });
  await until(async () => (await agentBrowser.badge()).text === '?');
  // The title follows the text.
  await until(async () => (await agentBrowser.badge()).title.includes(words('trouble_storage_unreadable')));
  await worker?.evaluate(mendReading);
  await agentBrowser.nextPoll();
  await until(async () => /^\d+$/.test((await agentBrowser.badge()).text));
});

test('no page and no worker complained', async () => {
  expect(await scene.agentBrowser.problems()).toEqual([]);
});
