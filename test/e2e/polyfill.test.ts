import { cpSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { openPopup } from './pages/popup.ts';
import { openSettings } from './pages/settings-page.ts';
import { builtExtension, type ChromiumScene, signIn, startChromiumScene, until } from './support/index.ts';

/**
 * Older Chromes know no `browser`: there the polyfill makes it of `chrome`. This is the production build in today's
 * Chromium, whose `browser` each script takes away before it does anything else.
 */
function withoutBrowserNamespace(): string {
  const folder = mkdtempSync(join(tmpdir(), 'without-browser-'));
  cpSync(builtExtension, folder, { recursive: true });
  const assets = join(folder, 'assets');
  for (const name of readdirSync(assets).filter((each) => each.endsWith('.js'))) {
    const script = join(assets, name);
    writeFileSync(script, `delete globalThis.browser;\n${readFileSync(script, 'utf8')}`);
  }
  return folder;
}

const extension = withoutBrowserNamespace();
let scene: ChromiumScene;
beforeAll(async () => {
  scene = await startChromiumScene({ extension });
});
afterAll(async () => {
  await scene.end();
  rmSync(extension, { recursive: true });
});

const badgeText = async () => (await scene.agentBrowser.badge()).text;

test('signs in, and shows and lists the sessions', async () => {
  const { agentBrowser, agent, liveChat } = scene;
  liveChat.addSession(agent.email, {});
  await signIn(agentBrowser, agent);
  expect(await badgeText()).toBe('2');
  const popup = await openPopup(agentBrowser);
  await until(async () => (await popup.rows.count()) === 2);
  expect(await popup.page.evaluate(() => 'browser' in globalThis)).toBe(false);
  await popup.close();
});

test('the alarm wakes the stopped service worker', async () => {
  const { agentBrowser, agent, liveChat } = scene;
  await agentBrowser.stopServiceWorker();
  liveChat.addSession(agent.email, {});
  await agentBrowser.nextPoll();
  await until(async () => (await badgeText()) === '3!');
});

test('the settings page tests a client, whose outcome is the answer to a message', async () => {
  const options = await openSettings(scene.agentBrowser);
  await options.openConnection();
  await options.testClient.click();
  await options.passedClientTest.waitFor();
  await options.close();
});

test('signs out', async () => {
  const { agentBrowser } = scene;
  const popup = await openPopup(agentBrowser);
  await popup.signOutHere();
  await until(async () => (await badgeText()) === '');
  await popup.close();
});

test('no page and no worker complained', async () => {
  expect(await scene.agentBrowser.problems()).toEqual([]);
});
