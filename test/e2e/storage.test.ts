import type { Page } from 'puppeteer-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Browser as WebExtension } from 'webextension-polyfill';
import {
  type ChromiumScene,
  extensionOrigin,
  signIn,
  startChromiumScene,
  textOf,
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

/** A page whose storage fails the first time that it is opened. */
async function openBroken(name: string): Promise<Page> {
  const page = await scene.agentBrowser.browser.newPage();
  const { identifier } = await page.evaluateOnNewDocument(breakReading);
  await page.goto(`${extensionOrigin}${name}/index.html`);
  await page.waitForSelector('[role="alert"]');
  await page.removeScriptToEvaluateOnNewDocument(identifier);
  return page;
}

describe('a page that cannot read what is stored says so, and tries again', () => {
  test.each([
    ['popup', '#count'],
    ['options', '#interval'],
    ['welcome', '.steps'],
  ])('%s', async (name, shown) => {
    const page = await openBroken(name);
    expect(await textOf(page, '[role="alert"]')).toContain(words('error_storage_unreadable'));
    await page.locator('#try-again').click();
    await page.waitForSelector(shown);
    await page.close();
  });

  test('authorize', async () => {
    const page = await openBroken('authorize');
    expect(await textOf(page, '[role="alert"]')).toContain(words('error_storage_unreadable'));
    expect(await textOf(page, 'h1')).toBe(words('authorize_failed_title'));
    await page.locator('#try-again').click();
    await scene.agentBrowser.waitForWindow('https://accounts.livechat.com/');
    await page.close();
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
  expect((await agentBrowser.badge()).title).toContain(words('trouble_storage_unreadable').split('$1')[0]);
  await worker?.evaluate(mendReading);
  await agentBrowser.nextPoll();
  await until(async () => /^\d+$/.test((await agentBrowser.badge()).text));
});

test('no page and no worker complained', async () => {
  expect(await scene.agentBrowser.problems()).toEqual([]);
});
