import fc from 'fast-check';
import { beforeEach, describe, expect, onTestFinished, test, vi } from 'vitest';
import type { ChatNews, ChatNotice } from '../../../src/state/chat-notices.ts';
import type { ListedChat } from '../../../src/state/chats.ts';
import { choicesOf } from '../../../src/state/settings.ts';
import type { Stored } from '../../../src/state/store/background-store.ts';
import { fakeBrowser } from '../support/browser.ts';
import {
  badge,
  type Extension,
  fireAlarm,
  hour,
  minute,
  restartBrowser,
  restartServiceWorker,
  send,
  settle,
  startExtension,
  wait,
} from '../support/extension.ts';
import { checks } from '../support/worker.ts';

/** Puts LiveChat's app in front of the agent, who lets the extension see that, or takes it away. */
function showApp(isFocused: boolean): void {
  fakeBrowser.permissions.granted.add('https://my.livechatinc.com/*');
  Object.assign(fakeBrowser.tabs, { query: async () => [{ id: 1, windowId: 1 }] });
  Object.assign(fakeBrowser.windows, { get: async () => ({ focused: isFocused }) });
}

let extension: Extension;
beforeEach(async () => {
  extension = await startExtension();
  await extension.signIn();
  await set({});
  await fakeBrowser.permissions.allowNotifications();
  await settle();
});

const all = { notifyAssigned: true, notifyUnreadSeconds: 30, notifyWaitingSeconds: 60 } as const;
const set = (settings: object) =>
  fakeBrowser.storage.local.set({
    settings: { clientId: 'client', notifications: true, chats: true, ...all, ...settings },
  });
const shown = () => [...(fakeBrowser.notifications?.shown ?? [])];
const notices = () => (fakeBrowser.storage.session.all() as { chatNotices?: ChatNotice[] }).chatNotices;

const line = { kind: 'message', text: 'Where is my parcel?', author: 'customer', name: 'Bob' } as const;
const chatOf = (id: string, unreadSince?: number): ListedChat => ({
  id,
  threadId: `${id}-thread`,
  customer: 'Bob',
  isUnread: true,
  newest: line,
  ...(unreadSince !== undefined && { unreadSince }),
});
const none = { mine: 0, unread: 0, supervised: 0, queued: 0, unassigned: 0, others: 0, active: 0 };

/** Stores news, as a poll does. */
async function store(partial: Partial<ChatNews>): Promise<ChatNews> {
  const { changesByNews } = await import('../../../src/background/notify-chats.ts');
  const news = { before: [], after: [], summary: none, at: Date.now(), ...partial };
  const { settings } = fakeBrowser.storage.local.all() as Stored;
  await fakeBrowser.storage.session.set(changesByNews(notices() ?? undefined, news, choicesOf(settings)));
  await settle();
  return news;
}
/** Shows what is stored, as a poll does. */
async function show({ after }: Pick<ChatNews, 'after'>): Promise<void> {
  const { notifyChats } = await import('../../../src/background/notify-chats.ts');
  await notifyChats(after);
  await settle();
}
const tell = async (news: Partial<ChatNews>) => show(await store(news));
const assign = (id: string) => tell({ after: [chatOf(id)] });

test('a chat that is assigned to the agent is told once, and names nobody', async () => {
  await assign('a');
  const [[id, options] = []] = shown();
  expect(options).toEqual({
    type: 'basic',
    iconUrl: 'chrome-extension://extension/icons/128.png',
    title: 'New chat',
    message: 'A chat was assigned to you.',
    buttons: [{ title: 'Open' }, { title: 'Do not disturb for an hour' }],
  });
  expect(id).not.toContain('a-thread');
  await tell({ before: [chatOf('a')], after: [chatOf('a')] });
  await restartServiceWorker();
  await tell({ before: [chatOf('a')], after: [chatOf('a')] });
  expect(shown()).toHaveLength(1);
});

test('names and lines are there where the agent wants them', async () => {
  await set({ notifyText: true });
  await assign('a');
  expect(shown()).toMatchObject([[expect.any(String), { title: 'New chat: Bob', message: line.text }]]);
});

test('what becomes of a chat is told in its place, and goes when it was read', async () => {
  const since = Date.now() - minute;
  await assign('a');
  const [[id] = []] = shown();
  const unread = chatOf('a', since);
  await tell({ before: [unread], after: [unread] });
  expect(shown()).toMatchObject([[id, { title: 'A customer waits for your answer' }]]);
  await tell({ before: [unread], after: [{ ...chatOf('a'), isUnread: false }] });
  expect(shown()).toEqual([]);
  expect(notices()).toEqual([]);
});

test('the queue has a notification of its own, which goes with it', async () => {
  await tell({ summary: { ...none, queued: 1, waitingSince: Date.now() - minute } });
  expect(shown()).toMatchObject([[expect.any(String), { title: 'Somebody waits in the queue' }]]);
  await tell({});
  expect(shown()).toEqual([]);
});

test.each<[string, () => unknown]>([
  ['the agent has LiveChat’s app in front of them', () => showApp(true)],
  ['the agent wants not to be disturbed', () => send({ type: 'doNotDisturb', until: 'hour' })],
  [
    'the browser does not allow it',
    () => {
      fakeBrowser.notifications = undefined;
    },
  ],
])('nothing is told while %s, nor later', async (_, begin) => {
  await begin();
  const unread = chatOf('b', Date.now() - minute);
  await tell({ before: [unread], after: [chatOf('a'), unread] });
  showApp(false);
  await send({ type: 'doNotDisturb', until: 'off' });
  await fakeBrowser.permissions.allowNotifications();
  await tell({ before: [chatOf('a'), unread], after: [chatOf('a'), unread] });
  expect(shown()).toEqual([]);
  await tell({ before: [chatOf('a'), unread], after: [chatOf('a'), unread, chatOf('c')] });
  expect(shown()).toMatchObject([[expect.any(String), { title: 'New chat' }]]);
});

test('whatever comes while the agent wants not to be disturbed, nothing is told', async () => {
  const chats = fc.uniqueArray(
    fc
      .record({
        id: fc.constantFrom('a', 'b', 'c'),
        age: fc.option(fc.integer({ min: 0, max: hour }), { nil: undefined }),
      })
      .map(({ id, age }) => chatOf(id, age === undefined ? undefined : Date.now() - age)),
    { selector: ({ id }) => id },
  );
  await send({ type: 'doNotDisturb', until: 'hour' });
  await fc.assert(
    fc.asyncProperty(chats, chats, fc.boolean(), async (before, after, isQueue) => {
      await tell({ before, after, ...(isQueue && { summary: { ...none, waitingSince: 0 } }) });
      expect(shown()).toEqual([]);
    }),
    { numRuns: 50 },
  );
});

test('nothing is told to who has signed out meanwhile, and what was told goes', async () => {
  await assign('a');
  const news = await store({ before: [chatOf('a')], after: [chatOf('a'), chatOf('b')] });
  await send({ type: 'signOut', scope: 'here' });
  expect(shown()).toEqual([]);
  await show(news);
  expect(shown()).toEqual([]);
  expect(notices()).toBeUndefined();
});

test.each<[boolean, string[]]>([
  [false, ['New chat']],
  [true, []],
])(
  'nobody is named on a screen that was locked in this moment; names are forgotten there: %s',
  async (forgetOnLock, titles) => {
    await set({ notifyText: true, forgetOnLock });
    const news = await store({ after: [chatOf('a')] });
    await fakeBrowser.storage.session.set({ presence: { state: 'locked' } });
    await show(news);
    expect(shown().map(([, { title }]) => title)).toEqual(titles);
  },
);

test('nothing is told to who has turned the chats off meanwhile', async () => {
  const news = await store({ after: [chatOf('a')] });
  await set({ chats: false });
  await show(news);
  expect(shown()).toEqual([]);
});

test('what a stopped service worker has not shown is shown by the next poll, unless it has become untrue', async () => {
  const [a, b] = [chatOf('a'), chatOf('b')];
  await store({ after: [a, b] });
  await restartServiceWorker();
  expect(shown()).toEqual([]);
  await tell({ before: [a, b], after: [a, { ...b, isUnread: false }] });
  expect(shown()).toMatchObject([[expect.any(String), { title: 'New chat' }]]);
  expect(notices()).toEqual([expect.not.objectContaining({ isPending: true })]);
  fakeBrowser.notifications?.shown.clear();
  await tell({ before: [a, b], after: [a] });
  expect(shown()).toEqual([]);
});

test('nothing is stored for who wants none of it', async () => {
  await set({ notifyAssigned: false, notifyUnreadSeconds: 0, notifyWaitingSeconds: 0 });
  await tell({ after: [chatOf('a', 0)], summary: { ...none, waitingSince: 0 } });
  expect(shown()).toEqual([]);
  expect(notices()).toBeUndefined();
});

test('one that the browser does not show costs the others nothing', async () => {
  let calls = 0;
  checks.set('notifications.create', () => {
    calls += 1;
    // Once with buttons, and once without.
    if (calls <= 2) throw new TypeError('Not by this browser');
  });
  await tell({ after: [chatOf('a'), chatOf('b')] });
  expect(shown()).toHaveLength(1);
});

test('Firefox shows them without buttons', async () => {
  vi.stubGlobal('__BROWSER__', 'firefox');
  onTestFinished(() => void vi.stubGlobal('__BROWSER__', 'chrome'));
  await restartServiceWorker();
  await assign('a');
  expect(shown()).toHaveLength(1);
  expect(shown()[0]?.[1]).not.toHaveProperty('buttons');
});

describe('a click', () => {
  const opened = () => fakeBrowser.tabs.opened.at(-1);
  const click = (id: string | undefined) => fakeBrowser.notifications?.onClicked.fire(id);
  const press = (id: string | undefined, index: number) =>
    fakeBrowser.notifications?.onButtonClicked.fire(id, index);

  test.each<[string, typeof click]>([
    ['on it', click],
    ['on “Open”', (id) => press(id, 0)],
  ])('%s opens the chat, and it is not told again', async (_, act) => {
    await assign('a');
    await restartServiceWorker();
    await act(shown()[0]?.[0]);
    expect(opened()).toBe('https://my.livechatinc.com/chats/a/a-thread');
    expect(shown()).toEqual([]);
    expect(fakeBrowser.action.opened).toBe(0);
    await tell({ before: [chatOf('a')], after: [chatOf('a')] });
    expect(shown()).toEqual([]);
  });

  test.each<[string, typeof click]>([
    ['on it', click],
    ['on “Open”', (id) => press(id, 0)],
    ['on “Do not disturb for an hour”', (id) => press(id, 1)],
  ])('%s where a browser before has left it opens what there is now', async (_, act) => {
    await assign('a');
    const [[left] = []] = shown();
    await restartBrowser();
    await settle();
    // It is told no more as if it were new, and leads to no chat that may have gone.
    expect(notices()).toBeUndefined();
    await act(left);
    expect(opened()).toBeUndefined();
    expect(fakeBrowser.action.opened).toBe(1);
    await tell({ before: undefined, after: [chatOf('a')] });
    expect(notices()).toBeUndefined();
  });

  test('on that of the queue opens all chats', async () => {
    await tell({ summary: { ...none, waitingSince: 0 } });
    await click(shown()[0]?.[0]);
    expect(opened()).toBe('https://my.livechatinc.com/chats');
  });

  test('on “Do not disturb for an hour” stops them, with those of sessions, for an hour', async () => {
    await assign('a');
    await press(shown()[0]?.[0], 1);
    expect(shown()).toEqual([]);
    expect(opened()).toBeUndefined();
    expect(fakeBrowser.storage.local.all()['quietUntil']).toBe(Date.now() + hour);
    extension.liveChat.addSession(extension.agent.email);
    await assign('b');
    wait(minute);
    await fireAlarm();
    expect(shown()).toEqual([]);
    // The badge tells of the session all the same, and until when nothing else does.
    expect(badge()).toMatchObject({
      text: '2!',
      title: expect.stringMatching(/ · Do not disturb until .*15:00$/),
    });
    wait(hour);
    await fireAlarm();
    expect(badge().title).not.toContain('disturb');
    await assign('c');
    expect(shown()).toHaveLength(1);
  });
});

describe('the badge', () => {
  test('follows the chats as they are stored', async () => {
    const numbers = { ...none, mine: 4, active: 4 };
    const chats = (unread: number) => ({ known: { summary: { ...numbers, unread }, fetchedAt: Date.now() } });
    await set({ chats: true });
    await settle();
    expect(badge()).toMatchObject({ text: '1', title: expect.stringContaining('No access to your chats') });
    await fakeBrowser.storage.local.set({ chats: chats(0) });
    await settle();
    expect(badge()).toMatchObject({ text: '4', title: expect.stringMatching(/^4 chats · 1 session · /) });
    await fakeBrowser.storage.local.set({ chats: chats(1) });
    await settle();
    expect(badge()).toMatchObject({
      text: '4*',
      title: expect.stringMatching(/^4 chats, 1 unread · 1 session · /),
    });
    await set({ chats: true, badgeContent: 'both' });
    await settle();
    expect(badge().text).toBe('4*·1');
  });

  test('follows “Do not disturb”, whoever stores it', async () => {
    await send({ type: 'doNotDisturb', until: 'tomorrow' });
    expect(badge().title).toMatch(/ · Do not disturb until .*00:00$/);
    await send({ type: 'doNotDisturb', until: 'off' });
    expect(badge().title).not.toContain('disturb');
  });

  test.each([
    [1, 0, /^1 czat · 1 sesja · /],
    [3, 2, /^3 czaty, 2 nieprzeczytane · 1 sesja · /],
    [5, 0, /^5 czatów · 1 sesja · /],
    [22, 0, /^22 czaty · 1 sesja · /],
  ])('has %i chats, %i unread, in Polish', async (mine, unread, title) => {
    fakeBrowser.i18n.language = 'pl';
    await restartServiceWorker();
    await set({ chats: true });
    const summary = { ...none, mine, unread, active: mine };
    await fakeBrowser.storage.local.set({ chats: { known: { summary, fetchedAt: Date.now() } } });
    await settle();
    expect(badge().title).toMatch(title);
  });
});
