import { afterAll, beforeAll, expect, test } from 'vitest';
import type { Browser as WebExtension } from 'webextension-polyfill';
import { waitForAuthorizeWindow } from '../pages/authorize-window.ts';
import { openPopup } from '../pages/popup.ts';
import { settingsPageOn } from '../pages/settings-page.ts';
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
  const settings = settingsPageOn(await scene.agentBrowser.waitForWindow('options/index.html#access'));
  const type = await settings.page.evaluate(async () => {
    const { windowId } = await chrome.tabs.getCurrent();
    return (await chrome.windows.get(windowId ?? 0)).type;
  });
  expect(type).toBe('normal');
  await until(() => settings.allowAccess.hasFocus());
  await settings.allowAccess.click();
  await settings.accessDone.waitFor();
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
  const authorize = await waitForAuthorizeWindow(scene.agentBrowser);
  await logIn(scene.agentBrowser, scene.agent);
  await until(() => authorize.tryAgain.isThere());
  expect(await authorize.message.text()).toContain(words('error_not_allowed'));
  await authorize.tryAgain.click();
  await allowInSettings();
  await until(async () => /^\d+$/.test((await badge()).text));
});

test('the permission is withdrawn while signed in: badge and popup say so, and "Allow" asks for it', async () => {
  if (!/^\d+$/.test((await badge()).text)) await signIn(scene.agentBrowser, scene.agent);
  await forbid();
  await scene.agentBrowser.nextPoll();
  await until(async () => (await badge()).title.includes(words('trouble_not_allowed')));
  const popup = await openPopup(scene.agentBrowser);
  await until(async () => (await popup.refreshButton.text()) === words('allow'));
  await popup.refresh();
  await allowInSettings();
  await until(async () => (await badge()).title.includes('active session'));
  await until(async () => !(await badge()).title.includes(words('trouble_not_allowed')));
  await popup.close();
});
