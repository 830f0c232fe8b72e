import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { RealDesktop } from '../../../scripts/browser/real-desktop.ts';
import { didNotRun, missingTools } from '../../../scripts/browser/tools.ts';
import { authorizeSelectors } from '../pages/authorize-window.ts';
import { loginSelectors } from '../pages/login-page.ts';
import { popupSelectors } from '../pages/popup.ts';
import { expectSignedIn, liveChatUrl, logInByKeyboard, loginTitle, withAgent } from './agent.ts';
import type { RealBrowser } from './real-browser.ts';

/** Counts the tries of the sign-in with a click on the main window. */
const tries = Number(process.env['REAL_INPUT_TRIES'] ?? 1);

/** Names a point that LiveChat's login window, in the middle of the screen, leaves of it. */
const uncoveredPartOfMainWindow = { x: 40, y: 940 };

let desktop: RealDesktop;

if (missingTools.length > 0) {
  console.error(didNotRun);
  test.runIf(process.env['CI'])('the tests by real mouse and keyboard run in CI', () => {
    throw new Error(didNotRun);
  });
}

describe.skipIf(missingTools.length > 0)('by real mouse and keyboard', () => {
  beforeAll(async () => {
    desktop = await RealDesktop.start();
  });

  afterAll(() => desktop?.stop());

  test('by keyboard: the token arrives although the main window is clicked during login', {
    timeout: tries * 30_000,
  }, async () => {
    let arrived = 0;
    try {
      for (let i = 0; i < tries; i++) {
        await withAgent(desktop, async ({ browser, liveChat, agent }) => {
          await desktop.press('alt+shift+l');
          await browser.waitForPopupFocus(popupSelectors.signIn);
          await desktop.press('Return');
          const loginWindow = await desktop.waitForWindow(loginTitle);
          await clickMainWindow(browser);
          await desktop.activate(loginWindow);
          await logInByKeyboard(desktop, browser, agent);
          await expectSignedIn(desktop, browser, liveChat, agent.email);
        });
        arrived += 1;
      }
    } finally {
      console.log(`token arrived in ${arrived} of ${tries} tries`);
    }
  });

  test('by mouse: the token arrives although the main window is clicked during login', async () => {
    await withAgent(desktop, async ({ browser, liveChat, agent }) => {
      await desktop.click(await browser.toolbarButton());
      await desktop.click(await browser.inPopup(popupSelectors.signIn));
      const email = await browser.inPage(liveChatUrl, loginSelectors.email);
      await clickMainWindow(browser);
      await desktop.click(email);
      await desktop.type(agent.email);
      await desktop.click(await browser.inPage(liveChatUrl, loginSelectors.password));
      await desktop.type(agent.password);
      await desktop.click(await browser.inPage(liveChatUrl, loginSelectors.signIn));
      await desktop.click(await browser.inPage(liveChatUrl, loginSelectors.allow));
      await expectSignedIn(desktop, browser, liveChat, agent.email);
    });
  });

  test('during a login, the popup brings its window to the front', async () => {
    await withAgent(desktop, async ({ browser }) => {
      await desktop.press('alt+shift+l');
      await browser.waitForPopupFocus(popupSelectors.signIn);
      await desktop.press('Return');
      const loginWindow = await desktop.waitForWindow(loginTitle);
      await clickMainWindow(browser);
      await desktop.press('alt+shift+l');
      await desktop.click(await browser.inPopup(popupSelectors.showWindow));
      await desktop.waitForFocus(loginWindow);
      expect(await browser.windowCount()).toBe(3);
    });
  });

  test('the login window is closed: the authorize window says so, and "Try again" works', async () => {
    await withAgent(desktop, async ({ browser, liveChat, agent }) => {
      await desktop.press('alt+shift+l');
      await browser.waitForPopupFocus(popupSelectors.signIn);
      await desktop.press('Return');
      await desktop.closeWindow(await desktop.waitForWindow(loginTitle));
      const tryAgain = await browser.inPage('authorize/index.html', authorizeSelectors.tryAgain);
      expect((await browser.inPage('authorize/index.html', authorizeSelectors.message)).text).toMatch(
        /closed/i,
      );
      await desktop.click(tryAgain);
      await desktop.activate(await desktop.waitForWindow(loginTitle));
      await logInByKeyboard(desktop, browser, agent);
      await expectSignedIn(desktop, browser, liveChat, agent.email);
    });
  });
});

async function clickMainWindow(browser: RealBrowser): Promise<void> {
  expect(await desktop.activeWindow()).not.toBe(browser.mainWindow);
  await desktop.click(uncoveredPartOfMainWindow);
  await desktop.waitForFocus(browser.mainWindow);
}
