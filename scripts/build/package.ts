/**
 * `npm run package`: builds what the stores get, and packs it.
 *
 *     tsx scripts/build/package.ts [folder]
 *
 * Puts `session-badge-<browser>-<version>.zip` into the folder, or into `dist`, and beside them
 * `session-badge-<version>.sha256`, with which `sha256sum --check` checks them.
 */
import { createHash } from 'node:crypto';
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { build } from 'vite';
import { zipOf } from './zip-of.ts';

/** The mode of `vite build` for each zip. */
const modes = { chrome: 'store', firefox: 'firefox' };

const target = resolve(process.argv[2] ?? fileURLToPath(new URL('../../dist', import.meta.url)));
process.chdir(fileURLToPath(new URL('../..', import.meta.url)));
// Not whatever else the shell says: it would be another build.
process.env['NODE_ENV'] = 'production';

const { version } = JSON.parse(readFileSync('package.json', 'utf8'));
mkdirSync(target, { recursive: true });
const sums: string[] = [];
for (const [browser, mode] of Object.entries(modes)) {
  const folder = mkdtempSync(join(tmpdir(), 'session-badge-'));
  try {
    await build({ mode, logLevel: 'warn', build: { outDir: folder } });
    const name = `session-badge-${browser}-${version}.zip`;
    const path = join(target, name);
    const zip = zipOf(folder);
    writeFileSync(path, zip);
    sums.push(`${createHash('sha256').update(zip).digest('hex')}  ${name}\n`);
    console.log(`${path}, ${Math.ceil(zip.length / 1000)} kB`);
  } finally {
    rmSync(folder, { recursive: true });
  }
}
writeFileSync(join(target, `session-badge-${version}.sha256`), sums.join(''));
