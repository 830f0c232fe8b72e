import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { Browser as WebExtension } from 'webextension-polyfill';
import { startLiveChat } from '../livechat-server/index.ts';
import { openPopup } from './pages/popup.ts';
import { openSettings } from './pages/settings-page.ts';
import {
  type AgentBrowser,
  builtExtension,
  extensionId,
  launchAgentBrowser,
  testCertificate,
} from './support/index.ts';
import { until } from './support/until.ts';

declare const chrome: WebExtension;

let liveChat: Awaited<ReturnType<typeof startLiveChat>>;
let agentBrowser: AgentBrowser;

beforeAll(async () => {
  liveChat = await startLiveChat({ tls: await testCertificate() });
  agentBrowser = await launchAgentBrowser({ liveChat });
});

afterAll(async () => {
  await agentBrowser?.close();
  await liveChat?.stop();
});

test('the extension has its ID, and the permissions that the manifest says', async () => {
  const manifest = JSON.parse(readFileSync('manifest.json', 'utf8'));
  const { id, permissions } = await agentBrowser.hiddenPage.evaluate(async () => ({
    id: chrome.runtime.id,
    permissions: await chrome.permissions.getAll(),
  }));
  expect(id).toBe(extensionId);
  expect([...(permissions.permissions ?? [])].sort()).toEqual([...manifest.permissions].sort());
  expect(permissions.origins).toEqual(['https://accounts.livechat.com/*', 'https://status.livechat.com/*']);
});

test('each page has one style sheet, and each style sheet a page', () => {
  const files = readdirSync(builtExtension, { recursive: true, encoding: 'utf8' });
  const linked = files
    .filter((path) => path.endsWith('.html'))
    .map((path) => readFileSync(join(builtExtension, path), 'utf8'))
    .map((page) =>
      [...page.matchAll(/<link rel="stylesheet"[^>]* href="\/([^"]+)"/g)].map(([, file]) => file),
    );
  expect(linked.filter(({ length }) => length !== 1)).toEqual([]);
  expect(linked.flat().sort()).toEqual(files.filter((path) => path.endsWith('.css')).sort());
});

test('the popup opens', async () => {
  const popup = await openPopup(agentBrowser);
  expect(await popup.page.evaluate(() => document.body.textContent)).not.toBe('');
  await popup.close();
});

test('the options page opens', async () => {
  const options = await openSettings(agentBrowser);
  expect(await options.page.title()).not.toBe('');
  await options.close();
});

test('the service worker runs, stops, and starts again', async () => {
  await agentBrowser.startServiceWorker();
  expect(await agentBrowser.isServiceWorkerRunning()).toBe(true);
  await agentBrowser.stopServiceWorker();
  await until(async () => !(await agentBrowser.isServiceWorkerRunning()));
  await agentBrowser.startServiceWorker();
  expect(await agentBrowser.isServiceWorkerRunning()).toBe(true);
});

test('no page and no worker complains', async () => {
  expect(await agentBrowser.problems()).toEqual([]);
});
