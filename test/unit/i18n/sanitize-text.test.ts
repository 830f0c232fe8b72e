import fc from 'fast-check';
import { expect, it } from 'vitest';
import { sanitizeText } from '../../../src/i18n/sanitize-text.ts';

it.each([
  ['leaves text alone', 'Zażółć gęślą jaźń · 日本語', 'Zażółć gęślą jaźń · 日本語'],
  ['leaves markup as text', '<b>x</b>', '<b>x</b>'],
  ['makes one line of several', ' a\n\tb\u2028c ', 'a b c'],
  ['drops bidi overrides and isolates', '\u202Ea\u2066b\u2069', 'ab'],
  ['drops what has no width', 'a\u200B\uFEFFb', 'ab'],
  ['drops half of a surrogate pair', 'a\uD83D', 'a'],
  ['limits marks on one letter', `Z${'\u0335'.repeat(50)}`, 'Z\u0335\u0335\u0335'],
])('%s', (_, text, expected) => {
  expect(sanitizeText(text)).toBe(expected);
});

it('cuts between characters', () => {
  expect(sanitizeText('🎉🎉🎉', 2)).toBe('🎉…');
  expect(sanitizeText('🎉🎉🎉', 3)).toBe('🎉🎉🎉');
});

it('is never longer than asked, and has nothing invisible in it', () => {
  const bad = fc.constantFrom('\u202E', '\u2066', '\u200B', '\uFEFF', '\u0301', '\u0335', '\uD83D', '\u0085');
  const any = fc.nat(0x10_ffff).map((codePoint) => String.fromCodePoint(codePoint));
  const text = fc.array(fc.oneof(bad, any), { maxLength: 500 });
  fc.assert(
    fc.property(text, fc.integer({ min: 1, max: 50 }), (parts, max) => {
      const result = sanitizeText(parts.join(''), max);
      expect(Array.from(result).length).toBeLessThanOrEqual(max);
      expect(result).not.toMatch(/[\p{Cc}\p{Cf}\p{Cs}]|\p{M}{4}/u);
    }),
    { numRuns: 1_000 },
  );
});
