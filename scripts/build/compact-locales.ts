import { readdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Plugin } from 'vite';
import { shippedTexts } from './shipped-texts.ts';

/** Takes out of the texts in a build what only translators read: a browser parses all of it at each start. */
export function compactLocales(): Plugin {
  return {
    name: 'compact-locales',
    apply: 'build',
    // What is copied from `public` is in place by then.
    writeBundle: async ({ dir = '' }) => {
      const locales = join(dir, '_locales');
      for (const locale of await readdir(locales)) {
        const file = join(locales, locale, 'messages.json');
        await writeFile(file, JSON.stringify(shippedTexts(JSON.parse(await readFile(file, 'utf8')))));
      }
    },
  };
}
