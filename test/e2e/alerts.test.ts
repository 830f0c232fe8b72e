import { afterAll, beforeAll, expect, test } from 'vitest';
import type { Browser as WebExtension } from 'webextension-polyfill';
import { badgeColors } from '../../src/state/badge-colors.ts';
import { openPopup, type Popup, popupOn } from './pages/popup.ts';
import { type ChromiumScene, signIn, startChromiumScene, until } from './support/index.ts';
import { letUndoTimePass } from './support/let-undo-time-pass.ts';

declare const chrome: WebExtension;

let scene: ChromiumScene;
beforeAll(async () => {
  scene = await startChromiumScene();
  await signIn(scene.agentBrowser, scene.agent);
});
afterAll(() => scene?.end());

const badge = () => scene.agentBrowser.badge();
const blue = badgeColors.count.color;
const alert = badgeColors.alert.color;
const addSession = () =>
  scene.liveChat.addSession(scene.agent.email, {
    user_agent: 'Mozilla/5.0 (Macintosh; Intel Mac OS X 10.15; rv:144.0) Gecko/20100101 Firefox/144.0',
    ip: '203.0.113.7',
  });
/** Chromium's events can be made to happen by their own script. */
type Dispatching = { dispatch(...parameters: unknown[]): void };
const shownNotifications = () =>
  scene.agentBrowser.hiddenPage.evaluate(async () => Object.keys(await chrome.notifications.getAll()));
const newRows = async (popup: Popup) =>
  (await popup.rows.texts()).filter((row) => /New.*203\.0\.113\.7/.test(row)).length;

test('no alert for the first list, which has our own sign-in in it', async () => {
  expect(await badge()).toMatchObject({ text: '1', color: blue });
});

test('a new session turns the badge to the alert colour, and survives a restart', async () => {
  addSession();
  await scene.agentBrowser.nextPoll();
  await until(async () => (await badge()).title === 'New session: Firefox on macOS');
  expect(await badge()).toMatchObject({ text: '2!', color: alert });
  await scene.agentBrowser.restart();
  await until(async () => (await badge()).title === 'New session: Firefox on macOS');
  const local = JSON.stringify(await scene.agentBrowser.storage('local'));
  for (const { session_id, ip } of scene.liveChat.sessionsOf(scene.agent.email)) {
    expect(local).not.toContain(session_id);
    expect(local).not.toContain(ip);
  }
});

test('the popup marks the row until the agent says that it is theirs, and calms the badge at once', async () => {
  const popup = await openPopup(scene.agentBrowser);
  await until(async () => (await newRows(popup)) === 1);
  await until(async () => (await badge()).color === blue);
  expect(await newRows(popup)).toBe(1);
  await popup.close();
  const again = await openPopup(scene.agentBrowser);
  await again.rows.waitFor();
  expect(await newRows(again)).toBe(1);
  await again.session('203.0.113.7').confirm();
  await until(async () => (await newRows(again)) === 0);
  await again.close();
});

test('no repeat after a restart', async () => {
  await scene.agentBrowser.restart();
  await until(async () => (await badge()).text === '2');
  await until(async () => (await badge()).title.startsWith('2 active sessions'));
  expect((await badge()).color).toBe(blue);
  // Until here it may be the number of the last start.
  await until(async () => 'snapshot' in (await scene.agentBrowser.storage('session')));
});

test('several new sessions make one alert', async () => {
  addSession();
  addSession();
  await scene.agentBrowser.nextPoll();
  await until(async () => (await badge()).title === '2 new sessions');
  const popup = await openPopup(scene.agentBrowser);
  await until(async () => (await newRows(popup)) === 2);
  await until(async () => (await badge()).color === blue);
  await popup.close();
});

test('a popup in a window of its own calms the badge only when it gets the focus', async () => {
  const { hiddenPage } = scene.agentBrowser;
  const window = await hiddenPage.evaluate(() =>
    chrome.windows.create({ type: 'popup', url: 'popup/index.html', focused: false }),
  );
  const popup = popupOn(await scene.agentBrowser.waitForWindow('popup/index.html'));
  await popup.rows.waitFor();
  addSession();
  await scene.agentBrowser.nextPoll();
  await until(async () => (await newRows(popup)) === 3);
  // The background deals with one command after the other.
  await popup.page.evaluate(async () => {
    await new Promise(requestAnimationFrame);
    await chrome.runtime.sendMessage({ type: 'undoEnding', sessionId: 'none' });
  });
  expect(await scene.agentBrowser.storage('session')).toHaveProperty('alert');
  await hiddenPage.evaluate((id) => chrome.windows.update(id ?? 0, { focused: true }), window.id);
  await until(async () => (await badge()).color === blue);
  expect(await newRows(popup)).toBe(3);
  await popup.close();
});

test('without the permission there are no notifications, and nothing complains', async () => {
  const { settings } = await scene.agentBrowser.storage('local');
  await scene.agentBrowser.store('local', { settings: { ...(settings as object), notifications: true } });
  addSession();
  await scene.agentBrowser.nextPoll();
  await until(async () => (await badge()).title === 'New session: Firefox on macOS');
  expect(await scene.agentBrowser.hiddenPage.evaluate(() => 'notifications' in chrome)).toBe(false);
});

test('with it, each alert is one notification, shown once', async () => {
  await scene.agentBrowser.restart({ permissions: ['notifications'] });
  expect(await scene.agentBrowser.isAllowed({ permissions: ['notifications'] })).toBe(true);
  await until(async () => (await badge()).title === 'New session: Firefox on macOS');
  expect(await shownNotifications()).toEqual([]);
  const { session_id } = addSession();
  await scene.agentBrowser.nextPoll();
  await until(async () => (await shownNotifications()).length === 1);
  const { notifications } = await scene.agentBrowser.storage('session');
  const [id] = await shownNotifications();
  expect(notifications).toEqual([{ id, sessionId: session_id }]);
  expect(id).not.toContain(session_id);
  const start = Date.now();
  await scene.agentBrowser.nextPoll();
  await until(async () => {
    const { connection } = (await scene.agentBrowser.storage('local')) as {
      connection: { known: { fetchedAt: number } };
    };
    return connection.known.fetchedAt >= start;
  });
  expect(await shownNotifications()).toEqual([id]);
});

test('“End session” in the notification ends it, as its row’s button does', async () => {
  const { notifications } = (await scene.agentBrowser.storage('session')) as {
    notifications: [{ id: string; sessionId: string }];
  };
  const [{ id, sessionId }] = notifications;
  // No test can press the desktop's own button: what the browser tells the service worker then is said for it.
  await scene.agentBrowser.nextPoll();
  await until(() => scene.agentBrowser.isServiceWorkerRunning());
  const target = await scene.agentBrowser.browser.waitForTarget((each) => each.type() === 'service_worker');
  const worker = await target.worker();
  await worker?.evaluate((notification) => {
    (chrome.notifications.onButtonClicked as unknown as Dispatching).dispatch(notification, 1);
  }, id);
  await letUndoTimePass(scene.agentBrowser, sessionId);
  await until(() => scene.liveChat.session(sessionId) === undefined);
  await until(async () => !(await shownNotifications()).includes(id));
});

test('a new session that the search leaves out stays news until it is shown', async () => {
  for (let index = 0; index < 8; index += 1)
    scene.liveChat.addSession(scene.agent.email, { ip: `198.51.100.${index}` });
  await scene.agentBrowser.nextPoll();
  await until(async () => /new sessions/.test((await badge()).title));
  const popup = await openPopup(scene.agentBrowser);
  await until(async () => (await badge()).color === blue);
  await popup.search.type('198.51.100');
  await until(async () => (await popup.rows.count()) === 8);
  const count = Number(await popup.count.text());
  addSession();
  await scene.agentBrowser.nextPoll();
  await until(async () => Number(await popup.count.text()) === count + 1);
  await popup.page.evaluate(() => new Promise(requestAnimationFrame));
  await scene.agentBrowser.nextPoll();
  expect(await badge()).toMatchObject({ title: 'New session: Firefox on macOS', color: alert });
  for (let index = 0; index < 10; index += 1) await popup.page.keyboard.press('Backspace');
  await until(async () => (await badge()).color === blue);
  await popup.close();
});

test('no page and no worker complained', async () => {
  expect(await scene.agentBrowser.problems()).toEqual([]);
});
