import { cpSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Page } from 'puppeteer-core';
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import type { Browser as WebExtension } from 'webextension-polyfill';
import { areasOf } from '../../scripts/pictures/areas-of.ts';
import { popupStates } from '../../scripts/pictures/states.ts';
import type { ListedChat } from '../../src/state/chats.ts';
import type { Stored } from '../../src/state/store/background-store.ts';
import { type Popup, popupOn } from './pages/popup.ts';
import { AgentChromium } from './support/agent-chromium.ts';
import { builtExtension, until, words } from './support/index.ts';

declare const chrome: WebExtension;
declare const asked: unknown[];

const extension = mkdtempSync(join(tmpdir(), 'session-badge-tabs-'));
let agentBrowser: AgentChromium;
let page: Page;
let popup: Popup;
beforeAll(async () => {
  // Without a background, which would change what is stored.
  cpSync(builtExtension, extension, { recursive: true });
  writeFileSync(join(extension, 'service-worker-loader.js'), '');
  agentBrowser = new AgentChromium({ liveChat: { port: 9 }, extension, keepWelcome: true });
  await agentBrowser.start();
});
afterAll(async () => {
  await agentBrowser?.close();
  rmSync(extension, { recursive: true, force: true });
});
beforeEach(async () => {
  page = await agentBrowser.openPage('manifest.json');
  await page.setViewport({ width: 380, height: 600 });
  popup = popupOn(page);
  return () => page.close().catch(() => undefined);
});

/** Opens the popup in a state. */
async function openIn(state: string, more: Stored = {}): Promise<void> {
  const { local, session } = areasOf({ ...popupStates[state]?.(), ...more });
  await agentBrowser.hiddenPage.evaluate(async () => {
    await Promise.all([chrome.storage.local.clear(), chrome.storage.session.clear()]);
  });
  await agentBrowser.store('local', local);
  await agentBrowser.store('session', session);
  await page.goto(new URL('/popup/index.html', page.url()).href);
  await popup.footer.waitFor();
}

/** Stores another list of chats, as a poll does. */
async function storeChats(change: (chats: ListedChat[]) => ListedChat[]): Promise<void> {
  const { chatList } = (await agentBrowser.storage('session')) as Stored;
  if (!chatList) throw new Error('There are no chats');
  await agentBrowser.store('session', { chatList: { ...chatList, chats: change(chatList.chats) } });
}

const withoutFirst = ([, ...others]: ListedChat[]) => others;
const openTab = async () => (await popup.openTab.text())?.split(' ')[0];

test('the keyboard reaches the open tab, and arrows lead to the other, which opens and is the first one the next time', async () => {
  await openIn('chats-5');
  expect(await openTab()).toBe(words('tab_chats'));
  expect(await popup.list.isThere()).toBe(false);
  await popup.chatsTab.focus();
  await page.keyboard.press('ArrowRight');
  expect(await popup.sessionsTab.hasFocus()).toBe(true);
  expect(await openTab()).toBe(words('tab_sessions'));
  expect(await popup.chats.isThere()).toBe(false);
  expect(await popup.rows.count()).toBe(3);
  await page.keyboard.press('Home');
  expect(await openTab()).toBe(words('tab_chats'));
  await page.keyboard.press('End');
  await until(async () => (await agentBrowser.storage('local'))['lastTab'] === 'sessions');
  await page.keyboard.press('Tab');
  expect(await popup.refreshButton.hasFocus()).toBe(true);
  await page.reload();
  await popup.footer.waitFor();
  expect(await openTab()).toBe(words('tab_sessions'));
});

test.each<[string, string, Stored, string]>([
  ['chats are shown', 'chats-5', {}, words('tab_chats')],
  ['a new session waits for an answer', 'chats-new-session', {}, words('tab_sessions')],
  ['one does that was looked at', 'chats-new-session-seen', {}, words('tab_sessions')],
  [
    'nobody has asked for chats, and their tab was looked at',
    'fresh-3',
    { lastTab: 'chats' },
    words('tab_sessions'),
  ],
])('where %s, the popup opens with the right tab', async (_, state, more, tab) => {
  await openIn(state, more);
  expect(await openTab()).toBe(tab);
});

test('where an administrator has decided against chats, there are no tabs', async () => {
  await openIn('chats-forbidden');
  expect(await popup.rows.count()).toBe(3);
  expect(await popup.tabs.count()).toBe(0);
});

test('nothing moves under the pointer: changes wait until it is away', async () => {
  await openIn('chats-5');
  const customers = await popup.chatCustomers.texts();
  await page.hover(popup.chatLinks.selector);
  await storeChats(withoutFirst);
  await until(async () => (await popup.updates.text()) === words('updates_one', 1));
  expect(await popup.chatCustomers.texts()).toEqual(customers);
  await popup.chatsTab.hover();
  await until(async () => (await popup.chatRows.count()) === 4);
  expect(await popup.updates.isThere()).toBe(false);
  await storeChats(withoutFirst);
  await until(async () => (await popup.chatRows.count()) === 3);
});

test('a trouble moves no chat, neither when it comes nor when it goes', async () => {
  await openIn('chats-5');
  await popup.chatRows.waitFor();
  const places = () =>
    page.$$eval(popup.chatRows.selector, (rows) => rows.map((row) => row.getBoundingClientRect().top));
  const before = await places();
  expect(before).toHaveLength(5);
  const { chats } = (await agentBrowser.storage('local')) as Stored;
  const { local } = areasOf(popupStates['chats-stale-access_denied']?.() ?? {});
  const trouble = { ...(local['chats'] as Stored['chats'])?.trouble, signInHelps: true };
  await agentBrowser.store('local', { chats: { ...chats, trouble } });
  await popup.notice.waitFor();
  expect(await popup.refreshButton.text()).toBe('Try again');
  expect(await places()).toEqual(before);
  await agentBrowser.store('session', { signIn: { authorizeTabId: 1, withChats: true } });
  await popup.showWindow.waitFor();
  expect(await places()).toEqual(before);
  await agentBrowser.store('local', { chats });
  await until(async () => !(await popup.notice.isThere()));
  expect(await places()).toEqual(before);
});

test('nothing moves under the focus: a button tells of the changes, and shows them', async () => {
  await openIn('chats-5');
  await popup.refreshButton.focus();
  await page.keyboard.press('Tab');
  await storeChats(([first, , ...others]) => [...others, { ...(first as ListedChat), customer: 'Bob' }]);
  await until(async () => (await popup.updates.text()) === words('updates_other', 2));
  expect(await popup.chatRows.count()).toBe(5);
  await page.keyboard.down('Shift');
  await page.keyboard.press('Tab');
  await page.keyboard.up('Shift');
  expect(await popup.updates.hasFocus()).toBe(true);
  await page.keyboard.press('Enter');
  await until(async () => (await popup.chatRows.count()) === 4);
  expect(await popup.updates.isThere()).toBe(false);
  expect(await popup.chats.hasFocus()).toBe(true);
});

test('whoever has withdrawn the permission can turn chats off', async () => {
  await openIn('chats-stale-not_allowed');
  expect(await popup.refreshButton.text()).toBe('Allow');
  expect(await popup.chats.isThere()).toBe(false);
  await popup.turnChatsOff.click();
  await until(async () => {
    const { settings } = (await agentBrowser.storage('local')) as Stored;
    return settings?.chats === false;
  });
});

test('where it is LiveChat as a whole that the browser does not allow, “Allow” asks for that', async () => {
  await page.evaluateOnNewDocument(() => {
    Object.assign(globalThis, { asked: [] });
    chrome.permissions.contains = async () => true;
    chrome.permissions.request = async (wanted) => asked.push(wanted) > 0;
  });
  await openIn('chats-stale-not_allowed');
  await until(async () => (await popup.notice.text())?.includes('reach LiveChat') ?? false);
  expect(await popup.turnChatsOff.isThere()).toBe(false);
  await popup.refreshButton.click();
  await until(() => page.evaluate(() => asked.length > 0));
  expect(await page.evaluate(() => asked)).toEqual([
    { origins: await page.evaluate(() => chrome.runtime.getManifest().host_permissions) },
  ]);
});

test('where an administrator wants chats, nobody can turn them off', async () => {
  await openIn('chats-stale-not_allowed', { lastPolicy: { chats: true } });
  expect(await popup.refreshButton.text()).toBe('Allow');
  expect(await popup.turnChatsOff.isThere()).toBe(false);
});

test('names and messages can be hidden, and no word of them is in the page then', async () => {
  await openIn('chats-5');
  await popup.hideNames.click();
  await until(async () => (await popup.chatCustomers.texts())[0] === words('chat_customer_number', 1));
  expect(await popup.chatLines.count()).toBe(0);
  for (const name of ['Kenji', 'anybody', 'Grace']) expect(await page.content()).not.toContain(name);
  await popup.hideNames.click();
  await until(async () => (await popup.chatCustomers.texts())[0] === 'Kenji Watanabe');
});

test('a chat opens in LiveChat’s app, even where the background does not answer', async () => {
  await openIn('chats-5');
  await popup.chatLinks.click();
  await agentBrowser.waitForWindow('https://my.livechatinc.com/chats/C1/C1T');
});

test('a trouble of the chats is told beside them alone', async () => {
  await openIn('chats-stale-offline');
  expect(await popup.notice.text()).toContain(words('trouble_offline'));
  await popup.sessionsTab.click();
  expect(await popup.count.text()).toBe('3');
  expect(await popup.notice.isThere()).toBe(false);
});
