import { execFile } from 'node:child_process';
import { createHash } from 'node:crypto';
import { cpSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { strFromU8, unzipSync } from 'fflate';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { licenceFileName } from '../../scripts/build/licence-file.ts';
import { filesIn, zipOf } from '../../scripts/build/zip-of.ts';
import { referencesOf } from './support/references-of.ts';

const { version, dependencies } = JSON.parse(readFileSync('package.json', 'utf8'));
const temporary = mkdtempSync(join(tmpdir(), 'session-badge-package-'));
const packages = join(temporary, 'packages');

// `npm run package`: has nothing in common with `npm run build` but the source, not even the time of day.
beforeAll(async () => {
  const { VITEST: _, ...clean } = process.env;
  const script = ['node_modules/tsx/dist/cli.mjs', 'scripts/build/package.ts', packages];
  const env = { ...clean, TZ: 'Asia/Kathmandu', NODE_ENV: 'development' };
  await promisify(execFile)(process.execPath, script, { env });
}, 240_000);

afterAll(() => rmSync(temporary, { recursive: true }));

/** The build that is tested, as the store of a browser gets it. */
function builtForStore(browser: string): string {
  const folder = join(temporary, browser);
  cpSync(`dist/${browser}`, folder, { recursive: true });
  const file = join(folder, 'manifest.json');
  // The stores of Chrome and Edge give a key of their own.
  writeFileSync(file, readFileSync(file, 'utf8').replace(/^ *"key": .*\n/m, ''));
  return folder;
}

test('there is one zip for each store, with the version in its name, and a file with their SHA-256', () => {
  expect(readdirSync(packages).sort()).toEqual([
    `session-badge-${version}.sha256`,
    `session-badge-chrome-${version}.zip`,
    `session-badge-firefox-${version}.zip`,
  ]);
});

describe.each(['chrome', 'firefox'])('the zip for %s', (browser) => {
  const name = `session-badge-${browser}-${version}.zip`;
  const zip = () => readFileSync(join(packages, name));
  const entries = () => unzipSync(zip());

  test('has the same bytes each time', () => {
    expect(zip().equals(zipOf(builtForStore(browser)))).toBe(true);
  });

  test('has its SHA-256 in the file, as sha256sum writes it', () => {
    const sum = createHash('sha256').update(zip()).digest('hex');
    const lines = readFileSync(join(packages, `session-badge-${version}.sha256`), 'utf8').split('\n');
    expect(lines).toContain(`${sum}  ${name}`);
  });

  test('holds the build that is tested, byte for byte, and nothing else', () => {
    const packed = entries();
    const built = `dist/${browser}`;
    expect(Object.keys(packed)).toEqual(filesIn(built));
    const others = Object.entries(packed).filter(
      ([path, bytes]) => !readFileSync(join(built, path)).equals(bytes),
    );
    // The stores give a key of their own.
    expect(others.map(([path]) => path)).toEqual(browser === 'chrome' ? ['manifest.json'] : []);
    const { key: _key, ...manifest } = JSON.parse(readFileSync(join(built, 'manifest.json'), 'utf8'));
    expect(JSON.parse(strFromU8(packed['manifest.json'] ?? new Uint8Array()))).toEqual(manifest);
    expect(manifest.version).toBe(version);
  });

  test('holds what the manifest leads to and the licences, and nothing else', () => {
    const texts = Object.entries(entries()).map(([path, bytes]) => [path, strFromU8(bytes)]);
    const files = Object.fromEntries(texts);
    expect(Object.keys(files)).toEqual([licenceFileName, ...referencesOf(files)].sort());
    expect(JSON.stringify(files)).not.toContain('sourceMappingURL');
  });

  test('holds the licence of every dependency', () => {
    const licences = strFromU8(entries()[licenceFileName] ?? new Uint8Array());
    for (const [name, exact] of Object.entries(dependencies))
      expect(licences).toContain(`\n${name} ${exact}\n`);
  });
});
