import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Plugin } from 'vite';
import { licenceText, type ShippedPackage } from './licence-text.ts';

/** Its name in the build. */
export const licenceFileName = 'LICENSES.txt';

/** The folder of the package that a module is from. */
const folderOf = (moduleId: string): string | undefined =>
  /^[^\0]*\/node_modules\/(?:@[^/]+\/)?[^/]+/.exec(moduleId)?.[0];

/** The package in a folder; what it does not tell is empty. */
function packageIn(folder: string): ShippedPackage {
  const { name, version, license } = JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8'));
  const file = readdirSync(folder).find((each) => /^(licen[cs]e|copying)/i.test(each));
  return {
    name,
    version,
    licence: typeof license === 'string' ? license : '',
    text: file ? readFileSync(join(folder, file), 'utf8') : '',
  };
}

/**
 * Puts the licences of all that ships into the build, which fails when one of them does not allow it. Vite has an option
 * for this, but sees only entry chunks after `oneScriptPerEntry`, before which this comes.
 */
export function licenceFile(): Plugin {
  const read = (path: string) => readFileSync(new URL(path, import.meta.url), 'utf8');
  return {
    name: 'licence-file',
    apply: 'build',
    generateBundle: {
      order: 'pre',
      handler(_options, bundle) {
        const folders = Object.values(bundle)
          .flatMap((each) => (each.type === 'chunk' ? each.moduleIds : []))
          .flatMap((moduleId) => folderOf(moduleId) ?? []);
        const packages = [...new Set(folders)].sort().map(packageIn);
        const source = licenceText(read('../../LICENSE'), packages, read('inlined-licences.txt'));
        this.emitFile({ type: 'asset', fileName: licenceFileName, source });
      },
    },
  };
}
