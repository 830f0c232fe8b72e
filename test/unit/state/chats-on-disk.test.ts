import * as v from 'valibot';
import { expect, test } from 'vitest';
import { nextChats } from '../../../src/state/chats-connection.ts';
import { publicItems } from '../../../src/state/store/public-items.ts';
import { secretItems } from '../../../src/state/store/secret-items.ts';

const now = Date.parse('2026-11-25T14:00:00Z');
const chat = {
  id: 'Q1A2',
  threadId: 'T3B4',
  customer: 'Ada',
  isUnread: true,
  newest: { kind: 'message', text: 'My card is 4111', author: 'customer', name: 'Ada' },
};
const words = { ...chat, chats: [chat], text: 'My card is 4111', name: 'Ada' };
const summary = { mine: 1, unread: 1, supervised: 0, queued: 0, unassigned: 0, others: 0, active: 1 };

test('of chats, the disk gets numbers alone, whatever comes with them', () => {
  expect(publicItems.chatList.area).toBe('session');
  const { schema } = publicItems.chats;
  const event = { type: 'fetched', summary: { ...summary, ...words }, at: now } as const;
  const fetched = nextChats({}, event);
  const stored = v.parse(schema(), { ...fetched, known: { ...fetched.known, ...words }, ...words });
  expect(stored).toEqual({ known: { summary, fetchedAt: now, busyAt: now } });
});

test('of a notification about chats, no word is noted', () => {
  expect(secretItems.chatNotices.area).toBe('session');
  const notice = { id: 'n1', kind: 'unread', chatId: 'Q1A2', threadId: 'T3B4', since: now };
  expect(v.parse(secretItems.chatNotices.schema(), [{ ...words, ...notice }])).toEqual([notice]);
});
