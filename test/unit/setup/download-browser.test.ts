import { mkdirSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { downloadedBrowser } from '../../../scripts/browser/downloaded-browser.ts';
import { downloadBrowser, type Fetch } from '../../../scripts/setup/download-browser.ts';

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'session-badge-download-'));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

/** Fetches a program that ends with an exit code, as its maker would lay it out. */
const fetching =
  (exitCode: number, version = '1'): Fetch =>
  async (need, into) => {
    const path = join(into, need, `linux-${version}`, 'chrome-linux64', need);
    mkdirSync(dirname(path), { recursive: true });
    writeFileSync(path, `#!/bin/sh\necho missing libnss3 >&2\nexit ${exitCode}\n`, { mode: 0o755 });
    return path;
  };

// Elsewhere a downloaded program is not tried.
test.runIf(process.platform === 'linux')(
  'one that starts is found from then on, a newer one in its place',
  async () => {
    expect(downloadedBrowser('chrome', folder)).toBeUndefined();
    const path = await downloadBrowser('chrome', fetching(0), folder);
    expect(downloadedBrowser('chrome', folder)).toBe(path);
    expect(downloadedBrowser('firefox', folder)).toBeUndefined();

    const newer = await downloadBrowser('chrome', fetching(0, '2'), folder);
    expect(newer).toMatch(/linux-2/);
    expect(downloadedBrowser('chrome', folder)).toBe(newer);
    expect(readdirSync(join(folder, 'chrome', 'chrome'))).toEqual(['linux-2']);
  },
);

test.runIf(process.platform === 'linux')(
  'one that lacks a library is not kept, and what it says is told',
  async () => {
    await expect(downloadBrowser('firefox', fetching(127), folder)).rejects.toThrow('missing libnss3');
    expect(downloadedBrowser('firefox', folder)).toBeUndefined();
    expect(readdirSync(folder)).toEqual([]);
  },
);

test('of one that breaks off nothing is left, and an older one stays', async () => {
  const breakingOff: Fetch = async (need, into) => {
    await fetching(0)(need, into);
    throw new Error('socket hang up');
  };
  await expect(downloadBrowser('chrome', breakingOff, folder)).rejects.toThrow('socket hang up');
  expect(readdirSync(folder)).toEqual([]);
});
