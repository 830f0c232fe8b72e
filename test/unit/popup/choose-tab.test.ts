import { expect, test } from 'vitest';
import { tabAfter, tabToOpen } from '../../../src/popup/choose-tab.ts';

test.each([
  ['chats are shown, and no tab was used yet', { hasChats: true }, 'chats'],
  ['chats are not shown, and no tab was used yet', { hasChats: false }, 'sessions'],
  ['the sessions were used last', { hasChats: true, lastTab: 'sessions' }, 'sessions'],
  ['the chats were used last', { hasChats: true, lastTab: 'chats' }, 'chats'],
  ['the offer of chats was looked at last', { hasChats: false, lastTab: 'chats' }, 'sessions'],
  ['a new session waits for an answer', { hasChats: true, isAsked: true }, 'sessions'],
  ['one does, and the chats were used last', { hasChats: true, lastTab: 'chats', isAsked: true }, 'sessions'],
] as const)('where %s, the popup opens with the tab of the %3$s', (_, circumstances, tab) => {
  expect(tabToOpen({ lastTab: undefined, isAsked: false, ...circumstances })).toBe(tab);
});

test.each([
  ['ArrowRight', 'first', 'ltr', 'second'],
  ['ArrowRight', 'third', 'ltr', 'first'],
  ['ArrowLeft', 'second', 'ltr', 'first'],
  ['ArrowLeft', 'first', 'ltr', 'third'],
  ['ArrowLeft', 'first', 'rtl', 'second'],
  ['ArrowLeft', 'third', 'rtl', 'first'],
  ['ArrowRight', 'second', 'rtl', 'first'],
  ['ArrowRight', 'first', 'rtl', 'third'],
  ['Home', 'second', 'ltr', 'first'],
  ['End', 'second', 'rtl', 'third'],
  ['ArrowDown', 'first', 'ltr', undefined],
  ['Enter', 'first', 'ltr', undefined],
])('%s leads from the %s of three tabs (%s) to the %s', (key, tab, direction, next) => {
  expect(tabAfter(key, tab, ['first', 'second', 'third'], direction)).toBe(next);
});
