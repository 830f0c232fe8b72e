import { expect, test } from 'vitest';
import { offersPause } from '../../../src/popup/offers-pause.ts';
import { choicesOf, type Settings } from '../../../src/state/settings.ts';

const now = Date.parse('2026-11-25T14:00:00Z');

test.each<[boolean, string, Settings]>([
  [false, 'nothing was chosen', {}],
  [true, 'new sessions are told', { notifications: true }],
  [false, 'new sessions are not noticed', { notifications: true, alerts: false }],
  [true, 'a chat is told', { chats: true, notifyAssigned: true }],
  [true, 'an unread message is told', { chats: true, notifyUnreadSeconds: 60 }],
  [true, 'a wait is told', { chats: true, notifyWaitingSeconds: 60 }],
  [false, 'chats are off', { notifyAssigned: true, notifyUnreadSeconds: 60, notifyWaitingSeconds: 60 }],
  [false, 'chats are on, and none is told', { chats: true }],
])('is %s where %s', (isOffered, _, settings) => {
  expect(offersPause(choicesOf(settings), undefined, now)).toBe(isOffered);
});

test('a pause that lasts can be ended, whatever was switched off since', () => {
  expect(offersPause(choicesOf({}), now + 60_000, now)).toBe(true);
  expect(offersPause(choicesOf({}), now - 1, now)).toBe(false);
});
