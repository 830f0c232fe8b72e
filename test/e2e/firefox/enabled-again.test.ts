import { afterAll, beforeAll, expect, test } from 'vitest';
import type { Browser as WebExtension } from 'webextension-polyfill';
import { inBrowserWindow } from '../support/in-browser-window.ts';
import { extensionId, type Scene, signIn, startScene, until } from '../support/index.ts';

declare const chrome: WebExtension;

let scene: Scene;
beforeAll(async () => {
  scene = await startScene();
  await signIn(scene.agentBrowser, scene.agent);
});
afterAll(() => scene?.end());

test('switched off and on again in about:addons, the extension counts and goes on counting', async () => {
  const { agentBrowser } = scene;
  await inBrowserWindow(
    agentBrowser.browser,
    `(async () => {
      const addon = await AddonManager.getAddonByID(${JSON.stringify(extensionId)});
      await addon.disable();
      await addon.enable();
    })()`,
  );
  const page = await agentBrowser.openPage('manifest.json');
  const shown = () => page.evaluate(() => chrome.action.getBadgeText({}));
  const alarm = () => page.evaluate(() => chrome.alarms.get('poll'));
  await until(async () => (await shown()) === '1');
  expect((await alarm())?.periodInMinutes).toBe(1);
});
