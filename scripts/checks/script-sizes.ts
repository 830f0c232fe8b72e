import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { loadedScripts } from './loaded-scripts.ts';

/** Describes the script that one page loads, in bytes. */
export type ScriptSize = { raw: number; gzip: number };

/**
 * Measures the script that each page of a built extension loads, and its service worker.
 *
 * @param folder the built extension
 */
export function scriptSizes(folder: string): Record<string, ScriptSize> {
  const read = (path: string): string => readFileSync(join(folder, path), 'utf8');
  const { background } = JSON.parse(read('manifest.json'));
  const pages = readdirSync(folder, { recursive: true, encoding: 'utf8' }).filter((path) =>
    path.endsWith('.html'),
  );
  return Object.fromEntries(
    [...pages.sort(), background.service_worker as string].map((entry) => {
      const scripts = loadedScripts(entry, read).map((path) => Buffer.from(read(path)));
      const raw = scripts.reduce((sum, { length }) => sum + length, 0);
      const gzip = scripts.reduce((sum, script) => sum + gzipSync(script, { level: 9 }).length, 0);
      return [entry.endsWith('.html') ? entry : 'service worker', { raw, gzip }];
    }),
  );
}
