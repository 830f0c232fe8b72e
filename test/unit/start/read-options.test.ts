import { expect, test } from 'vitest';
import { hasScreen, readOptions as readOptionsIn } from '../../../scripts/start/read-options.ts';

const readOptions = (args: string[], hasScreen: boolean) =>
  readOptionsIn(args, hasScreen, ['en', 'pl', 'pt_BR']);

test.each([
  [[], { browser: undefined, tour: false, watch: false }],
  [['--browser', 'edge'], { browser: 'edge', tour: false, watch: false }],
  [['--browser=firefox'], { browser: 'firefox', tour: false, watch: false }],
  [['--tour'], { browser: undefined, tour: true, watch: false }],
  [['--tour', '--browser', 'chrome'], { browser: 'chrome', tour: true, watch: false }],
  [['--watch', '--browser', 'edge'], { browser: 'edge', tour: false, watch: true }],
  [['--language', 'pt_BR'], { browser: undefined, tour: false, language: 'pt_BR', watch: false }],
])('with a screen, %j asks for %j', (args, options) => {
  expect(readOptions(args, true)).toEqual(options);
});

test('without a screen, all that can be asked for is the tour', () => {
  expect(readOptions([], false)).toEqual({ browser: undefined, tour: true, watch: false });
  expect(readOptions(['--browser', 'edge'], false)).toEqual({ browser: 'edge', tour: true, watch: false });
});

test('a browser that there is no build for: it names the three', () => {
  const problem = 'There is no browser "netscape" to choose, only chrome, edge, firefox.';
  expect(() => readOptions(['--browser', 'netscape'], true)).toThrow(problem);
});

test('the tour is not for Firefox, and without a screen it says why there is nothing else', () => {
  const args = ['--browser', 'firefox'];
  expect(() => readOptions(['--tour', ...args], true)).toThrow(/^The tour needs Chromium/);
  expect(() => readOptions(args, false)).toThrow(/^There is no screen, so .* needs Chromium/);
});

test('a language that there are no texts in: it names those there are', () => {
  const problem = 'There are no texts in "pt-BR", only in en, pl, pt_BR.';
  expect(() => readOptions(['--language', 'pt-BR'], true)).toThrow(problem);
});

test('a language is for a window of Chromium, Chrome or Edge', () => {
  const args = ['--language', 'pl'];
  expect(() => readOptions([...args, '--tour'], true)).toThrow(/^The tour is in English/);
  expect(() => readOptions(args, false)).toThrow(/^There is no screen, so .* in English/);
  expect(() => readOptions([...args, '--browser', 'firefox'], true)).toThrow(/^Firefox speaks/);
});

test('watching is for a window of Chromium’s family, and not for the tour', () => {
  expect(() => readOptions(['--watch', '--browser', 'firefox'], true)).toThrow(/^--watch needs Chromium/);
  expect(() => readOptions(['--watch', '--tour'], true)).toThrow(/choose one of them\.$/);
  expect(() => readOptions(['--watch'], false)).toThrow(/^There is no screen, .*--watch needs a window/);
});

test.each([
  ['linux', {}, false],
  ['linux', { DISPLAY: '', WAYLAND_DISPLAY: '' }, false],
  ['linux', { DISPLAY: ':0' }, true],
  ['linux', { WAYLAND_DISPLAY: 'wayland-0' }, true],
  ['darwin', {}, true],
  ['win32', {}, true],
] as const)('%s with %j has a screen: %s', (platform, env, expected) => {
  expect(hasScreen(platform, env)).toBe(expected);
});
