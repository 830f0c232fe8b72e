import { afterAll, beforeAll, expect, test } from 'vitest';
import type { Browser as WebExtension } from 'webextension-polyfill';
import { openPopup } from '../pages/popup.ts';
import { type Scene, startScene, until } from '../support/index.ts';

declare const chrome: WebExtension;

let scene: Scene;
beforeAll(async () => {
  scene = await startScene();
});
afterAll(() => scene?.end());

const popups = () =>
  scene.agentBrowser.hiddenPage.evaluate(() => chrome.extension.getViews({ type: 'popup' }).length);

// By this the background tells a popup that is shown from one that Firefox only says to have opened.
test('the popup of the toolbar button counts as one, and its page in a tab does not', async () => {
  const popup = await openPopup(scene.agentBrowser);
  expect(await popups()).toBe(0);
  await scene.agentBrowser.hiddenPage.evaluate(() => chrome.action.openPopup());
  await until(async () => (await popups()) === 1);
  await popup.close();
});
