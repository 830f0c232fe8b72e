import { afterAll, afterEach, beforeAll, expect, test } from 'vitest';
import type { Browser as WebExtension } from 'webextension-polyfill';
import { sessionsOf } from '../../src/state/snapshot.ts';
import { openPopup, type Popup } from './pages/popup.ts';
import { type Scene, signIn, startScene, testedBrowser, until } from './support/index.ts';
import { letUndoTimePass } from './support/let-undo-time-pass.ts';

/** The extension API, inside the functions that run in the extension. */
declare const chrome: WebExtension;

let scene: Scene;
let popup: Popup;
beforeAll(async () => {
  scene = await startScene();
  await signIn(scene.agentBrowser, scene.agent);
});
afterEach(async () => {
  scene.liveChat.faults.clear();
  scene.liveChat.mayEndAllSessions = false;
  await popup?.close().catch(() => undefined);
});
afterAll(() => scene?.end());

const badgeText = async () => (await scene.agentBrowser.badge()).text;
const deletions = () => scene.liveChat.requests.filter(({ method }) => method === 'DELETE');
const ended = (id: string) => scene.liveChat.session(id) === undefined;
/** Makes due what waits: only the first test waits the ten seconds. */
const undoTimeOver = (id: string) => letUndoTimePass(scene.agentBrowser, id);
const others = () => scene.liveChat.sessionsOf(scene.agent.email).length - 1;

/** Opens the popup with only our own session and so many others in the list, at addresses 203.0.113.1, .2, … */
async function openWith(count: number): Promise<[string, ...string[]]> {
  const { session_id: own } = await ownSession();
  for (const { session_id } of scene.liveChat.sessionsOf(scene.agent.email)) {
    if (session_id !== own) scene.liveChat.removeSession(session_id);
  }
  const ids = Array.from(
    { length: count },
    (_, index) => scene.liveChat.addSession(scene.agent.email, { ip: `203.0.113.${index + 1}` }).session_id,
  );
  popup = await openPopup(scene.agentBrowser);
  await popup.refresh();
  // An earlier test's list may look the same, but has other sessions.
  await until(async () => {
    const listed = await storedSessions();
    return ids.every((id) => listed.some(({ session_id }) => session_id === id));
  });
  await until(async () => (await popup.rows.count()) === count + 1);
  return ids as [string, ...string[]];
}

const endings = async () => (await scene.agentBrowser.storage('session'))['endings'];

/** Refreshes: the background replies to that when it has dealt with what it was sent before. */
async function refreshed(): Promise<void> {
  await popup.page.evaluate(() => chrome.runtime.sendMessage({ type: 'refresh', trigger: 'click' }));
}

const storedSessions = async () => sessionsOf(await scene.agentBrowser.storage('session')) ?? [];

async function ownSession(): Promise<{ session_id: string }> {
  const own = (await storedSessions()).find(({ current }) => current);
  if (!own) throw new Error('Our own session is not in the list');
  return own;
}

test('a session ends ten seconds after the press, below a resting pointer, and what came of it is shown', async () => {
  const [id] = await openWith(1);
  const before = deletions().length;
  const pressed = Date.now();
  await popup.session('203.0.113.1').end();
  await until(async () => (await popup.undoTime.text())?.startsWith('Ends in a moment.'));
  expect(deletions()).toHaveLength(before);
  await until(() => ended(id));
  expect(Date.now() - pressed).toBeGreaterThan(9_900);
  await until(async () => (await popup.rows.count()) === 1);
  await until(async () => (await popup.count.text()) === '1');
  await until(async () => (await popup.result.text()) === '1 session ended.');
  expect(await badgeText()).toBe('1');
});

test('"Undo" keeps it, and the keyboard’s focus stays in the row', async () => {
  const [id] = await openWith(1);
  const before = deletions().length;
  await popup.session('203.0.113.1').end();
  await popup.page.waitForFunction(() => document.activeElement?.textContent === 'Undo');
  await popup.page.keyboard.press('Enter');
  await popup.page.waitForFunction(() => document.activeElement?.textContent === 'End session');
  expect(await scene.agentBrowser.storage('session')).toMatchObject({ endings: [] });
  expect(deletions()).toHaveLength(before);
  expect(ended(id)).toBe(false);
});

/** Waits until the focus is on a button that says this. */
const untilFocused = (label: string) =>
  popup.page.waitForFunction((words) => document.activeElement?.textContent === words, {}, label);

/** Finds the middle of the button that ends the other session. */
async function placeOfEndButton(): Promise<[x: number, y: number]> {
  const button = await popup.endOtherButtons.waitFor();
  expect(await button.evaluate(({ ariaLabel }) => ariaLabel)).toMatch(/^End session/);
  const box = await button.boundingBox();
  if (!box) throw new Error('The button has no place in the page');
  return [box.x + box.width / 2, box.y + box.height / 2];
}

// WebDriver BiDi does not let a test say that a click is the second one.
if (testedBrowser === 'chrome') {
  test('a double click on "End session" does not undo it, nor one on "Undo" end it again', async () => {
    await openWith(1);
    const click = (clickCount: number) =>
      popup.page.mouse.down({ clickCount }).then(() => popup.page.mouse.up({ clickCount }));
    await popup.page.mouse.move(...(await placeOfEndButton()));
    await click(1);
    await untilFocused('Undo');
    await popup.undo.hover();
    await click(2);
    await refreshed();
    expect(await endings()).toMatchObject([{ state: 'waiting' }]);
    await click(1);
    await untilFocused('End session');
    await popup.page.mouse.move(...(await placeOfEndButton()));
    await click(2);
    await refreshed();
    expect(await endings()).toEqual([]);
  });
}

test('nor does a held Enter', async () => {
  await openWith(1);
  await popup.endOtherButtons.focus();
  // Down again without an up before is a repetition.
  await popup.page.keyboard.down('Enter');
  await untilFocused('Undo');
  await popup.page.keyboard.down('Enter');
  await popup.page.keyboard.up('Enter');
  await refreshed();
  expect(await endings()).toMatchObject([{ state: 'waiting' }]);
  await popup.page.keyboard.down('Enter');
  await untilFocused('End session');
  await popup.page.keyboard.down('Enter');
  await popup.page.keyboard.up('Enter');
  await refreshed();
  expect(await endings()).toEqual([]);
});

test('a session ends although the popup was closed, and until then the popup says so', async () => {
  const [id] = await openWith(1);
  await popup.session('203.0.113.1').end();
  await popup.page.waitForFunction(() => document.activeElement?.textContent === 'Undo');
  await popup.close();
  popup = await openPopup(scene.agentBrowser);
  await until(async () => (await popup.rows.texts())[1]?.includes('Undo'));
  await popup.close();
  await undoTimeOver(id);
  await until(() => ended(id));
  await until(async () => (await badgeText()) === '1');
});

test('a session ends although the service worker was stopped', async () => {
  const [id] = await openWith(1);
  await popup.session('203.0.113.1').end();
  await popup.page.waitForFunction(() => document.activeElement?.textContent === 'Undo');
  await popup.close();
  await scene.agentBrowser.stopServiceWorker();
  await undoTimeOver(id);
  await until(() => ended(id));
});

test('a session that is gone already counts as ended', async () => {
  const [id] = await openWith(1);
  await popup.session('203.0.113.1').end();
  scene.liveChat.removeSession(id);
  await undoTimeOver(id);
  await until(() => deletions().at(-1)?.status === 404);
  await until(async () => (await popup.rows.count()) === 1);
  expect(await popup.rowFailure.isThere()).toBe(false);
});

test.each([
  [
    403,
    { error: 'access_denied', error_description: '', sub_error: 'insufficient_scope' },
    'sessions--my:rw is missing',
  ],
  [500, '', 'LiveChat had trouble of its own'],
  [429, '', 'LiveChat asks for a pause'],
])('a refusal with %i puts the row back and says why', async (status, body, reason) => {
  const [id] = await openWith(1);
  scene.liveChat.faults.add({ match: { method: 'DELETE' }, kind: 'status', status, body });
  await popup.session('203.0.113.1').end();
  await undoTimeOver(id);
  await until(async () => (await popup.rowFailure.text())?.includes(reason));
  expect((await popup.rows.texts())[1]).toContain('End session');
  expect(ended(id)).toBe(false);
});

test('a failed ending leaves the focus where the agent types', async () => {
  const [id] = await openWith(7);
  const { held, letGo } = scene.liveChat.faults.hold({ method: 'DELETE', path: /^\/v2\/sessions\// }, 'lost');
  await popup.session('203.0.113.1').end();
  await undoTimeOver(id);
  await held;
  await popup.search.type('203.0');
  letGo();
  await popup.rowFailure.waitFor();
  await popup.page.keyboard.type('.113.1 ');
  expect(await popup.search.value()).toBe('203.0.113.1 ');
  expect((await popup.rows.texts())[0]).toContain('End session');
});

test('"End all others" names how many, ends them, and tells the result in one sentence', async () => {
  await openWith(5);
  scene.liveChat.faults.add({ match: { method: 'DELETE' }, kind: 'status', status: 500, times: 1 });
  await popup.endOthers.click();
  expect(await popup.endOthersPanel.text()).toContain('5 sessions');
  const before = deletions().length;
  await popup.endOthersConfirm.click();
  await until(async () =>
    (await popup.result.text())?.startsWith('4 of 5 ended; 1 could not be ended: LiveChat'),
  );
  expect(deletions()).toHaveLength(before + 5);
  expect(others()).toBe(1);
  await until(async () => (await popup.rows.count()) === 2);
});

test('"End all others" stops when LiveChat asks for a pause', async () => {
  await openWith(6);
  const before = deletions().length;
  scene.liveChat.faults.add({ match: { method: 'DELETE' }, kind: 'status', status: 429 });
  await popup.endOthers.click();
  await popup.endOthersConfirm.click();
  await until(async () => /^0 of 6 ended.*asks for a pause/.test((await popup.result.text()) ?? ''));
  expect(deletions().length - before).toBeLessThanOrEqual(2);
  expect(others()).toBe(6);
});

test('of many sessions, a newly opened popup paints all, though it reads the first ones first', async () => {
  const ids = await openWith(20);
  await popup.close();
  popup = await openPopup(scene.agentBrowser);
  await until(async () => (await popup.rows.count()) === ids.length + 1);
});

test('from eight sessions on there is a search', async () => {
  await openWith(6);
  expect(await popup.search.isThere()).toBe(false);
  await popup.close();
  await openWith(7);
  await popup.search.fill('203.0.113.3');
  await until(async () => (await popup.hits.text()) === '1 session found');
  expect(await popup.rows.count()).toBe(1);
  await popup.search.fill('nobody');
  await until(async () => (await popup.hits.text()) === 'No session matches.');
});

test('“End 3 found” asks first, ends what the search has found, and leaves the rest', async () => {
  await openWith(9);
  await popup.search.fill('203.0.113.3');
  await until(async () => (await popup.hits.text()) === '1 session found');
  expect(await popup.endFound.isThere()).toBe(false);
  for (const ip of ['198.51.100.1', '198.51.100.2', '198.51.100.3']) {
    scene.liveChat.addSession(scene.agent.email, { ip });
  }
  await refreshed();
  await popup.search.fill('198.51');
  await until(async () => (await popup.endFound.text()) === 'End 3 found…');
  const before = deletions().length;
  await popup.endFound.focus();
  await popup.page.keyboard.press('Enter');
  await until(async () => (await popup.endFoundPanel.text())?.startsWith('3 sessions will be ended at once'));
  expect(deletions()).toHaveLength(before);
  await popup.endFoundConfirm.focus();
  await popup.page.keyboard.press('Enter');
  await until(async () => (await popup.result.text()) === '3 sessions ended.');
  expect(deletions()).toHaveLength(before + 3);
  expect(others()).toBe(9);
  // The button is gone; the keyboard does not start over.
  await until(() => popup.list.hasFocus());
});

/** Opens the popup with three sessions that look the same, and that the agent knows. */
async function openWithTwins(): Promise<string[]> {
  await openWith(1);
  const ids = Array.from(
    { length: 3 },
    () => scene.liveChat.addSession(scene.agent.email, { ip: '198.51.100.7' }).session_id,
  );
  await refreshed();
  for (const sessionId of ids) {
    await popup.page.evaluate(
      (id) => chrome.runtime.sendMessage({ type: 'confirmSession', sessionId: id }),
      sessionId,
    );
  }
  await until(async () => (await popup.rows.count()) === 3);
  return ids;
}

test('sessions that look the same are one row, which opens to the single ones', async () => {
  const [first = ''] = await openWithTwins();
  expect(await popup.twins.text()).toMatch(/ × 3$/);
  await popup.twins.focus();
  await popup.page.keyboard.press('Enter');
  await until(async () => (await popup.rows.count()) === 6);
  expect(await popup.twins.attribute('aria-expanded')).toBe('true');
  expect(await popup.twins.hasFocus()).toBe(true);
  // One that ends stays in its place, and keeps the focus.
  await popup.session('198.51.100.7').end();
  await untilFocused('Undo');
  expect(await popup.rows.count()).toBe(6);
  expect(await popup.endTwins.text()).toBe('End 2…');
  await popup.page.keyboard.press('Enter');
  await untilFocused('End session');
  expect(ended(first)).toBe(false);
  await popup.twins.click();
  await until(async () => (await popup.rows.count()) === 3);
});

test('“End 3” of such a row asks first, and ends them all', async () => {
  const ids = await openWithTwins();
  await popup.endTwins.click();
  expect(await popup.endTwinsPanel.text()).toContain('3 sessions will be ended at once');
  expect(ids.some(ended)).toBe(false);
  await popup.endTwinsConfirm.click();
  await until(async () => (await popup.result.text()) === '3 sessions ended.');
  expect(ids.every(ended)).toBe(true);
  await until(async () => (await popup.rows.count()) === 2);
  await until(() => popup.list.hasFocus());
});

test('of an open row “End 3” leaves the focus in the row', async () => {
  const ids = await openWithTwins();
  await popup.twins.click();
  await until(async () => (await popup.rows.count()) === 6);
  const { held, letGo } = scene.liveChat.faults.hold(
    { method: 'DELETE', path: /^\/v2\/sessions\// },
    'after',
  );
  await popup.endTwins.click();
  await popup.endTwinsConfirm.click();
  await held;
  await until(async () => !(await popup.endTwins.isThere()));
  expect(await popup.twins.hasFocus()).toBe(true);
  letGo();
  await until(() => ids.every(ended));
});

test('where “Undo” gives way to “Ending…”, the focus stays in the row', async () => {
  const [id] = await openWith(1);
  const { held, letGo } = scene.liveChat.faults.hold(
    { method: 'DELETE', path: /^\/v2\/sessions\// },
    'after',
  );
  await popup.session('203.0.113.1').end();
  await untilFocused('Undo');
  await letUndoTimePass(scene.agentBrowser, id);
  await held;
  await until(async () => (await popup.list.text())?.includes('Ending…'));
  expect(await popup.page.evaluate(() => document.activeElement?.getAttribute('aria-label'))).toMatch(
    /^Details.*203\.0\.113\.1$/,
  );
  letGo();
  await until(() => ended(id));
});

test('“Everywhere” asks once more, with the number and the focus on “Cancel”, which leads back', async () => {
  await openWith(3);
  const before = deletions().length;
  await popup.signOutChoices.click();
  await popup.signOutEverywhere.focus();
  await popup.page.keyboard.press('Enter');
  await untilFocused('Cancel');
  expect(await popup.signOutPanel.text()).toMatch(/^All 4 sessions end: .* Hand over open chats first\./);
  expect(await popup.confirmSignOutEverywhere.text()).toBe('End all 4 and sign out');
  await popup.page.keyboard.press('Enter');
  await untilFocused('Everywhere…');
  await refreshed();
  expect(deletions()).toHaveLength(before);
  expect(others()).toBe(3);
});

test('signing out everywhere ends all sessions, one by one where LiveChat allows no other way', async () => {
  const ids = await openWith(3);
  const { session_id: own } = await ownSession();
  const before = deletions().length;
  await popup.endAllSessions();
  expect(ids.every(ended)).toBe(true);
  expect(ended(own)).toBe(true);
  const sent = deletions().slice(before);
  expect(sent[0]).toMatchObject({ path: '/v2/sessions', status: 403 });
  expect(sent.at(-1)?.path).toBe(`/v2/sessions/${own}`);
  await until(async () => !('knownSessions' in (await scene.agentBrowser.storage('local'))));
  await until(async () => (await badgeText()) === '');
});

test('our own session could not be ended: the keyboard’s focus is back on its button', async () => {
  await popup.close().catch(() => undefined);
  await signIn(scene.agentBrowser, scene.agent);
  await openWith(1);
  scene.liveChat.faults.add({ match: { method: 'DELETE' }, kind: 'status', status: 500, body: '' });
  await popup.endCurrent.click();
  await popup.endCurrentConfirm.click();
  await popup.rowFailure.waitFor();
  await untilFocused('End session…');
});

test('ending our own session explains that it signs out, and does', async () => {
  const [other] = await openWith(1);
  const { session_id: own } = await ownSession();
  await popup.endCurrent.click();
  await until(async () =>
    (await popup.endCurrentPanel.text())?.includes('signs you out of LiveChat here, too'),
  );
  expect(await popup.endCurrentPanel.text()).toContain('Hand over open chats first.');
  expect(await popup.signIn.isThere()).toBe(false);
  await popup.endCurrentConfirm.click();
  await popup.signIn.waitFor();
  expect(ended(own)).toBe(true);
  expect(ended(other)).toBe(false);
});

test('signing out everywhere by one request', async () => {
  await popup.close().catch(() => undefined);
  await signIn(scene.agentBrowser, scene.agent);
  await openWith(2);
  scene.liveChat.mayEndAllSessions = true;
  const before = deletions().length;
  await popup.endAllSessions();
  expect(deletions()).toHaveLength(before + 1);
  expect(scene.liveChat.sessionsOf(scene.agent.email)).toEqual([]);
});

test('no page and no worker complained', async () => {
  expect(await scene.agentBrowser.problems()).toEqual([]);
});
