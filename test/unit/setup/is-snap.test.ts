import { mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { findBrowser, lookForBrowser } from '../../../scripts/browser/find-browser.ts';
import { isSnap } from '../../../scripts/browser/is-snap.ts';

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'session-badge-snap-'));
  vi.stubEnv('PATH', folder);
  for (const name of ['CHROME_PATH', 'EDGE_PATH', 'FIREFOX_PATH']) vi.stubEnv(name, '');
  vi.stubEnv('BROWSERS_FOLDER', '/nowhere');
});
afterEach(() => {
  vi.unstubAllEnvs();
  rmSync(folder, { recursive: true, force: true });
});

/** Writes a program of that name, and returns its path. */
function program(name: string, content: string): string {
  const path = join(folder, name);
  writeFileSync(path, content, { mode: 0o755 });
  return path;
}

const ubuntusScript = '#!/bin/sh\nif [ -x /snap/bin/chromium ]; then\n  exec /snap/bin/chromium "$@"\nfi\n';
const debiansScript = '#!/bin/sh\nexec /usr/lib/chromium/chromium "$@"\n';

// Elsewhere there are no snaps, and browsers are looked for in folders that no variable names.
test.runIf(process.platform === 'linux')(
  'Ubuntu’s script for a snap is no browser, Debian’s for a package is',
  () => {
    program('chromium-browser', ubuntusScript);
    program('firefox', ubuntusScript.replaceAll('chromium', 'firefox'));
    expect(lookForBrowser('chrome')).toBeUndefined();
    expect(() => findBrowser('firefox')).toThrow('npm run setup');

    const path = program('chromium', debiansScript);
    expect(lookForBrowser('chrome')).toBe(path);
  },
);

test('a path in the folder of snaps is one', () => {
  expect(isSnap('/snap/bin/chromium')).toBe(true);
});

test.runIf(process.platform === 'linux')('a link to a program is what the program is', () => {
  const path = join(folder, 'chromium');
  symlinkSync(process.execPath, path);
  expect(isSnap(path)).toBe(false);
});
