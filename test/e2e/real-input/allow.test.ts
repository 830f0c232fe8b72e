import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Browser as WebExtension } from 'webextension-polyfill';
import { RealDesktop } from '../../../scripts/browser/real-desktop.ts';
import { missingTools } from '../../../scripts/browser/tools.ts';
import { settingsSelectors } from '../pages/settings-page.ts';
import { withAgent } from './agent.ts';

declare const chrome: WebExtension;

const page = 'options/index.html';

let desktop: RealDesktop;

// That CI has the tools, `sign-in.test.ts` sees to.
describe.skipIf(missingTools.length > 0)('by real mouse and keyboard, in the browser’s own prompt', () => {
  beforeAll(async () => {
    desktop = await RealDesktop.start();
  });

  afterAll(() => desktop?.stop());

  test('a desktop notification is refused, then allowed', async () => {
    await withAgent(desktop, async ({ browser }) => {
      const isAllowed = () =>
        browser.inExtension(() => chrome.permissions.contains({ permissions: ['notifications'] }));
      const isChosen = () =>
        browser.inExtension(async () => {
          const { settings } = await chrome.storage.local.get('settings');
          return (settings as { notifications?: boolean }).notifications === true;
        });
      await browser.inExtension(() => chrome.tabs.create({ url: 'options/index.html' }));

      await desktop.click(await browser.inPage(page, settingsSelectors.notifications));
      await browser.answerPrompt(page, 'Deny');
      await browser.inPage(page, settingsSelectors.notificationsRefused);
      expect([await isAllowed(), await isChosen()]).toEqual([false, false]);

      await desktop.click(await browser.inPage(page, settingsSelectors.notifications));
      await browser.answerPrompt(page, 'Allow');
      await expect.poll(isChosen, { timeout: 5_000 }).toBe(true);
      expect(await isAllowed()).toBe(true);
    });
  });
});
