import { expect, test } from 'vitest';
import { chatIdOf, countUpdates } from '../../../src/popup/count-updates.ts';
import type { ListedChat } from '../../../src/state/chats.ts';

const chat = (id: string, more: Partial<ListedChat> = {}): ListedChat => ({
  id,
  threadId: 'T',
  customer: id,
  isUnread: false,
  ...more,
});
const [a, b, c] = [chat('a'), chat('b'), chat('c')];
const unreadB = chat('b', { isUnread: true });
const nameless = chat('', { customer: 'Ada' });

test.each([
  ['nothing', [a, b], [chat('a'), chat('b')], 0],
  ['one that came', [a, b], [c, a, b], 1],
  ['one that went', [a, b, c], [a, c], 1],
  ['one that is unread now, and so the first', [a, b], [unreadB, a], 1],
  ['one that came, one that went, and one that is another', [a, b], [c, unreadB], 3],
  ['the order alone', [a, b, c], [c, b, a], 1],
  ['all of them', [a, b], [], 2],
  ['the first ones', [], [a, b], 2],
  ['one of several without an ID', [nameless, chat('', { customer: 'Bob' })], [nameless], 1],
])('an update is %s: %4$i', (_, before, after, count) => {
  expect(countUpdates(before, after)).toBe(count);
});

test('chats without an ID are told apart by what is known of them', () => {
  expect(chatIdOf(nameless)).not.toBe(chatIdOf(chat('', { customer: 'Bob' })));
  expect(chatIdOf(a)).toBe('a');
});
