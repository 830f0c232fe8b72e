import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { Browser as WebExtension } from 'webextension-polyfill';
import { openPopup } from './pages/popup.ts';
import {
  builtExtension,
  type ChromiumScene,
  extensionOrigin,
  signIn,
  startChromiumScene,
  until,
} from './support/index.ts';

declare const chrome: WebExtension;

const folder = mkdtempSync(join(tmpdir(), 'session-badge-update-'));

let scene: ChromiumScene;
beforeAll(async () => {
  cpSync(builtExtension, folder, { recursive: true });
  const manifest = join(folder, 'manifest.json');
  const older = { ...JSON.parse(readFileSync(manifest, 'utf8')), version: '0.0.1' };
  writeFileSync(manifest, JSON.stringify(older));
  scene = await startChromiumScene({ extension: folder });
  await signIn(scene.agentBrowser, scene.agent);
  // What the protocol has installed is forgotten at the browser's end.
  await scene.agentBrowser.restart();
});
afterAll(async () => {
  await scene?.end();
  rmSync(folder, { recursive: true, force: true });
});

const badge = () => scene.agentBrowser.badge();
const version = () => scene.agentBrowser.hiddenPage.evaluate(() => chrome.runtime.getManifest().version);

test('an update keeps the sign-in, the number with what is wrong with it, and the settings', async () => {
  const { agentBrowser, liveChat } = scene;
  expect(await version()).toBe('0.0.1');
  await until(async () => (await badge()).text === '1');
  const { settings } = await agentBrowser.storage('local');
  const chosen = { ...(settings as object), theme: 'dark', intervalSeconds: 120 };
  await agentBrowser.store('local', { settings: chosen });
  await until(async () => (await agentBrowser.alarmPeriod('poll')) === 120_000);
  await scene.line.pull();
  await agentBrowser.letPass(120_000);
  await agentBrowser.fireAlarm('poll');
  await until(async () => (await badge()).title.includes('offline since'));

  // What the first version has stored: no number of its shape, of a trouble no last failure, and the sign-in's ID
  // under another name.
  const { connection } = await agentBrowser.storage('local');
  const { trouble, signInId, ...others } = connection as { trouble: object; signInId: number };
  const { at: _, ...olderTrouble } = trouble as { at: unknown; code: string; since: number };
  await agentBrowser.hiddenPage.evaluate(
    async (older) => {
      await chrome.storage.local.remove('version');
      await chrome.storage.local.set({ connection: older });
    },
    { ...others, since: signInId, trouble: olderTrouble },
  );

  cpSync(builtExtension, folder, { recursive: true });
  await agentBrowser.reloadExtension();
  expect(await version()).toBe(JSON.parse(readFileSync('package.json', 'utf8')).version);
  await until(async () => {
    const { diagnostics } = await agentBrowser.storage('local');
    return JSON.stringify(diagnostics).includes('"migrated"');
  });
  // The title follows the text.
  await until(async () => {
    const { text, title } = await badge();
    return text === '1?' && title.includes('offline since');
  });
  const local = await agentBrowser.storage('local');
  const { code, since } = olderTrouble;
  expect(local).toMatchObject({
    settings: chosen,
    connection: { status: 'signedIn', signInId, trouble: { code, since } },
  });
  expect(JSON.stringify(local['diagnostics'])).not.toContain('"damaged"');
  expect(local).toHaveProperty('credentials');

  await scene.line.plugIn();
  const popup = await openPopup(agentBrowser);
  await popup.refresh();
  await until(async () => (await badge()).text === '1');
  expect(await popup.count.text()).toBe('1');
  expect(await agentBrowser.alarmPeriod('poll')).toBe(120_000);
  expect(liveChat.reuseAttempts).toBe(0);
  const welcome = (await agentBrowser.addresses()).filter((each) =>
    each.startsWith(`${extensionOrigin}welcome/`),
  );
  expect(welcome).toEqual([]);
  await popup.close();
});

test('no page and no worker complained', async () => {
  expect(await scene.agentBrowser.problems()).toEqual([]);
});
