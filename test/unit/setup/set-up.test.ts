import { expect, test } from 'vitest';
import type { Machine } from '../../../scripts/setup/machine.ts';
import type { Need } from '../../../scripts/setup/needs.ts';
import { type Hands, setUp } from '../../../scripts/setup/set-up.ts';

const debian: Machine = {
  platform: 'linux',
  distribution: 'debian',
  packageManager: 'apt-get',
  root: 'already',
  restrictsNamespaces: false,
};

const packages: Record<string, Need> = { chromium: 'chrome', 'firefox-esr': 'firefox', xvfb: 'Xvfb' };

/** A machine in memory: what is there, what was done to it and said. `broken` packages cannot be installed. */
function inMemory(there: Need[], { machine = debian, broken = [] as string[], offline = false } = {}) {
  const has = new Set<Need>(there);
  const lines: string[] = [];
  const done: string[] = [];
  const hands: Hands = {
    machine: () => machine,
    find: (need) => (has.has(need) ? `/usr/bin/${need}` : undefined),
    async run(words) {
      done.push(words.slice(-1).join());
      const names = words.filter((word) => packages[word] !== undefined);
      if (names.some((name) => broken.includes(name))) return false;
      for (const name of names) has.add(packages[name] as Need);
      return true;
    },
    async download(browser) {
      if (offline) throw new Error('getaddrinfo ENOTFOUND');
      done.push(`download ${browser}`);
      has.add(browser);
      return `/project/.browsers/${browser}/bin/${browser}`;
    },
    say: (line) => lines.push(line),
  };
  return { hands, lines, done };
}

test('nothing missing: one line, and nobody looks at how it would be installed', async () => {
  const { hands, lines } = inMemory(['chrome', 'firefox']);
  hands.machine = () => {
    throw new Error('looked at');
  };
  expect(await setUp(['chrome', 'firefox'], hands)).toBe(true);
  expect(lines).toEqual(['Nothing is missing: /usr/bin/chrome, /usr/bin/firefox']);
});

test('it says what and how before it acts', async () => {
  const { hands, lines, done } = inMemory([]);
  let saidBefore = 0;
  const { run } = hands;
  hands.run = async (words) => {
    saidBefore ||= lines.length;
    return run(words);
  };
  expect(await setUp(['chrome', 'Xvfb'], hands)).toBe(true);
  expect(done).toEqual(['update', 'chromium', 'xvfb']);
  expect(lines[0]).toBe('Missing: Chromium or Chrome, Xvfb. To be run or downloaded now:');
  expect(lines.slice(1, saidBefore).join('\n')).toMatch(/ update\n.* chromium\n.* xvfb/);
  expect(lines.at(-1)).toBe('Now all is there: /usr/bin/chrome, /usr/bin/Xvfb');
});

test('a browser that its package does not bring is downloaded, and the other packages come all the same', async () => {
  const { hands, done } = inMemory([], { broken: ['firefox-esr'] });
  expect(await setUp(['chrome', 'firefox', 'Xvfb'], hands)).toBe(true);
  expect(done).toEqual(['update', 'chromium', 'firefox-esr', 'xvfb', 'download firefox']);
});

test('what cannot be had is named', async () => {
  const { hands, lines } = inMemory([], { broken: ['chromium', 'xvfb'], offline: true });
  expect(await setUp(['chrome', 'Xvfb'], hands)).toBe(false);
  expect(lines).toContain('  That failed: getaddrinfo ENOTFOUND');
  expect(lines.at(-1)).toBe('Still missing: Chromium or Chrome, Xvfb.');
});

test('where sudo would ask, it does not wait for an answer, and says what to run', async () => {
  const { hands, lines, done } = inMemory([], { machine: { ...debian, root: 'never' } });
  expect(await setUp(['chrome', 'Xvfb'], hands)).toBe(false);
  expect(done).toEqual(['download chrome']);
  expect(lines.at(-1)).toMatch(/^ {2}sudo env .* xvfb$/);
});

test('a downloaded Chrome gets its sandbox; where that needs a password, the person is told', async () => {
  const strict: Machine = { ...debian, distribution: 'ubuntu', root: 'sudo', restrictsNamespaces: true };
  const able = inMemory([], { machine: strict });
  await setUp(['chrome'], able.hands);
  expect(able.done.slice(-2)).toEqual(['download chrome', '/project/.browsers/chrome/bin/chrome-sandbox']);

  const unable = inMemory([], { machine: { ...strict, root: 'never' } });
  expect(await setUp(['chrome'], unable.hands)).toBe(true);
  expect(unable.done).toEqual(['download chrome']);
  expect(unable.lines.join('\n')).toMatch(/> sudo install .*chrome-sandbox\n {2}Run this yourself/);
});
