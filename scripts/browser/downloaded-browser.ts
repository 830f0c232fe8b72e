import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

/**
 * Finds the folder for the browsers that `npm run setup` downloads: `.browsers`, which git ignores, or
 * `BROWSERS_FOLDER`.
 */
export const browsersFolder = (): string =>
  process.env['BROWSERS_FOLDER'] || fileURLToPath(new URL('../../.browsers', import.meta.url));

/**
 * Names the file that says, from its folder on, where a downloaded browser is. It is written when the browser is whole.
 */
export const pointerOf = (name: 'chrome' | 'firefox', folder: string): string => join(folder, `${name}.txt`);

/** Finds the path of a browser that `npm run setup` has downloaded, if it has. */
export function downloadedBrowser(
  name: 'chrome' | 'firefox',
  folder: string = browsersFolder(),
): string | undefined {
  const pointer = pointerOf(name, folder);
  if (!existsSync(pointer)) return undefined;
  const path = join(folder, readFileSync(pointer, 'utf8').trim());
  return existsSync(path) ? path : undefined;
}
