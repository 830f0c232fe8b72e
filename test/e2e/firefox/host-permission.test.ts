import { afterAll, beforeAll, expect, test } from 'vitest';
import type { Browser as WebExtension } from 'webextension-polyfill';
import { logIn, type Scene, signIn, startScene, startSignIn, until, words } from '../support/index.ts';

declare const chrome: WebExtension;

let scene: Scene;
beforeAll(async () => {
  scene = await startScene();
});
afterAll(() => scene?.end());

const badge = () => scene.agentBrowser.badge();

/** Presses "Allow" in the settings, which open in a tab of a normal window: there the browser's question is seen. */
async function allowInSettings() {
  const settings = await scene.agentBrowser.waitForWindow('options/index.html#access');
  const type = await settings.evaluate(async () => {
    const { windowId } = await chrome.tabs.getCurrent();
    return (await chrome.windows.get(windowId ?? 0)).type;
  });
  expect(type).toBe('normal');
  await until(() => settings.evaluate(() => document.activeElement?.id === 'allow-access'));
  await settings.locator('#allow-access').click();
  await settings.waitForSelector('#access-done');
  await settings.close();
}

/** As the agent does in about:addons, under "Permissions". */
const forbid = () =>
  scene.agentBrowser.hiddenPage.evaluate(() =>
    chrome.permissions.remove({ origins: ['https://accounts.livechat.com/*'] }),
  );

test('a sign-in without the permission fails with its reason, and "Allow" asks for it', async () => {
  await forbid();
  await startSignIn(scene.agentBrowser);
  const authorize = await scene.agentBrowser.waitForWindow('authorize/index.html');
  await logIn(scene.agentBrowser, scene.agent);
  await until(() => authorize.$('#try-again'));
  expect(await authorize.$eval('#message', (each) => each.textContent)).toContain(words('error_not_allowed'));
  await authorize.locator('#try-again').click();
  await allowInSettings();
  await until(async () => /^\d+$/.test((await badge()).text));
});

test('the permission is withdrawn while signed in: badge and popup say so, and "Allow" asks for it', async () => {
  if (!/^\d+$/.test((await badge()).text)) await signIn(scene.agentBrowser, scene.agent);
  await forbid();
  await scene.agentBrowser.nextPoll();
  await until(async () => (await badge()).title.includes(words('trouble_not_allowed')));
  const popup = await scene.agentBrowser.openPopup();
  await until(async () => (await popup.$eval('#refresh', (each) => each.textContent)) === words('allow'));
  await popup.locator('#refresh').click();
  await allowInSettings();
  await until(async () => (await badge()).title.includes('active session'));
  await until(async () => !(await badge()).title.includes(words('trouble_not_allowed')));
  await popup.close();
});
