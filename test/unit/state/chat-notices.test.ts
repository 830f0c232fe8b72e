import fc from 'fast-check';
import { beforeEach, describe, expect, test } from 'vitest';
import { type ChatNews, type ChatNotice, nextNotices, noticeText } from '../../../src/state/chat-notices.ts';
import type { ListedChat } from '../../../src/state/chats.ts';

const second = 1000;
const minute = 60 * second;
const hour = 60 * minute;
const start = Date.parse('2026-11-22T14:00:00');

const line = { kind: 'message', text: 'Hi', author: 'customer', name: 'Bob' } as const;
/** Makes a chat in which the customer has written, which is unread, or else nobody has. */
const chatOf = (id: string, unreadSince?: number): ListedChat => ({
  id,
  threadId: `${id}-thread`,
  customer: 'Bob',
  isUnread: unreadSince !== undefined,
  ...(unreadSince !== undefined && { newest: line, unreadSince }),
});
/** Makes a chat in which the agent has read all. */
const readChat = (id: string): ListedChat => ({ ...chatOf(id), newest: line });
/** Makes one in which the agent has written, whatever else they have not seen. */
const answered = (isUnread: boolean): ListedChat => ({
  ...chatOf('a'),
  isUnread,
  newest: { ...line, author: 'me' },
});
const none = { mine: 0, unread: 0, supervised: 0, queued: 0, unassigned: 0, others: 0, active: 0 };
const all = {
  notifyAssigned: true,
  notifyUnreadSeconds: 30,
  notifyWaitingSeconds: 60,
  chatsIntervalSeconds: 60,
} as const;

let ids = 0;
beforeEach(() => {
  ids = 0;
});
const generateId = () => {
  ids += 1;
  return `n${ids}`;
};

/** Goes through polls, and lists what is told after each, as `kind chat`, and what is put away, as `-kind chat`. */
function tellAll(
  polls: (Partial<ChatNews> & { after: ListedChat[]; waitingSince?: number; isAtLeast?: true })[],
  choices: Parameters<typeof nextNotices>[2] = all,
): string[][] {
  let notices: ChatNotice[] = [];
  let before: readonly ListedChat[] | undefined = [];
  let wasAtLeast: true | undefined;
  return polls.map(({ waitingSince, isAtLeast, ...poll }, index) => {
    const summary = {
      ...none,
      ...(waitingSince !== undefined && { queued: 1, waitingSince }),
      ...(isAtLeast && { isAtLeast }),
    };
    const at = start + index * minute;
    const next = nextNotices(notices, { before, wasAtLeast, summary, at, ...poll }, choices, generateId);
    const nameOf = ({ kind, chatId }: ChatNotice) => `${kind} ${chatId}`.trim();
    const told = next.filter(({ isPending }) => isPending).map(nameOf);
    const left = notices.filter(({ id }) => !next.some((notice) => notice.id === id));
    notices = next.map(({ isPending: _, ...notice }) => notice);
    before = poll.after;
    wasAtLeast = isAtLeast;
    return [...told, ...left.map((notice) => `-${nameOf(notice)}`)];
  });
}

const [a, b] = [chatOf('a'), chatOf('b')];
const noId = (customer: string): ListedChat => ({ ...chatOf('', 0), threadId: '', customer });
const unread = chatOf('a', start);

test.each<[string, Parameters<typeof tellAll>[0], string[][]]>([
  ['a chat that was not there before', [{ after: [a] }, { after: [a] }], [['assigned a'], []]],
  ['two of them', [{ after: [a, b] }, { after: [b] }], [['assigned a', 'assigned b'], ['-assigned a']]],
  ['nothing new in the first list', [{ before: undefined, after: [a] }, { after: [a] }], [[], []]],
  ['nothing new in a list after ten minutes', [{ beforeAt: start - 10 * minute - 1, after: [a] }], [[]]],
  [
    'what is new in a list just before that',
    [{ beforeAt: start - 10 * minute, after: [a] }],
    [['assigned a']],
  ],
  [
    'one that went and is back, as a new chat',
    [{ after: [a] }, { after: [] }, { after: [a] }],
    [['assigned a'], ['-assigned a'], ['assigned a']],
  ],
  [
    'nothing of one that went and is back as the agent knows it',
    [{ after: [a] }, { after: [] }, { after: [readChat('a')] }, { after: [answered(true)] }],
    [['assigned a'], ['-assigned a'], [], []],
  ],
  [
    'one that went and is back while its customer waits: that, once for each time',
    [
      { before: [a], after: [chatOf('a', 0)] },
      { after: [] },
      { after: [chatOf('a', 0)] },
      { after: [chatOf('a', 0)] },
    ],
    [['unread a'], ['-unread a'], ['unread a'], []],
  ],
  [
    'a new thread of a chat, in place of the old one',
    [{ after: [a] }, { after: [{ ...a, threadId: 'other' }] }],
    [['assigned a'], ['assigned a']],
  ],
  [
    'an assigned chat no longer once it was read',
    [{ after: [chatOf('a', start - second)] }, { after: [readChat('a')] }, { after: [readChat('a')] }],
    [['assigned a'], ['-assigned a'], []],
  ],
  [
    'an assigned chat no longer once it was answered',
    [{ after: [a] }, { after: [answered(false)] }],
    [['assigned a'], ['-assigned a']],
  ],
  ['nothing of a new chat that was read already', [{ after: [readChat('a')] }], [[]]],
  ['nothing of one that was answered already', [{ after: [answered(false)] }], [[]]],
  ['nor where a file there is still unread', [{ after: [answered(true)] }], [[]]],
  [
    'an unread message once, when it has been for long enough',
    [{ after: [unread] }, { after: [unread] }, { after: [unread] }],
    [['assigned a'], ['unread a'], []],
  ],
  ['one unread for 29 s: not yet', [{ before: [a], after: [chatOf('a', start - 29 * second)] }], [[]]],
  ['one unread for 30 s', [{ before: [a], after: [chatOf('a', start - 30 * second)] }], [['unread a']]],
  [
    'one that is new and unread for long: that a customer waits',
    [{ after: [chatOf('a', start - minute)] }],
    [['unread a']],
  ],
  ['an unread one in the first list, too', [{ before: undefined, after: [chatOf('a', 0)] }], [['unread a']]],
  [
    'one that was read, and is unread again, anew',
    [
      { before: [a], after: [chatOf('a', start - minute)] },
      { after: [a] },
      { after: [chatOf('a', start + minute)] },
    ],
    [['unread a'], ['-unread a'], ['unread a']],
  ],
  [
    'the same where it was read between two lists',
    [
      { before: [a], after: [chatOf('a', start - minute)] },
      { after: [chatOf('a', start + 50 * second)] },
      { after: [chatOf('a', start + 50 * second)] },
    ],
    [['unread a'], ['-unread a'], ['unread a']],
  ],
  [
    'somebody who waits in the queue, once, until nobody waits for long',
    [
      { after: [], waitingSince: start - 59 * second },
      { after: [], waitingSince: start - 59 * second },
      // The one who had waited longest was helped, and the next one waits for long, too.
      { after: [], waitingSince: start },
      { after: [], waitingSince: start + 3 * minute - second },
      { after: [] },
      { after: [], waitingSince: start },
    ],
    [[], ['waiting'], [], ['-waiting'], [], ['waiting']],
  ],
  [
    'nothing more of a chat that was missing where LiveChat had more than it was asked for',
    [{ after: [a] }, { after: [], isAtLeast: true }, { after: [a], isAtLeast: true }, { after: [a] }],
    [['assigned a'], [], [], []],
  ],
  [
    'nor of one unread for long',
    [
      { before: [a], after: [chatOf('a', 0)] },
      { after: [], isAtLeast: true },
      { after: [chatOf('a', 0)] },
      { after: [] },
    ],
    [['unread a'], [], [], ['-unread a']],
  ],
  [
    'what is new in a list after a whole one, and only then',
    [{ after: [a], isAtLeast: true }, { after: [a, b] }, { after: [a, b, chatOf('c')] }],
    [['assigned a'], [], ['assigned c']],
  ],
  [
    'that the queue is over, whatever is missing',
    [
      { after: [], waitingSince: 0 },
      { after: [], isAtLeast: true },
    ],
    [['waiting'], ['-waiting']],
  ],
  [
    'nothing of a chat that has no usable ID',
    [{ before: [], after: [{ ...chatOf('', 0), threadId: '' }] }],
    [[]],
  ],
  [
    'nothing of two of them, nor takes one for the queue',
    [
      { after: [noId('Bob'), noId('Eve')], waitingSince: 0 },
      { after: [noId('Eve'), noId('Bob')], waitingSince: 0 },
      { after: [noId('Eve')] },
    ],
    [['waiting'], [], ['-waiting']],
  ],
  ['a chat that is listed twice once', [{ after: [a, { ...a, threadId: 'other' }] }], [['assigned a']]],
])('tells %s', (_, polls, expected) => {
  expect(tellAll(polls)).toEqual(expected);
});

test.each([
  ['assigned', { ...all, notifyAssigned: false }, ['unread b', 'waiting']],
  ['unread', { ...all, notifyUnreadSeconds: 0 }, ['assigned a', 'waiting']],
  ['waiting', { ...all, notifyWaitingSeconds: 0 }, ['assigned a', 'unread b']],
] as const)('does not tell what the agent has not chosen: %s', (_, choices, expected) => {
  const late = chatOf('b', start - hour);
  expect(tellAll([{ before: [late], after: [a, late], waitingSince: start - hour }], choices)).toEqual([
    expected,
  ]);
});

test('compares lists that are as far apart as the agent has chosen', () => {
  const poll = { beforeAt: start - 2 * hour, after: [a] };
  expect(tellAll([poll], { ...all, chatsIntervalSeconds: 3600 })).toEqual([['assigned a']]);
});

test('keeps the ID of a notification that is updated', () => {
  const first = nextNotices([], { before: [], after: [unread], summary: none, at: start }, all, generateId);
  const news = { before: [unread], after: [unread], summary: none, at: start + minute };
  const second = nextNotices(first, news, all, generateId);
  expect(second).toEqual([{ ...first[0], kind: 'unread', since: start }]);
});

describe('whatever a day brings', () => {
  const times = fc.integer({ min: 0, max: 20 }).map((minutes) => start + minutes * minute);
  const chats = fc.uniqueArray(
    fc
      .record({ id: fc.constantFrom('a', 'b', 'c', ''), since: fc.option(times, { nil: undefined }) })
      .map(({ id, since }) => chatOf(id, since)),
    { selector: ({ id }) => id },
  );
  const polls = fc.array(fc.record({ after: chats, waitingSince: fc.option(times, { nil: undefined }) }), {
    maxLength: 20,
  });

  test('there is one notification for each chat and one for the queue, and each thing is told once', () => {
    fc.assert(
      fc.property(polls, (day) => {
        let notices: ChatNotice[] = [];
        let before: ListedChat[] | undefined;
        const told = new Set<string>();
        for (const [index, { after, waitingSince }] of day.entries()) {
          const summary = { ...none, ...(waitingSince !== undefined && { waitingSince }) };
          const at = start + index * minute;
          const next = nextNotices(notices, { before, after, summary, at }, all, generateId);
          expect(new Set(next.map(({ id }) => id)).size).toBe(next.length);
          expect(new Set(next.map(({ chatId }) => chatId)).size).toBe(next.length);
          for (const { id, ...thing } of next.filter((notice) => !notices.includes(notice))) {
            const key = JSON.stringify(thing);
            // What was told may come again only after it was untrue.
            expect(notices.map(({ id: _, ...each }) => JSON.stringify(each))).not.toContain(key);
            if (thing.kind === 'assigned') expect(told.has(key)).toBe(false);
            told.add(key);
          }
          const unreadIds = after.filter(({ isUnread }) => isUnread).map(({ id }) => id);
          for (const { kind, chatId } of next) {
            if (kind === 'unread') expect(unreadIds).toContain(chatId);
            if (kind === 'assigned') expect(after.map(({ id }) => id)).toContain(chatId);
            if (kind === 'waiting') expect(at - (waitingSince ?? at)).toBeGreaterThanOrEqual(minute);
          }
          [notices, before] = [next, after];
        }
      }),
    );
  });

  test('the same list, again and again, tells nothing more than the passing of time does', () => {
    fc.assert(
      fc.property(chats, (after) => {
        const news = { before: after, after, summary: none, at: start + hour };
        const notices = nextNotices([], news, all, generateId);
        expect(nextNotices(notices, { ...news, at: start + 2 * hour }, all, generateId)).toEqual(notices);
      }),
    );
  });
});

describe('a text', () => {
  const line = { kind: 'message', text: 'Hi\u202e there\nyou', author: 'customer', name: 'Bob' } as const;
  const chat: ListedChat = { ...chatOf('a', start), customer: 'Bob\u200b Smith', newest: line };
  const notice = { id: 'n', chatId: 'a', threadId: 'a-thread', since: start } as const;
  const quiet = { notifyText: false, hideNames: false };
  const open = { notifyText: true, hideNames: false };
  const hidden = { notifyText: true, hideNames: true };

  test.each([
    ['assigned', chat, quiet, 'New chat', 'A chat was assigned to you.'],
    ['assigned', chat, open, 'New chat: Bob Smith', 'Hi there you'],
    ['unread', chat, quiet, 'A customer waits for your answer', /^Unread since .*14:00\.$/],
    ['assigned', chat, hidden, 'New chat', 'A chat was assigned to you.'],
    ['unread', chat, hidden, 'A customer waits for your answer', /^Unread since .*14:00\.$/],
    ['unread', chat, open, 'Bob Smith waits for your answer', 'Hi there you'],
    ['waiting', undefined, quiet, 'Somebody waits in the queue', 'Nobody has taken the chat yet.'],
    ['waiting', undefined, open, 'Somebody waits in the queue', 'Nobody has taken the chat yet.'],
    // The queue has no chat's ID, and a chat may have none, either.
    ['waiting', { ...chat, id: '' }, open, 'Somebody waits in the queue', 'Nobody has taken the chat yet.'],
    // There may be no name, and no line but the agent's own.
    ['unread', { ...chat, customer: ' ' }, open, 'A customer waits for your answer', 'Hi there you'],
    ['unread', { ...chat, newest: { ...line, author: 'me' } }, open, /^Bob/, /^Unread since/],
    ['assigned', { ...chat, newest: { ...line, kind: 'file', text: '' } }, open, /^New/, /^A chat was/],
  ] as const)('of %s', (kind, about, choices, title, message) => {
    const text = noticeText({ ...notice, kind }, about, choices);
    expect(text).toEqual({ title: expect.stringMatching(title), message: expect.stringMatching(message) });
    if (choices !== open) expect(JSON.stringify(text)).not.toMatch(/Bob|there/);
  });

  test('is short, whatever a customer writes', () => {
    const long: ListedChat = {
      ...chat,
      customer: 'x'.repeat(1000),
      newest: { ...line, text: 'y'.repeat(1000) },
    };
    const { title, message } = noticeText({ ...notice, kind: 'unread' }, long, open);
    expect(title.length).toBeLessThan(100);
    expect(message.length).toBeLessThanOrEqual(120);
  });
});
