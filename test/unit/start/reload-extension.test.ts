import { expect, test } from 'vitest';
import { staysOpen } from '../../../scripts/start/reload-extension.ts';

const origin = 'chrome-extension://abc/';

test.each([
  ['options/index.html', true],
  ['welcome/index.html', true],
  ['popup/index.html', false],
  ['authorize/index.html?code=1', false],
])('after a reload, %s is shown again: %s', (path, expected) => {
  expect(staysOpen(origin + path, origin)).toBe(expected);
});

test('a page of the web is left alone', () => {
  expect(staysOpen('https://example.com/options/', origin)).toBe(false);
});
