import { afterAll, beforeAll, expect, test } from 'vitest';
import type { Browser as WebExtension } from 'webextension-polyfill';
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
test('the popup of the toolbar button counts as one, and its page in a window or tab does not', async () => {
  const page = await scene.agentBrowser.openPopup();
  await scene.agentBrowser.hiddenPage.evaluate(async () => {
    await chrome.windows.create({ type: 'popup', url: 'popup/index.html' });
  });
  expect(await popups()).toBe(0);
  await scene.agentBrowser.hiddenPage.evaluate(() => chrome.action.openPopup());
  await until(async () => (await popups()) === 1);
  await page.close();
});
