import { readdirSync } from 'node:fs';

/** Lists the TypeScript files in a folder of the repository and below it, with slashes on every system. */
export const sourceFilesIn = (folder: string): string[] =>
  readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .map((path) => `${folder}/${path.replaceAll('\\', '/')}`)
    .filter((path) => /\.tsx?$/.test(path));
