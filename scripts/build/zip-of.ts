import { readdirSync, readFileSync } from 'node:fs';
import { join, sep } from 'node:path';
import { type Zippable, zipSync } from 'fflate';

/** Lists the files in a folder and its folders, in an order that no file system or language changes. */
export const filesIn = (folder: string): string[] =>
  readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((each) => each.isFile())
    .map((each) => join(each.parentPath, each.name).slice(folder.length + 1))
    .map((path) => path.replaceAll(sep, '/'))
    .sort();

/**
 * Packs a folder as a zip, which depends on the names and bytes of its files alone: fflate compresses in JavaScript,
 * not by the zlib of whichever Node, and ZIP keeps local times, so noon on its first day is the same bytes everywhere.
 */
export function zipOf(folder: string): Uint8Array {
  const files: Zippable = {};
  for (const path of filesIn(folder)) files[path] = readFileSync(join(folder, path));
  return zipSync(files, { level: 9, mtime: new Date(1980, 0, 1, 12), os: 0, attrs: 0 });
}
