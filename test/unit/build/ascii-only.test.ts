import { expect, test } from 'vitest';
import { escapeNonAscii } from '../../../scripts/build/ascii-only.ts';

test('a script in ASCII means the same', () => {
  const code = "const é = ['…', `·\n😀`, /^[–é]$/u.test('–'), '\\n'];é";
  const ascii = escapeNonAscii(code);
  expect(ascii).toMatch(/^[\0-\x7f]+$/);
  const run = (text: string) => new Function(text.replace(/;(\S+)$/, ';return $1'))();
  expect(run(ascii)).toEqual(run(code));
  expect(run(ascii)).toEqual(['…', '·\n😀', true, '\n']);
});
