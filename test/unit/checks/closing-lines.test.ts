import { expect, test } from 'vitest';
import { closingLines, isGood, type Outcome } from '../../support/closing-lines.ts';

const good: Outcome = { passed: 3, failed: 0, skipped: 0, retried: [], hasOtherErrors: false };

test.each<[string, Partial<Outcome>, boolean, string]>([
  ['all passed', {}, true, '3 passed, 0 failed'],
  ['some were skipped', { skipped: 2 }, true, '3 passed, 0 failed, 2 skipped'],
  ['one failed', { failed: 1 }, false, '3 passed, 1 failed'],
  ['a file did not load', { hasOtherErrors: true }, false, '3 passed, 1 failed'],
  ['two tried again', { retried: ['a', 'b'] }, true, '3 passed, 0 failed'],
  ['three tried again', { retried: ['a', 'b', 'c'] }, false, '3 passed, 1 failed'],
  ['one failed, and three tried again', { failed: 1, retried: ['a', 'b', 'c'] }, false, '3 passed, 1 failed'],
])('%s', (_, changes, isGoodThen, last) => {
  const outcome = { ...good, ...changes };
  expect(isGood(outcome)).toBe(isGoodThen);
  expect(closingLines(outcome).at(-1)).toBe(last);
});

test('the line before the last says how many tried again, and those before it which', () => {
  expect(closingLines({ ...good, retried: ['a > b'] }).slice(0, -1)).toEqual([
    'Passed at the second try only: a > b',
    'Tried again: 1, of 2 at most',
  ]);
});
