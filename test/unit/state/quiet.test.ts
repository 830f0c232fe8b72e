import { expect, test } from 'vitest';
import { isQuietAt } from '../../../src/state/quiet.ts';

const now = Date.parse('2026-11-22T14:00:00Z');
const hour = 60 * 60_000;

test.each([
  ['nobody wants that', undefined, false],
  ['the agent wants it for an hour', now + hour, true],
  ['the hour is over', now, false],
  ['the agent wants it until tomorrow', now + 10 * hour, true],
  ['another clock has told the time', now + 26 * hour, false],
])('whether no notification is to come, where %s: %3$s', (_, quietUntil, isQuiet) => {
  expect(isQuietAt(now, quietUntil)).toBe(isQuiet);
});
