import { expect, test } from 'vitest';
import { textsFrom } from '../../../scripts/checks/texts-from.ts';

test('texts are read with what is for translators', () => {
  const texts = {
    plain: { message: 'Plain' },
    greeting: {
      message: 'Hello $NAME$',
      description: 'Popup, at the top',
      placeholders: { name: { content: '$1', example: 'Ann' } },
    },
  };
  expect(textsFrom(JSON.stringify(texts))).toEqual(texts);
});

test.each([
  ['a text that is only words', { greeting: 'Hello' }, 'greeting'],
  ['a misspelt field', { greeting: { message: 'Hello', descripton: 'Popup' } }, 'greeting.descripton'],
  [
    'a number for a placeholder',
    { a: { message: '$N$', placeholders: { n: { content: '1' } } } },
    '$1 to $9',
  ],
  ['a name in capitals', { a: { message: '$N$', placeholders: { N: { content: '$1' } } } }, 'small letters'],
])('%s is refused, and the error says where', (_, texts, said) => {
  expect(() => textsFrom(JSON.stringify(texts))).toThrow(said);
});
