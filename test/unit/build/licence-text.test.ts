import { expect, test } from 'vitest';
import { licenceText } from '../../../scripts/build/licence-text.ts';

const preact = { name: 'preact', version: '11.2.0', licence: 'MIT', text: 'The MIT License\n' };

test('names each package with its licence and its source, and has the licences in full', () => {
  const text = licenceText('Our own\n', [preact], 'Inlined\n');
  expect(text).toContain('- preact 11.2.0: MIT; source: https://www.npmjs.com/package/preact/v/11.2.0\n');
  for (const each of ['Our own', 'preact 11.2.0\n\nThe MIT License', 'Inlined']) expect(text).toContain(each);
});

test.each([
  ['preact 11.2.0 is under GPL-3.0-only', { licence: 'GPL-3.0-only', text: 'The GPL' }],
  ['preact 11.2.0 is under ', { licence: '', text: 'Ask us' }],
  ['preact 11.2.0 has no licence file', { licence: 'MIT', text: ' \n' }],
])('refuses what may not ship: %s', (says, licence) => {
  expect(() => licenceText('Our own', [{ ...preact, ...licence }], '')).toThrow(says);
});
