import { expect, test } from 'vitest';
import { clock } from '../../../src/i18n/index.ts';
import { chatAge, customerText, lineWords, noChatsText } from '../../../src/popup/chat-words.ts';

const said = { kind: 'message', text: 'Hello', name: 'Ada' } as const;

test.each([
  ['the agent', { ...said, author: 'me' }, 'You: Hello'],
  ['another agent', { ...said, author: 'agent' }, 'Ada: Hello'],
  ['another agent without a name', { ...said, author: 'agent', name: '' }, 'Agent: Hello'],
  ['the customer', { ...said, author: 'customer' }, 'Ada: Hello'],
  ['a customer without a name', { ...said, author: 'customer', name: '' }, 'Customer: Hello'],
  ['somebody', { ...said, author: 'unknown', name: '' }, ' Hello'],
  ['a name that shows nothing', { ...said, author: 'customer', name: '\u200b' }, 'Customer: Hello'],
  ['the agent, who sent a file', { ...said, author: 'me', kind: 'file', text: '' }, 'You: File'],
  ['the agent, who sent a card', { ...said, author: 'me', kind: 'rich_message', text: '' }, 'You: Card'],
  ['a customer’s form', { ...said, author: 'customer', kind: 'filled_form', text: '' }, 'Ada: Form'],
  ['words that show nothing', { ...said, author: 'customer', text: '\u202e' }, 'Ada: Message'],
  ['words that turn others around', { ...said, author: 'me', text: 'a\u202eb\nc' }, 'You: ab c'],
] as const)('the last line, by %s', (_, line, words) => {
  const { author, words: shown } = lineWords(line);
  expect(`${author} ${shown}`).toBe(words);
});

test.each([
  ['that is one', 'Ada', 'Ada'],
  ['that is empty', '', 'Customer'],
  ['that shows nothing', '\u202e\u200b', 'Customer'],
])('a customer with a name %s', (_, customer, name) => {
  expect(customerText(customer)).toBe(name);
});

test('says how long ago a message was: nothing flickers in the first minute, nor with a clock that is wrong', () => {
  const now = Date.now();
  expect(chatAge(now - 59_999, now)).toBe('now');
  expect(chatAge(now + 3_600_000, now)).toBe('now');
  expect(chatAge(now - 60_000, now)).toBe('1 minute ago');
  expect(chatAge(now - 3_600_000, now)).toBe(clock(now - 3_600_000));
});

test('that the agent has none is said only where all are known', () => {
  for (const summary of [undefined, {}]) expect(noChatsText(summary)).toBe('You have no chats.');
  expect(noChatsText({ isAtLeast: true })).toBe(
    'None of the chats that were fetched is yours. LiveChat has more.',
  );
});
