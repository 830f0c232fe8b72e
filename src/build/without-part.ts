import type { Plugin } from 'vite';

/**
 * Takes a part out of a package that nobody here uses. The build fails when the part is not there: then the package has
 * changed, and needs another look.
 *
 * @param file the package's file, as a glob
 * @param instead what takes its place
 */
export const withoutPart = (name: string, file: string, part: RegExp, instead: string): Plugin => ({
  name: `without-${name}`,
  transform: {
    filter: { id: file },
    handler(code) {
      if (!part.test(code)) this.error(`${name} is not where it was`);
      return { code: code.replace(part, instead), map: null };
    },
  },
});
