import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Browser as WebExtension } from 'webextension-polyfill';
import { type RunningLiveChat, startLiveChat } from '../../livechat-server/index.ts';
import { type Login, redirectUri, testCertificate } from '../support/index.ts';
import { RealBrowser } from './real-browser.ts';
import { RealDesktop } from './real-desktop.ts';
import { didNotRun, missingTools } from './tools.ts';

declare const chrome: WebExtension;

/** How often the sign-in with a click on the main window is tried. */
const tries = Number(process.env['REAL_INPUT_TRIES'] ?? 1);

const liveChatUrl = 'https://accounts.livechat.com/';
const loginTitle = 'Sign in to LiveChat';

/** The main window, so that LiveChat's login window, in the middle of the screen, covers it in part only. */
const mainWindowPlace = { x: 0, y: 0, width: 700, height: 980 };
const uncoveredPartOfMainWindow = { x: 40, y: 940 };

let desktop: RealDesktop;
let tls: { key: string; cert: string };

if (missingTools.length > 0) {
  console.error(didNotRun);
  test.runIf(process.env['CI'])('the tests by real mouse and keyboard run in CI', () => {
    throw new Error(didNotRun);
  });
}

describe.skipIf(missingTools.length > 0)('by real mouse and keyboard', () => {
  beforeAll(async () => {
    desktop = await RealDesktop.start();
    tls = await testCertificate();
  });

  afterAll(() => desktop?.stop());

  test('by keyboard: the token arrives although the main window is clicked during login', {
    timeout: tries * 30_000,
  }, async () => {
    let arrived = 0;
    try {
      for (let i = 0; i < tries; i++) {
        await withAgent(async ({ browser, liveChat, agent }) => {
          await desktop.press('alt+shift+l');
          await browser.waitForPopupFocus('#sign-in');
          await desktop.press('Return');
          const loginWindow = await desktop.waitForWindow(loginTitle);
          await clickMainWindow(browser);
          await desktop.activate(loginWindow);
          await logInByKeyboard(browser, agent);
          await expectSignedIn(browser, liveChat, agent.email);
        });
        arrived += 1;
      }
    } finally {
      console.log(`token arrived in ${arrived} of ${tries} tries`);
    }
  });

  test('by mouse: the token arrives although the main window is clicked during login', async () => {
    await withAgent(async ({ browser, liveChat, agent }) => {
      await desktop.click(await browser.toolbarButton());
      await desktop.click(await browser.inPopup('#sign-in'));
      const email = await browser.inPage(liveChatUrl, '#email');
      await clickMainWindow(browser);
      await desktop.click(email);
      await desktop.type(agent.email);
      await desktop.click(await browser.inPage(liveChatUrl, '#password'));
      await desktop.type(agent.password);
      await desktop.click(await browser.inPage(liveChatUrl, '#sign-in'));
      await desktop.click(await browser.inPage(liveChatUrl, '#allow'));
      await expectSignedIn(browser, liveChat, agent.email);
    });
  });

  test('during a login, the popup brings its window to the front', async () => {
    await withAgent(async ({ browser }) => {
      await desktop.press('alt+shift+l');
      await browser.waitForPopupFocus('#sign-in');
      await desktop.press('Return');
      const loginWindow = await desktop.waitForWindow(loginTitle);
      await clickMainWindow(browser);
      await desktop.press('alt+shift+l');
      await desktop.click(await browser.inPopup('#show-window'));
      await desktop.waitForFocus(loginWindow);
      expect(await browser.windowCount()).toBe(3);
    });
  });

  test('the login window is closed: the authorize window says so, and "Try again" works', async () => {
    await withAgent(async ({ browser, liveChat, agent }) => {
      await desktop.press('alt+shift+l');
      await browser.waitForPopupFocus('#sign-in');
      await desktop.press('Return');
      await desktop.closeWindow(await desktop.waitForWindow(loginTitle));
      const tryAgain = await browser.inPage('authorize/index.html', '#try-again');
      expect((await browser.inPage('authorize/index.html', '#message')).text).toMatch(/closed/i);
      await desktop.click(tryAgain);
      await desktop.activate(await desktop.waitForWindow(loginTitle));
      await logInByKeyboard(browser, agent);
      await expectSignedIn(browser, liveChat, agent.email);
    });
  });
});

async function clickMainWindow(browser: RealBrowser): Promise<void> {
  expect(await desktop.activeWindow()).not.toBe(browser.mainWindow);
  await desktop.click(uncoveredPartOfMainWindow);
  await desktop.waitForFocus(browser.mainWindow);
}

/** Fills in LiveChat's login form, and consents, in the window that has the focus. */
async function logInByKeyboard(browser: RealBrowser, { email, password }: Login): Promise<void> {
  await browser.inPage(liveChatUrl, '#email');
  await desktop.press('Tab');
  await desktop.type(email);
  await desktop.press('Tab');
  await desktop.type(password);
  await desktop.press('Return');
  await browser.inPage(liveChatUrl, '#allow');
  await desktop.press('Tab', 'Return');
}

/** The badge counts, the windows of the sign-in are gone, and the focus is back where the agent came from. */
async function expectSignedIn(browser: RealBrowser, liveChat: RunningLiveChat, email: string): Promise<void> {
  const count = () => String(liveChat.sessionsOf(email).length);
  await expect.poll(async () => (await browser.badgeText()) === count(), { timeout: 5_000 }).toBe(true);
  await expect.poll(() => browser.windowCount(), { timeout: 1_000 }).toBe(1);
  await desktop.waitForFocus(browser.mainWindow);
}

type Scene = { browser: RealBrowser; liveChat: RunningLiveChat; agent: Login };

/** Runs with a browser of its own, whose agent has two sessions elsewhere and is not signed in here. */
async function withAgent(run: (scene: Scene) => Promise<void>): Promise<void> {
  const liveChat = await startLiveChat({ tls });
  try {
    const agent = liveChat.addAgent();
    const { clientId } = liveChat.addClient({ redirectUris: [redirectUri] });
    liveChat.addSession(agent.email);
    liveChat.addSession(agent.email);
    const browser = await RealBrowser.start(desktop, { liveChat });
    try {
      await browser.inExtension((id) => chrome.storage.local.set({ settings: { clientId: id } }), clientId);
      await desktop.place(browser.mainWindow, mainWindowPlace);
      await desktop.activate(browser.mainWindow);
      await run({ browser, liveChat, agent });
    } finally {
      await browser.stop();
    }
  } finally {
    await liveChat.stop();
  }
}
