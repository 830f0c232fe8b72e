import { expect, test } from 'vitest';
import { chatsLabel, sessionsLabel } from '../../../src/popup/tab-label.ts';
import type { ChatsSummary } from '../../../src/state/chats.ts';
import type { ChatsView, View } from '../../../src/state/view.ts';

const trouble = { code: 'offline', since: 0 } as const;
const known = { count: 1_234, fetchedAt: 0 };
const summary: ChatsSummary = {
  mine: 5,
  unread: 2,
  supervised: 0,
  queued: 3,
  unassigned: 0,
  others: 0,
  active: 8,
};

test.each<[string, View, string]>([
  ['none are known yet', { state: 'loading' }, ''],
  ['they are known', { state: 'fresh', ...known }, '1,234'],
  ['one is new', { state: 'new', ...known, added: 1, newest: '' }, '1,234'],
  ['the number may be wrong', { state: 'stale', known, trouble }, '1,234?'],
  ['no number is known, for trouble', { state: 'stale', trouble }, '?'],
  ['the scope is missing', { state: 'scopeMissing' }, '!'],
])('the tab of the sessions, where %s', (_, view, count) => {
  expect(sessionsLabel(view, false)).toEqual({ count, news: '' });
});

test('the tab of the sessions says that a new one waits for an answer', () => {
  expect(sessionsLabel({ state: 'fresh', ...known }, true).news).toBe('New');
});

test.each<[string, ChatsView, string, string]>([
  ['nobody wants them', { state: 'off' }, '', ''],
  ['LiveChat was not asked', { state: 'notAuthorized' }, '!', ''],
  ['LiveChat has refused', { state: 'notAuthorized', refusal: 'invalid_scope' }, '!', ''],
  ['none are known yet', { state: 'loading' }, '', ''],
  ['some are unread', { state: 'fresh', summary, fetchedAt: 0 }, '5', '2 unread'],
  ['all are read', { state: 'fresh', summary: { ...summary, unread: 0 }, fetchedAt: 0 }, '5', ''],
  [
    'there are more',
    { state: 'fresh', summary: { ...summary, mine: 300, isAtLeast: true }, fetchedAt: 0 },
    '300+',
    '2+ unread',
  ],
  [
    'the number may be wrong',
    { state: 'stale', known: { summary, fetchedAt: 0 }, trouble },
    '5?',
    '2 unread',
  ],
  ['no number is known, for trouble', { state: 'stale', trouble }, '?', ''],
  ['the scope is missing', { state: 'scopeMissing' }, '!', ''],
])('the tab of the chats, where %s', (_, view, count, news) => {
  expect(chatsLabel(view)).toEqual({ count, news });
});
