import { expect, test } from 'vitest';
import { hasScreen, readOptions as readOptionsIn } from '../../../scripts/start/read-options.ts';

const readOptions = (args: string[], hasScreen: boolean) =>
  readOptionsIn(args, hasScreen, ['en', 'pl', 'pt_BR']);

test.each([
  ['nothing', '', {}],
  ['Edge', '--browser edge', { browser: 'edge' }],
  ['Firefox', '--browser=firefox', { browser: 'firefox' }],
  ['the tour', '--tour', { tour: true }],
  ['the tour in Chrome', '--tour --browser chrome', { tour: true, browser: 'chrome' }],
  ['Edge that follows changes', '--watch --browser edge', { watch: true, browser: 'edge' }],
  ['a language', '--language pt_BR', { language: 'pt_BR' }],
])('with a screen, %s can be asked for', (_, typed, options) => {
  const args = typed.split(' ').filter(Boolean);
  expect(readOptions(args, true)).toEqual({ browser: undefined, tour: false, watch: false, ...options });
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
  ['Linux has no screen', 'linux', {}, false],
  ['Linux with empty names of displays has no screen', 'linux', { DISPLAY: '', WAYLAND_DISPLAY: '' }, false],
  ['Linux with X has a screen', 'linux', { DISPLAY: ':0' }, true],
  ['Linux with Wayland has a screen', 'linux', { WAYLAND_DISPLAY: 'wayland-0' }, true],
  ['macOS has a screen', 'darwin', {}, true],
  ['Windows has a screen', 'win32', {}, true],
] as const)('%s', (_, platform, env, expected) => {
  expect(hasScreen(platform, env)).toBe(expected);
});
