import { expect } from 'vitest';
import type { Browser as WebExtension } from 'webextension-polyfill';
import type { RealDesktop } from '../../../scripts/browser/real-desktop.ts';
import { type RunningLiveChat, startLiveChat } from '../../livechat-server/index.ts';
import { loginSelectors } from '../pages/login-page.ts';
import { type Login, redirectUri, testCertificate } from '../support/index.ts';
import { RealBrowser } from './real-browser.ts';

declare const chrome: WebExtension;

export const liveChatUrl = 'https://accounts.livechat.com/';
export const loginTitle = 'Sign in to LiveChat';

/** The main window, so that LiveChat's login window, in the middle of the screen, covers it in part only. */
const mainWindowPlace = { x: 0, y: 0, width: 700, height: 980 };

/** Fills in LiveChat's login form, and consents, in the window that has the focus. */
export async function logInByKeyboard(
  desktop: RealDesktop,
  browser: RealBrowser,
  { email, password }: Login,
): Promise<void> {
  await browser.inPage(liveChatUrl, loginSelectors.email);
  await desktop.press('Tab');
  await desktop.type(email);
  await desktop.press('Tab');
  await desktop.type(password);
  await desktop.press('Return');
  await browser.inPage(liveChatUrl, loginSelectors.allow);
  await desktop.press('Tab', 'Return');
}

/**
 * Expects that the badge counts, the windows of the sign-in are gone, and the focus is back where the agent came from.
 */
export async function expectSignedIn(
  desktop: RealDesktop,
  browser: RealBrowser,
  liveChat: RunningLiveChat,
  email: string,
): Promise<void> {
  const count = () => String(liveChat.sessionsOf(email).length);
  await expect.poll(async () => (await browser.badgeText()) === count(), { timeout: 5_000 }).toBe(true);
  await expect.poll(() => browser.windowCount(), { timeout: 1_000 }).toBe(1);
  await desktop.waitForFocus(browser.mainWindow);
}

/** Describes an agent at a browser on a real desktop. */
export type RealScene = { browser: RealBrowser; liveChat: RunningLiveChat; agent: Login };

/** Runs with a browser of its own, whose agent has two sessions elsewhere and is not signed in here. */
export async function withAgent(
  desktop: RealDesktop,
  run: (scene: RealScene) => Promise<void>,
): Promise<void> {
  const liveChat = await startLiveChat({ tls: await testCertificate() });
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
