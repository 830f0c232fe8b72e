import type { Plugin } from 'vite';

/**
 * Writes what is not ASCII in a script as `\u` escapes. A browser keeps the text of each script in memory as long as it runs, with
 * two bytes for each character as soon as one of them is not ASCII.
 */
export const asciiOnly = (): Plugin => ({
  name: 'ascii-only',
  enforce: 'post',
  generateBundle: {
    order: 'post',
    handler(_, bundle) {
      for (const output of Object.values(bundle)) {
        if (output.type === 'chunk') output.code = escapeNonAscii(output.code);
      }
    },
  },
});

/** Escapes what is not ASCII, which in a minified script stands in strings, templates, regular expressions and names alone. */
export const escapeNonAscii = (code: string): string =>
  code.replace(/[^\0-\x7f]/g, (unit) => `\\u${unit.charCodeAt(0).toString(16).padStart(4, '0')}`);
