import { execFile } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import puppeteer, { type Browser, type Page } from 'puppeteer-core';
import { build } from 'vite';
import type { Browser as WebExtension } from 'webextension-polyfill';
import { startDemoLiveChat } from '../../scripts/start/demo-live-chat.ts';
import { RealDesktop } from '../e2e/real-input/real-desktop.ts';
import { missingOf, missingTools } from '../e2e/real-input/tools.ts';
import { sandboxArgs } from '../e2e/support/chromium-args.ts';
import { closeWelcome } from '../e2e/support/close-welcome.ts';
import { extensionId, extensionOrigin } from '../e2e/support/extension.ts';
import { findBrowser } from '../e2e/support/find-browser.ts';
import { createProfile, removeProfile } from '../e2e/support/profile.ts';

declare const chrome: WebExtension;

const run = promisify(execFile);

/** The screen, and the part of it with the end of the toolbar and the popup below, in pixels. */
const screen = { width: 1000, height: 800 };
const part = { x: 470, y: 0, width: 530, height: 690 };

/** The programs for this picture that the machine lacks. */
export const missingForToolbar: string[] = [...missingTools, ...missingOf('import')];

/**
 * A picture of a screen: Chromium, the badge on its toolbar and the popup below, opened by the keyboard shortcut,
 * after a sign-in at the stand-in for LiveChat.
 *
 * @param path the PNG to write
 */
export async function takeToolbarPicture(path: string): Promise<void> {
  const { liveChat, clientId, login } = await startDemoLiveChat();
  const extension = mkdtempSync(join(tmpdir(), 'session-badge-toolbar-'));
  const profile = createProfile(extensionId);
  let desktop: RealDesktop | undefined;
  let browser: Browser | undefined;
  try {
    await buildFor(liveChat.url, clientId, extension);
    desktop = await RealDesktop.start(screen);
    browser = await openBrowser(profile, desktop.env);
    await browser.installExtension(extension);
    const control = await browser.newPage();
    await control.goto(`${extensionOrigin}manifest.json`);
    await control.waitForFunction(closeWelcome, { polling: 100 });

    await control.evaluate(() => chrome.action.openPopup());
    await (await pageAt(browser, `${extensionOrigin}popup/`)).locator('#sign-in').click();
    await logIn(await pageAt(browser, liveChat.url), login);
    await waitForCount(control);
    await control.close();
    // Without a compositor the popup has no shadow: a white page would swallow its edge.
    const [page] = await browser.pages();
    await page?.evaluate(() => document.documentElement.style.setProperty('background', '#e2e6ea'));

    await desktop.press('alt+shift+l');
    const popup = await pageAt(browser, `${extensionOrigin}popup/`);
    await popup.waitForSelector('#sessions');
    await popup.waitForSelector('#refresh[aria-disabled="false"]');
    // The popup's window grows and fades in, of which its page knows nothing.
    await new Promise((resolve) => setTimeout(resolve, 1_000));
    const { x, y, width, height } = part;
    const crop = ['-crop', `${width}x${height}+${x}+${y}`, '+repage'];
    await run('import', ['-window', 'root', ...crop, '-strip', path], { env: desktop.env });
  } finally {
    await browser?.close();
    await desktop?.stop();
    removeProfile(profile);
    rmSync(extension, { recursive: true, force: true });
    await liveChat.stop();
  }
}

/** The production build, for the stand-in's address. */
async function buildFor(liveChatUrl: string, clientId: string, folder: string): Promise<void> {
  const before = { ...process.env };
  Object.assign(process.env, {
    LIVECHAT_CLIENT_ID: clientId,
    LIVECHAT_ACCOUNTS_URL: liveChatUrl,
    LIVECHAT_STATUS_URL: liveChatUrl,
    LIVECHAT_OUT_DIR: folder,
  });
  try {
    await build({ logLevel: 'warn' });
  } finally {
    process.env = before;
  }
}

const openBrowser = (profile: string, env: NodeJS.ProcessEnv): Promise<Browser> =>
  puppeteer.launch({
    executablePath: findBrowser(),
    headless: false,
    pipe: true,
    enableExtensions: true,
    userDataDir: profile,
    defaultViewport: null,
    env,
    ignoreDefaultArgs: ['--enable-automation'],
    args: [
      ...sandboxArgs,
      // No bar that warns of the arguments here.
      '--test-type',
      '--lang=en-US',
      '--start-maximized',
      'about:blank',
    ],
  });

async function pageAt(browser: Browser, address: string): Promise<Page> {
  const target = await browser.waitForTarget((each) => each.url().startsWith(address), { timeout: 10_000 });
  return target.asPage();
}

async function logIn(page: Page, { email, password }: { email: string; password: string }): Promise<void> {
  await page.locator('#email').fill(email);
  await page.locator('#password').fill(password);
  await page.locator('#sign-in').click();
  await page.locator('#allow').click();
}

/** Waits, in a page of the extension, until the badge shows a number and only one window is left. */
async function waitForCount(page: Page): Promise<void> {
  await page.waitForFunction(
    async () => {
      const [badge, windows] = await Promise.all([chrome.action.getBadgeText({}), chrome.windows.getAll()]);
      return /^\d+$/.test(badge) && windows.length === 1;
    },
    { polling: 100, timeout: 10_000 },
  );
}
