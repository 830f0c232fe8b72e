import type { Plugin } from 'vite';

/**
 * Takes a part out of a package that nobody here uses. The build fails when the part or the file is not there: then the
 * package has changed, and needs another look.
 *
 * @param name what the part is called in the build's errors
 * @param file the package's file, as a glob
 * @param part what it looks like
 * @param instead what takes its place
 */
export function withoutPart(name: string, file: string, part: RegExp, instead: string): Plugin {
  let isDone = false;
  return {
    name: `without-${name}`,
    buildStart() {
      isDone = false;
    },
    transform: {
      filter: { id: file },
      handler(code) {
        if (!part.test(code)) this.error(`${name} is not where it was`);
        isDone = true;
        return { code: code.replace(part, instead), map: null };
      },
    },
    generateBundle() {
      if (!isDone) this.error(`${name}: there is no ${file}`);
    },
  };
}
