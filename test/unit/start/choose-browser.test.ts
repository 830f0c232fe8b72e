import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { findBrowser } from '../../../scripts/browser/find-browser.ts';

beforeEach(() => {
  for (const name of ['PATH', 'CHROME_PATH', 'EDGE_PATH', 'FIREFOX_PATH']) vi.stubEnv(name, '');
  vi.stubEnv('BROWSERS_FOLDER', '/nowhere');
});
afterEach(() => vi.unstubAllEnvs());

// Elsewhere, browsers are looked for in folders that no variable names.
test.runIf(process.platform === 'linux').for([
  ['any of Chromium’s family', [], 'No Chromium or Chrome, no Edge was found'],
  ['Edge', ['edge'], 'No Edge was found'],
  ['Firefox', ['firefox'], 'No Firefox was found'],
] as const)('without %s it says how to get one', ([, names, problem]) => {
  const find = () => findBrowser(...names);
  expect(find).toThrow(problem);
  expect(find).toThrow(/nstall it/);
});

test('a browser in an unusual place is found by its variable, and a wrong one named', () => {
  vi.stubEnv('EDGE_PATH', process.execPath);
  expect(findBrowser('edge')).toBe(process.execPath);
  vi.stubEnv('EDGE_PATH', '/nowhere/edge');
  expect(() => findBrowser('edge')).toThrow('EDGE_PATH names a browser that does not exist: /nowhere/edge');
});
