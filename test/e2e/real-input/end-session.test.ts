import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Browser as WebExtension } from 'webextension-polyfill';
import { RealDesktop } from '../../../scripts/browser/real-desktop.ts';
import { missingTools } from '../../../scripts/browser/tools.ts';
import { popupSelectors } from '../pages/popup.ts';
import { expectSignedIn, logInByKeyboard, loginTitle, type RealScene, withAgent } from './agent.ts';
import type { RealBrowser } from './real-browser.ts';

declare const chrome: WebExtension;

/** Gives the popup's command, and storage, their time. */
const patience = { timeout: 5_000 };

let desktop: RealDesktop;

// That CI has the tools, `sign-in.test.ts` sees to.
describe.skipIf(missingTools.length > 0)('by real mouse and keyboard', () => {
  beforeAll(async () => {
    desktop = await RealDesktop.start();
  });

  afterAll(() => desktop?.stop());

  test('a double click on "End session" is one press, though "Undo" stands there by the second click', async () => {
    await withAgent(desktop, async ({ browser, liveChat, agent }) => {
      await signIn({ browser, liveChat, agent });
      const before = liveChat.sessionsOf(agent.email).length;

      await desktop.press('alt+shift+l');
      await desktop.click(await browser.inPopup(popupSelectors.endOtherButtons), 2);
      await browser.waitForPopupFocus(popupSelectors.undo);
      expect(await statesOf(browser)).toEqual(['waiting']);
      await expect.poll(() => liveChat.sessionsOf(agent.email).length, { timeout: 20_000 }).toBe(before - 1);
    });
  });

  test('an ending waits while the pointer or the focus is at "Undo", until the popup goes', async () => {
    await withAgent(desktop, async ({ browser, liveChat, agent }) => {
      await signIn({ browser, liveChat, agent });
      const before = liveChat.sessionsOf(agent.email).length;

      await desktop.press('alt+shift+l');
      await desktop.click(await browser.inPopup(popupSelectors.endOtherButtons));
      await browser.waitForPopupFocus(popupSelectors.undo);
      const undo = await browser.inPopup(popupSelectors.undo);
      // The pointer rests there, and a hand is never still.
      await desktop.move({ x: undo.x + 3, y: undo.y + 2 });
      await desktop.move({ x: undo.x, y: undo.y });
      expect(await areHeld(browser)).toEqual([false]);
      await desktop.move({ x: undo.x + 12, y: undo.y + 2 });
      await expect.poll(() => areHeld(browser), patience).toEqual([true]);
      await desktop.move({ x: undo.x - 200, y: undo.y });
      await expect.poll(() => areHeld(browser), patience).toEqual([false]);
      await desktop.press('Tab', 'shift+Tab');
      await browser.waitForPopupFocus(popupSelectors.undo);
      await expect.poll(() => areHeld(browser), patience).toEqual([true]);
      await desktop.press('Escape');
      await expect.poll(() => areHeld(browser), patience).toEqual([false]);
      await expect.poll(() => liveChat.sessionsOf(agent.email).length, { timeout: 20_000 }).toBe(before - 1);
    });
  });
});

/** Signs in by keyboard, out of the popup, where one other session looks like no other. */
async function signIn({ browser, liveChat, agent }: RealScene): Promise<void> {
  liveChat.addSession(agent.email, { ip: '203.0.113.8' });
  await desktop.press('alt+shift+l');
  await browser.waitForPopupFocus(popupSelectors.signIn);
  await desktop.press('Return');
  await desktop.waitForFocus(await desktop.waitForWindow(loginTitle));
  await logInByKeyboard(desktop, browser, agent);
  await expectSignedIn(desktop, browser, liveChat, agent.email);
}

/** Tells which of the endings stand still. */
const areHeld = (browser: RealBrowser): Promise<boolean[]> =>
  browser.inExtension(async () => {
    const { endings } = await chrome.storage.session.get('endings');
    return (endings as { heldWith?: number }[]).map(({ heldWith }) => heldWith !== undefined);
  });

/** Reads the states of the sessions that were to be ended. */
const statesOf = (browser: RealBrowser): Promise<string[]> =>
  browser.inExtension(async () => {
    const { endings } = await chrome.storage.session.get('endings');
    return (endings as { state: string }[]).map(({ state }) => state);
  });
