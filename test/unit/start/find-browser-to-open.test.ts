import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { findBrowserToOpen } from '../../../scripts/start/find-browser-to-open.ts';

beforeEach(() => {
  for (const name of ['CHROME_PATH', 'EDGE_PATH', 'FIREFOX_PATH']) vi.stubEnv(name, '/nowhere');
});
afterEach(() => vi.unstubAllEnvs());

test('the browser that is asked for, or any of Chromium’s family', () => {
  vi.stubEnv('CHROME_PATH', process.execPath);
  expect(findBrowserToOpen(undefined)).toBe(process.execPath);
  expect(() => findBrowserToOpen('firefox')).toThrow('FIREFOX_PATH');
});

test('without one of Chromium’s family it says how to open Firefox, unless another was asked for', () => {
  expect(() => findBrowserToOpen(undefined)).toThrow('npm start -- --browser firefox');
  expect(() => findBrowserToOpen('edge')).not.toThrow('--browser');
});
