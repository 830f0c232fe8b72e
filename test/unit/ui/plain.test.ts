import fc from 'fast-check';
import { expect, it } from 'vitest';
import { plain } from '../../../src/ui/plain.ts';

it.each([
  ['leaves text alone', 'Zażółć gęślą jaźń · 日本語', 'Zażółć gęślą jaźń · 日本語'],
  ['leaves markup as text', '<b>x</b>', '<b>x</b>'],
  ['makes one line of several', ' a\n\tb\u2028c ', 'a b c'],
  ['drops bidi overrides and isolates', '\u202Ea\u2066b\u2069', 'ab'],
  ['drops what has no width', 'a\u200B\uFEFFb', 'ab'],
  ['drops half of a surrogate pair', 'a\uD83D', 'a'],
  ['limits marks on one letter', `Z${'\u0335'.repeat(50)}`, 'Z\u0335\u0335\u0335'],
])('%s', (_, text, expected) => {
  expect(plain(text)).toBe(expected);
});

it('cuts between characters', () => {
  expect(plain('🎉🎉🎉', 2)).toBe('🎉…');
});

it('is never longer than asked, and has nothing invisible in it', () => {
  fc.assert(
    fc.property(
      fc.string({ unit: 'binary', maxLength: 2_000 }),
      fc.integer({ min: 1, max: 50 }),
      (text, max) => {
        const result = plain(text, max);
        expect(Array.from(result).length).toBeLessThanOrEqual(max);
        expect(result).not.toMatch(/[\p{Cc}\p{Cf}\p{Cs}]/u);
      },
    ),
  );
});
