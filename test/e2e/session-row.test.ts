import { afterAll, afterEach, beforeAll, expect, test } from 'vitest';
import type { Browser as WebExtension } from 'webextension-polyfill';
import { type Ending, undoTime } from '../../src/state/endings.ts';
import { sessionsOf } from '../../src/state/snapshot.ts';
import { openPopup, type Popup } from './pages/popup.ts';
import { type ChromiumScene, signIn, startChromiumScene, until } from './support/index.ts';
import { letUndoTimePass } from './support/let-undo-time-pass.ts';

/** The extension API, inside the functions that run in the extension. */
declare const chrome: WebExtension;

const userAgent = 'Mozilla/5.0 (Macintosh; Intel Mac OS X 10.15; rv:144.0) Gecko/20100101 Firefox/144.0';
const ip = '203.0.113.7';
const other = '203.0.113.1';

let scene: ChromiumScene;
let popup: Popup;
beforeAll(async () => {
  scene = await startChromiumScene();
  scene.liveChat.addSession(scene.agent.email, { ip: other });
  await signIn(scene.agentBrowser, scene.agent);
});
afterEach(async () => {
  await popup?.close().catch(() => undefined);
  // What came of an ending is told for five minutes.
  await scene.agentBrowser.store('session', { endings: [] });
  for (const session of scene.liveChat.sessionsOf(scene.agent.email)) {
    if (session.ip.startsWith('203.') && session.ip !== other)
      scene.liveChat.removeSession(session.session_id);
  }
});
afterAll(() => scene?.end());

/** Opens the popup with a new session in the list. */
async function openWithNew(): Promise<string> {
  const { session_id } = scene.liveChat.addSession(scene.agent.email, {
    ip,
    user_agent: userAgent,
    applications: [{ name: 'Agent App', client_id: 'agent-app', session_id: 'agent-app' }],
  });
  await scene.agentBrowser.nextPoll();
  await until(async () =>
    sessionsOf(await scene.agentBrowser.storage('session'))?.some((each) => each.session_id === session_id),
  );
  popup = await openPopup(scene.agentBrowser);
  await popup.question.waitFor();
  return session_id;
}

const ending = async (): Promise<Ending | undefined> =>
  ((await scene.agentBrowser.storage('session'))['endings'] as Ending[] | undefined)?.at(-1);
const isHeld = async () => (await ending())?.heldWith !== undefined;
const undoText = async () => (await popup.undoTime.text()) ?? '';

/** Reads how much of the time to undo the bar has run, in milliseconds, and whether it runs. */
const bar = async () => {
  const element = await popup.undoBar.waitFor();
  const { progress, state } = await element.evaluate((each) => {
    const [animation] = each.getAnimations();
    return { progress: animation?.effect?.getComputedTiming().progress ?? 0, state: animation?.playState };
  });
  return { at: Math.round(progress * undoTime), state };
};

test('before anything has been seen to arrive, one note says so, and no row has a time', async () => {
  popup = await openPopup(scene.agentBrowser);
  await popup.rows.waitFor();
  expect(await popup.listNote.texts()).toEqual([
    'These were there when you signed in to this extension. A later one is marked as new.',
  ]);
  expect(await popup.list.text()).not.toContain('First seen');
  await popup.session(other).toggleDetails();
  await until(async () =>
    (await popup.details.text())?.includes('Was there when you signed in to this extension'),
  );
  await popup.close();
});

test('"That’s me" takes the mark away, moves no row, and leaves the focus in the row', async () => {
  scene.liveChat.addSession(scene.agent.email, { ip: '203.0.113.9' });
  await openWithNew();
  expect(await popup.listNote.isThere()).toBe(false);
  const rows = async () => (await popup.rows.texts()).map((text) => /203\.0\.113\.\d/.exec(text)?.[0]);
  const before = await rows();
  const [, first = ''] = before;
  expect((await popup.rows.texts())[1]).toMatch(/New.*Another network.*First seen/);
  expect(await popup.newTags.count()).toBe(2);
  await popup.session(first).confirm();
  await until(async () => (await popup.newTags.count()) === 1);
  expect(await popup.question.count()).toBe(1);
  expect(await rows()).toEqual(before);
  expect(await popup.detailsButtons.hasFocus()).toBe(true);
});

test('"Not me" ends the session with an undo, and leads to where the password is changed', async () => {
  const id = await openWithNew();
  await popup.session(ip).deny();
  await popup.strangerStatus.waitFor();
  expect(await popup.strangerNotice.text()).toContain('change your LiveChat password');
  expect(await popup.spokenEnding.text()).toBe('Ends in a moment. Keep the browser open.');
  expect(await popup.accountLink.attribute('href')).toBe('https://accounts.livechat.com/');
  expect(await ending()).toMatchObject({ sessionId: id, state: 'waiting', isStranger: true });
  await letUndoTimePass(scene.agentBrowser, id);
  await until(() => scene.liveChat.session(id) === undefined);
  await until(async () => (await popup.result.text()) === '1 session ended.');
  expect(await popup.strangerNotice.isThere()).toBe(true);
  expect(await popup.spokenEnding.text()).toBe('');
  await popup.session(other).end();
  await popup.undo.click();
  expect(await popup.strangerNotice.isThere()).toBe(true);
});

test('"Undo" after "Not me" asks again, and puts the notice away', async () => {
  await openWithNew();
  await popup.session(ip).deny();
  await popup.strangerNotice.waitFor();
  await popup.undo.click();
  await popup.question.waitFor();
  expect(await popup.strangerNotice.isThere()).toBe(false);
});

test('by mouse: an ending waits while the pointer is moved to "Undo", and goes on when it leaves', async () => {
  await openWithNew();
  await popup.session(ip).end();
  await until(async () => (await undoText()).startsWith('Ends in a moment.'));
  // The pointer rests where "Undo" has come, and a hand is never still.
  expect(await popup.undo.isPointedAt()).toBe(true);
  for (const right of [2, 0, 3, 1]) await popup.page.mouse.move(...(await popup.undo.place(right)));
  await popup.page.evaluate(() => new Promise(requestAnimationFrame));
  expect((await bar()).state).toBe('running');
  expect(await isHeld()).toBe(false);

  await popup.page.mouse.move(0, 0);
  await popup.undo.hover();
  await until(isHeld);
  await until(async () =>
    (await undoText()).startsWith('Waits while you are at “Undo”, for two minutes at most.'),
  );
  const { at, state } = await bar();
  expect(state).toBe('paused');
  expect(at).toBe(undoTime - ((await ending())?.heldWith ?? 0));
  const before = (await ending())?.dueAt ?? 0;
  await until(async () => ((await ending())?.dueAt ?? 0) > before);

  await popup.page.mouse.move(0, 0);
  await until(async () => !(await isHeld()));
  await until(async () => (await bar()).state === 'running');
  expect(Math.abs((await bar()).at - at)).toBeLessThan(2_000);

  await popup.undo.hover();
  await until(isHeld);
  // The agent turns to another window, with the pointer where it is.
  await popup.page.evaluate(() => window.dispatchEvent(new Event('blur')));
  await until(async () => !(await isHeld()));
});

test('by keyboard: an ending waits while the focus is on "Undo", and goes on when it leaves or the popup goes', async () => {
  const id = await openWithNew();
  await popup.endOtherButtons.focus();
  await popup.page.keyboard.press('Enter');
  await until(isHeld);
  expect(await popup.undo.hasFocus()).toBe(true);
  await popup.page.keyboard.press('Tab');
  await until(async () => !(await isHeld()));
  await popup.page.keyboard.down('Shift');
  await popup.page.keyboard.press('Tab');
  await popup.page.keyboard.up('Shift');
  await until(isHeld);
  await popup.close();
  await until(async () => !(await isHeld()));
  expect(await ending()).toMatchObject({ sessionId: id, state: 'waiting' });
});

test('a popup that is opened later shows as much of the bar as is left', async () => {
  const id = await openWithNew();
  await popup.session(ip).end();
  await until(async () => (await ending())?.sessionId === id);
  await popup.close();
  const stored = { ...(await ending()), dueAt: Date.now() + 15_000, heldWith: 3_000 };
  await scene.agentBrowser.store('session', { endings: [stored] });
  popup = await openPopup(scene.agentBrowser);
  expect(await bar()).toEqual({ at: undoTime - 3_000, state: 'paused' });
  const { heldWith: _, ...released } = stored;
  await scene.agentBrowser.store('session', { endings: [{ ...released, dueAt: Date.now() + 6_000 }] });
  await until(async () => (await bar()).state === 'running');
  const { at } = await bar();
  expect(at).toBeGreaterThanOrEqual(undoTime - 6_000);
  // Not where the other one stood.
  expect(at).toBeLessThan(undoTime - 3_000);
  await popup.undo.click();
});

test('where the agent wants no motion there are seconds in place of the bar', async () => {
  await openWithNew();
  await popup.page.emulateMediaFeatures([{ name: 'prefers-reduced-motion', value: 'reduce' }]);
  await popup.session(ip).end();
  await until(() => popup.timeLeft.isVisible());
  expect(await popup.undoBar.isVisible()).toBe(false);
  const seconds = async () => Number(/^(\d+) seconds? left$/.exec((await popup.timeLeft.text()) ?? '')?.[1]);
  const first = await seconds();
  expect(first).toBeLessThanOrEqual(10);
  await until(async () => (await seconds()) < first);
  await popup.undo.click();
});

test('by keyboard: the details open, have all that is known, and take the agent’s own name', async () => {
  await openWithNew();
  await popup.session(ip).confirm();
  await until(() => popup.detailsButtons.hasFocus());
  await popup.page.keyboard.press('Enter');
  await popup.details.waitFor();
  const details = (await popup.details.text()) ?? '';
  for (const known of [userAgent, 'Agent App', 'a password', ip, 'Another network', 'First seen']) {
    expect(details).toContain(known);
  }
  await popup.nameField.type('Shop computer');
  await popup.page.keyboard.press('Enter');
  await until(async () => /^Shop computer.*Firefox 144 on macOS/.test((await popup.rows.texts())[1] ?? ''));
  await popup.close();

  popup = await openPopup(scene.agentBrowser);
  await popup.session('Shop computer').toggleDetails();
  await popup.session('Shop computer').press('Remove name');
  await until(async () => !(await popup.list.text())?.includes('Shop computer'));
  expect(await popup.nameField.hasFocus()).toBe(true);
});

test('"Copy for IT" copies the details as plain text', async () => {
  await openWithNew();
  await popup.page.evaluate(() => {
    const writeText = async (text: string) => chrome.storage.session.set({ copied: text });
    Object.defineProperty(navigator, 'clipboard', { value: { writeText } });
  });
  await popup.session(ip).toggleDetails();
  await popup.session(ip).press('Copy for IT');
  await until(async () => (await popup.details.text())?.includes('Copied'));
  const { copied } = await scene.agentBrowser.storage('session');
  expect(copied).toContain(`Browser (user agent): ${userAgent}\n`);
  expect(copied).toContain(`IP address: ${ip}\n`);
});

test('no page and no worker complained', async () => {
  expect(await scene.agentBrowser.problems()).toEqual([]);
});
