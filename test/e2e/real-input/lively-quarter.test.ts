import { readFileSync, writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Browser as WebExtension } from 'webextension-polyfill';
import config from '../../../livechat.config.json' with { type: 'json' };
import { type Point, RealDesktop } from '../../../scripts/browser/real-desktop.ts';
import { missingTools } from '../../../scripts/browser/tools.ts';
import { livelyQuarter } from '../../livechat-server/agent-chat/lively-quarter.ts';
import { loginSelectors } from '../pages/login-page.ts';
import { popupSelectors } from '../pages/popup.ts';
import { settingsSelectors } from '../pages/settings-page.ts';
import { chatsAccess } from '../support/chats.ts';
import { LivelyQuarter } from '../support/lively-quarter.ts';
import {
  expectSignedIn,
  liveChatUrl,
  logInByKeyboard,
  loginTitle,
  type RealScene,
  withAgent,
} from './agent.ts';
import { page, type Row } from './lively-quarter-page.ts';
import type { RealBrowser } from './real-browser.ts';

declare const chrome: WebExtension;

/** All that an agent of chats may choose, but for the interval. */
const choices = { notifyAssigned: true, notifyUnreadSeconds: 30, notifyWaitingSeconds: 60 };

const settingsPage = 'options/index.html';

let desktop: RealDesktop;

// That CI has the tools, `sign-in.test.ts` sees to.
describe.skipIf(missingTools.length > 0)('by real mouse and keyboard', () => {
  beforeAll(async () => {
    desktop = await RealDesktop.start();
  });

  afterAll(() => desktop?.stop());

  test('a lively quarter of an hour: badge, title, tab and notifications after each step', {
    timeout: 300_000,
  }, async () => {
    await withAgent(desktop, async (scene) => {
      const { browser, liveChat, agent } = scene;
      for (const client of liveChat.clients.values()) client.scopes.push(...config.chatsScopes);
      // Looking for it paints the badge, which nobody else may paint meanwhile.
      const button = await browser.toolbarButton();
      await signIn(scene);
      await showChats(browser);

      const quarter = new LivelyQuarter(liveChat, agent.email, (run, ...args) =>
        browser.inExtension(run, ...args),
      );
      const rows: Row[] = [];
      for (const step of livelyQuarter) {
        const seen = await quarter.play(step);
        const tab = await readTab(browser, button);
        const { mine, unread, waiting } = step.shows;
        expect.soft(seen.badge.text, step.what).toMatch(new RegExp(`^${mine}${unread > 0 ? '\\D' : '$'}`));
        for (const words of [seen.badge.title, tab]) {
          expect.soft(words, step.what).toContain(mine === 1 ? '1 chat' : `${mine} chats`);
          expect.soft(words.includes('unread'), `${step.what}: ${words}`).toBe(unread > 0);
          expect.soft(words.includes('waiting'), `${step.what}: ${words}`).toBe(waiting > 0);
        }
        rows.push({ step, seen, tab });
      }
      compareWithDocs(rows);
    });
  });
});

/** Signs in by keyboard, out of the popup. */
async function signIn({ browser, liveChat, agent }: RealScene): Promise<void> {
  await desktop.press('alt+shift+l');
  await browser.waitForPopupFocus(popupSelectors.signIn);
  await desktop.press('Return');
  await desktop.waitForFocus(await desktop.waitForWindow(loginTitle));
  await logInByKeyboard(desktop, browser, agent);
  await expectSignedIn(desktop, browser, liveChat, agent.email);
}

/** Turns chats and their notifications on by mouse, and answers the browser and LiveChat. */
async function showChats(browser: RealBrowser): Promise<void> {
  await browser.inExtension(() => chrome.tabs.create({ url: 'options/index.html#chats' }));
  await desktop.click(await browser.inPage(settingsPage, settingsSelectors.showChats));
  await browser.answerPrompt(settingsPage, 'Allow', () =>
    browser.inExtension((allowed) => chrome.permissions.contains(allowed), chatsAccess),
  );
  await desktop.click(await browser.inPage(liveChatUrl, loginSelectors.allow));
  await desktop.waitForFocus(browser.mainWindow);
  await expect.poll(() => browser.inExtension(hasChats)).toBe(true);
  await desktop.click(await browser.inPage(settingsPage, settingsSelectors.notifyAssigned));
  await browser.answerPrompt(settingsPage, 'Allow');
  await browser.inExtension(async (chosen) => {
    const { settings } = await chrome.storage.local.get('settings');
    await chrome.storage.local.set({ settings: { ...(settings as object), ...chosen } });
  }, choices);
}

/** Tells whether the extension has been told of the chats, and its windows are gone. Runs in the extension. */
async function hasChats(): Promise<boolean> {
  const { chats } = await chrome.storage.local.get('chats');
  const { signIn } = await chrome.storage.session.get('signIn');
  return (chats as { known?: object } | undefined)?.known !== undefined && !signIn;
}

/** Opens the popup by a click, reads the line over the chats, and closes it. */
async function readTab(browser: RealBrowser, button: Point): Promise<string> {
  await desktop.click(button);
  await browser.inPopup(popupSelectors.chatsCount);
  const text = await browser.inExtension(
    (selector) =>
      chrome.extension.getViews({ type: 'popup' })[0]?.document.querySelector(selector)?.textContent,
    popupSelectors.chatsCount,
  );
  await desktop.press('Escape');
  await expect
    .poll(() => browser.inExtension(() => chrome.extension.getViews({ type: 'popup' }).length))
    .toBe(0);
  return text ?? '';
}

/** Expects that `docs/chats.md` tells of the same steps; with `SAVE_DOCS`, writes it. */
function compareWithDocs(rows: readonly Row[]): void {
  const docs = fileURLToPath(new URL('../../../docs/chats.md', import.meta.url));
  if (process.env['SAVE_DOCS']) writeFileSync(docs, page(rows));
  const lines = readFileSync(docs, 'utf8')
    .split('\n')
    .filter((line) => /^\| \d/.test(line));
  expect(lines.map((line) => line.split(' | ')[1])).toEqual(livelyQuarter.map(({ what }) => what));
}
