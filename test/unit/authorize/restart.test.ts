import { expect, test } from 'vitest';
import { canTryRedirect, flowOf, memoryFrom, searchFor } from '../../../src/authorize/restart.ts';

const none = { hasRetried: false, triesRedirect: false };

test('an address without a query remembers nothing', () => {
  expect(memoryFrom('')).toEqual(none);
  expect(searchFor(none)).toBe('');
});

test.each([
  [true, false],
  [false, true],
  [true, true],
])('an address remembers: retried %s, redirect %s', (hasRetried, triesRedirect) => {
  const memory = { hasRetried, triesRedirect };
  expect(memoryFrom(`?${searchFor(memory)}`)).toEqual(memory);
});

test('the flow is the chosen one, unless the agent tries the redirect', () => {
  expect(flowOf(none, 'popup')).toBe('popup');
  expect(flowOf(none, 'redirect')).toBe('redirect');
  expect(flowOf({ ...none, triesRedirect: true }, 'popup')).toBe('redirect');
});

test('the redirect flow can be tried where another is in use and no administrator prescribes one', () => {
  expect(canTryRedirect('popup', undefined)).toBe(true);
  expect(canTryRedirect('popup', 'popup')).toBe(false);
  expect(canTryRedirect('redirect', undefined)).toBe(false);
});
