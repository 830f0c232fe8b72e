import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from 'vitest';
import type { Permissions, Browser as WebExtension } from 'webextension-polyfill';
import config from '../../livechat.config.json' with { type: 'json' };
import { openSettings, type SettingsPage } from './pages/settings-page.ts';
import { clientId, type Scene, signIn, startScene, until, words } from './support/index.ts';

/** Tests what the settings offer an agent who sees their chats, or would, in a browser that answers as a test wants. */

declare const chrome: WebExtension;
declare const refused: string[];
declare const removed: unknown[];

let scene: Scene;
let options: SettingsPage;
beforeAll(async () => {
  scene = await startScene();
  await signIn(scene.agentBrowser, scene.agent);
});
afterAll(() => scene?.end());
beforeEach(() => choose({ chats: true }));
afterEach(() => options.close());

/** Opens the settings with these choices, in a browser that allows everything. */
async function choose(choices: object): Promise<void> {
  await scene.agentBrowser.store('local', { settings: { clientId, ...choices } });
  options = await openSettings(scene.agentBrowser);
  await options.page.evaluateOnNewDocument(() => {
    const of = ({ permissions = [], origins = [] }: Permissions.AnyPermissions) => [
      ...permissions,
      ...origins,
    ];
    Object.assign(globalThis, { refused: [], removed: [] });
    const isAllowed = async (asked: Permissions.AnyPermissions) =>
      !of(asked).some((each) => refused.includes(each));
    chrome.permissions.contains = isAllowed;
    chrome.permissions.request = isAllowed;
    chrome.permissions.remove = async (given) => removed.push(given) > 0;
  });
  await options.page.reload();
  await options.showChats.waitFor();
}

const settings = async () => (await scene.agentBrowser.storage('local'))['settings'];

test('each choice is stored', async () => {
  await options.chatsInterval.waitFor();
  expect(await options.showChats.isChecked()).toBe(true);
  await options.badgeContent.select('both');
  await options.chatsInterval.select('30');
  await options.notifyAssigned.click();
  await options.notifyUnread.select('120');
  await options.notifyWaiting.select('300');
  await options.notifyText.click();
  await options.hideNames.click();
  await options.forgetOnLock.click();
  await until(async () => JSON.stringify(await settings()).includes('"forgetOnLock":true'));
  expect(await settings()).toEqual({
    clientId,
    chats: true,
    badgeContent: 'both',
    chatsIntervalSeconds: 30,
    notifyAssigned: true,
    notifyUnreadSeconds: 120,
    notifyWaitingSeconds: 300,
    notifyText: true,
    hideNames: true,
    forgetOnLock: true,
  });
});

test('the cost of chats and sessions is told together', async () => {
  const said = async () => [await options.requests.text(), await options.chatsRequests.text()];
  const isSaid = (count: string) =>
    until(async () => (await said()).every((each) => each?.includes(`About ${count} requests a month`)));
  await options.chatsRequests.waitFor();
  await isSaid('12,000');
  await options.chatsInterval.select('300');
  await isSaid('4,700');
  await options.showChats.click();
  await until(async () => !(await options.chatsInterval.isThere()));
  await until(
    async () => (await options.requests.text())?.includes('About 2,800 requests a month.') ?? false,
  );
});

test('a notification that the browser does not allow is not chosen', async () => {
  await options.notifyUnread.waitFor();
  await options.page.evaluate(() => refused.push('notifications'));
  await options.notifyUnread.select('60');
  await options.chatNoticesRefused.waitFor();
  expect(
    await options.page.$eval(options.notifyUnread.selector, (field) => (field as HTMLSelectElement).value),
  ).toBe('0');
  expect(await settings()).toEqual({ clientId, chats: true });
});

test('the tab of LiveChat’s app is seen while the browser allows it, and no setting is', async () => {
  await options.appTab.waitFor();
  await until(() => options.appTab.isChecked());
  await options.appTab.click();
  await until(() => options.page.evaluate(() => removed.length > 0));
  expect(await options.page.evaluate(() => removed)).toEqual([{ origins: [`${config.appUrl}/*`] }]);
  expect(await settings()).toEqual({ clientId, chats: true });
});

test('where LiveChat as a whole is not allowed, that is asked for first, whatever the address leads to', async () => {
  const atChats = await openSettings(scene.agentBrowser, 'chats');
  await atChats.page.evaluateOnNewDocument((accounts) => {
    const { contains } = chrome.permissions;
    chrome.permissions.contains = async (asked) => !asked.origins?.includes(accounts) && contains(asked);
  }, `${config.accountsUrl}/*`);
  await atChats.page.reload();
  await until(() => atChats.allowAccess.hasFocus());
  await atChats.close();
});

test('whoever has withdrawn the permission can turn chats off, and the switch gets the focus', async () => {
  await options.page.evaluateOnNewDocument((chats) => refused.push(chats), `${config.chatsUrl}/*`);
  await options.page.reload();
  await options.turnChatsOff.click();
  await until(() => options.showChats.hasFocus());
  expect(await settings()).toEqual({ clientId, chats: false });
  expect(await options.showChats.isChecked()).toBe(false);
  expect(await options.turnChatsOff.isThere()).toBe(false);
});

test('a sign-in that was not asked for chats is, by a click', async () => {
  await until(async () => (await options.chatsStep.text()) === words('options_chats_not_asked'));
  await options.authorizeChats.click();
  await expectAuthorization();
});

test.each([
  ['invalid_scope', 'options_chats_scope_missing'],
  ['access_denied', 'options_chats_denied'],
] as const)('after %s, it says what to add and where, and asks again', async (error, text) => {
  await scene.agentBrowser.store('local', { chatsRefusal: { error, clientId } });
  await options.chatsSetUp.waitFor();
  expect(await options.chatsStep.text()).toBe(words(text));
  expect(await options.chatsScopes.text()).toBe(config.chatsScopes.join(' '));
  expect(await options.chatsSetUp.text()).toContain('App Authorization');
  await options.authorizeChats.click();
  await expectAuthorization();
  await scene.agentBrowser.hiddenPage.evaluate(() => chrome.storage.local.remove('chatsRefusal'));
});

/** Expects LiveChat to be asked for chats over the present sign-in, and gives that up. */
async function expectAuthorization(): Promise<void> {
  const authorizeWindow = await scene.agentBrowser.waitForWindow('authorize/index.html');
  await until(async () => (await authorizeWindow.title()).startsWith(words('authorize_chats_title')));
  await until(async () => {
    const { signIn: under } = await scene.agentBrowser.storage('session');
    return JSON.stringify(under)?.includes('"withChats":true') ?? false;
  });
  expect((await scene.agentBrowser.storage('local'))['connection']).toMatchObject({ status: 'signedIn' });
  await authorizeWindow.close();
  await until(async () => !(await scene.agentBrowser.storage('session'))['signIn']);
}

test('no page and no worker complained', async () => {
  expect(await scene.agentBrowser.problems()).toEqual([]);
});
