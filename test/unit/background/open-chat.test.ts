import { beforeEach, describe, expect, onTestFinished, test, vi } from 'vitest';
import { findAppTab, isAppInFront } from '../../../src/background/app-tab.ts';
import { isQuiet, tomorrow } from '../../../src/background/do-not-disturb.ts';
import { fakeBrowser } from '../support/browser.ts';
import { appOrigin } from '../support/chats.ts';
import { hour, send, startExtension, wait } from '../support/extension.ts';

beforeEach(async () => {
  await startExtension();
  fakeBrowser.windows.open.set(1, { url: 'a window' });
  fakeBrowser.windows.open.set(2, { url: 'another one' });
});

const allow = () => fakeBrowser.permissions.granted.add(appOrigin);
/** Opens a tab that shows LiveChat's app. */
const openApp = (windowId: number, lastAccessed?: number, active = false, page = 'chats/OTHER') => {
  const id = fakeBrowser.tabs.openIn(windowId);
  fakeBrowser.tabs.ofApp.push({
    id,
    windowId,
    active,
    url: `https://my.livechatinc.com/${page}`,
    ...(lastAccessed !== undefined && { lastAccessed }),
  });
  return id;
};
const open = (chatId = 'CHAT1', threadId = 'THREAD1') => send({ type: 'openChat', chatId, threadId });
const address = 'https://my.livechatinc.com/chats/CHAT1/THREAD1';

describe('a chat opens', () => {
  test('in the tab that shows the app, which comes to the front with its window', async () => {
    allow();
    const id = openApp(2);
    await open();
    expect(fakeBrowser.tabs.opened).toEqual([address]);
    expect(fakeBrowser.tabs.shown).toEqual([id]);
    expect(fakeBrowser.windows.focused).toEqual([2]);
  });

  test('in a new tab where the agent does not let us see the app', async () => {
    openApp(2);
    await open();
    expect(fakeBrowser.tabs.opened).toEqual([address]);
    expect(fakeBrowser.tabs.shown).toEqual([]);
    // The browser was not even asked.
    expect(fakeBrowser.storage.local.all()).not.toHaveProperty('diagnostics');
  });

  test('in a new tab where no tab shows the app', async () => {
    allow();
    await open();
    expect(fakeBrowser.tabs.opened).toEqual([address]);
  });

  test.each(['settings/canned-responses', 'archives/CHAT1', ''])(
    'in a new tab where the app shows another page, which may have a form: %s',
    async (page) => {
      allow();
      openApp(2, 2_000, true, page);
      await open();
      expect(fakeBrowser.tabs.shown).toEqual([]);
      expect(fakeBrowser.tabs.opened).toEqual([address]);
      const chats = openApp(1, 1_000, false, 'chats');
      await open();
      expect(fakeBrowser.tabs.shown).toEqual([chats]);
    },
  );

  test('in a new tab where the one with the app has gone in this moment', async () => {
    allow();
    const id = openApp(2);
    fakeBrowser.tabs.open.delete(id);
    await open();
    expect(fakeBrowser.tabs.opened).toEqual([address]);
  });

  test.each([
    ['CHAT1', '', 'https://my.livechatinc.com/chats/CHAT1'],
    ['', 'THREAD1', 'https://my.livechatinc.com/chats'],
  ])('by what is known of it: "%s" and "%s"', async (chatId, threadId, expected) => {
    await open(chatId, threadId);
    expect(fakeBrowser.tabs.opened).toEqual([expected]);
  });
});

describe('the tab of the app', () => {
  test('is the one that was used last', async () => {
    allow();
    openApp(1);
    openApp(1, 1_000);
    const latest = openApp(2, 3_000);
    openApp(2, 2_000);
    expect(await findAppTab()).toMatchObject({ id: latest });
  });

  test.each<[boolean, string, () => void]>([
    [true, 'it is shown, in the window with the focus', () => openApp(2, 0, true)],
    [true, 'it shows another page there', () => openApp(2, 0, true, 'settings')],
    [false, 'it is behind another tab', () => openApp(2, 0, false)],
    [false, 'its window is behind another one', () => openApp(1, 0, true)],
    [false, 'its window has gone', () => openApp(9, 0, true)],
    [false, 'there is none', () => undefined],
  ])('is in front, %s, where %s', async (expected, _, prepare) => {
    allow();
    prepare();
    fakeBrowser.windows.focused.push(2);
    expect(await isAppInFront()).toBe(expected);
  });

  test('is not in front where nobody can tell', async () => {
    openApp(2, 0, true);
    fakeBrowser.windows.focused.push(2);
    expect(await isAppInFront()).toBe(false);
  });
});

describe('“Do not disturb”', () => {
  const quietUntil = () => fakeBrowser.storage.local.all()['quietUntil'];
  const disturb = (until: 'hour' | 'tomorrow' | 'off') => send({ type: 'doNotDisturb', until });

  test('lasts an hour', async () => {
    await disturb('hour');
    wait(hour - 1);
    expect(await isQuiet()).toBe(true);
    wait(1);
    expect(await isQuiet()).toBe(false);
  });

  test('lasts until tomorrow', async () => {
    await disturb('tomorrow');
    expect(quietUntil()).toBe(tomorrow(Date.now()));
    expect(await isQuiet()).toBe(true);
    vi.setSystemTime(tomorrow(Date.now()));
    expect(await isQuiet()).toBe(false);
  });

  test('ends when the agent wants that', async () => {
    await disturb('tomorrow');
    await disturb('off');
    expect(quietUntil()).toBeUndefined();
    expect(await isQuiet()).toBe(false);
  });

  test('does not last where another clock has told it', async () => {
    await disturb('hour');
    wait(-48 * hour);
    expect(await isQuiet()).toBe(false);
  });

  test.each([
    ['Europe/Warsaw', '2026-11-25T22:30:00Z', '2026-11-25T23:00:00Z'],
    ['Europe/Warsaw', '2026-10-25T00:00:00Z', '2026-10-25T23:00:00Z'],
    ['Europe/Warsaw', '2026-03-29T00:00:00Z', '2026-03-29T22:00:00Z'],
    ['America/New_York', '2026-12-31T12:00:00Z', '2027-01-01T05:00:00Z'],
  ])('until tomorrow means midnight in %s, after %s', (zone, now, expected) => {
    vi.stubEnv('TZ', zone);
    onTestFinished(() => {
      vi.unstubAllEnvs();
    });
    expect(new Date(tomorrow(Date.parse(now))).toISOString()).toBe(new Date(expected).toISOString());
  });
});
