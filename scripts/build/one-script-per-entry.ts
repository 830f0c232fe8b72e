import { posix } from 'node:path';
import { build, type Plugin } from 'vite';

/**
 * Gives each page, and the service worker, one script with only what it uses. Of a module in a shared chunk every page
 * would load what any other uses, pages would wait for several files, and small files compress badly. The scripts are
 * made small only then, when everything is in its place.
 */
export function oneScriptPerEntry(): Plugin {
  return {
    name: 'one-script-per-entry',
    apply: 'build',
    config: () => ({ build: { minify: false, cssMinify: true } }),
    generateBundle: {
      // Before Vite lists the chunks in the pages, to be loaded beforehand.
      order: 'pre',
      async handler(_options, bundle) {
        const chunks = Object.values(bundle).filter((each) => each.type === 'chunk');
        const codeOf = new Map(chunks.map(({ fileName, code }) => [fileName, code]));
        for (const chunk of chunks) {
          if (chunk.isEntry)
            Object.assign(chunk, { code: await joined(chunk.fileName, codeOf), imports: [] });
          else delete bundle[chunk.fileName];
        }
      },
    },
  };
}

/** Joins the code of a chunk with all that it imports, minified. */
async function joined(input: string, codeOf: ReadonlyMap<string, string>): Promise<string> {
  const chunks: Plugin = {
    name: 'chunks',
    enforce: 'pre',
    resolveId: (id, importer) => (importer ? posix.join(posix.dirname(importer), id) : id),
    load: (id) => codeOf.get(id),
  };
  const result = await build({
    configFile: false,
    logLevel: 'error',
    publicDir: false,
    plugins: [chunks],
    build: {
      write: false,
      target: 'esnext',
      // CRXJS hands itself the manifest in what a script exports.
      rolldownOptions: {
        input,
        preserveEntrySignatures: 'strict',
        output: { minify: true, comments: false },
      },
    },
  });
  const [output] = [result].flat().flatMap((each) => ('output' in each ? each.output : []));
  if (output?.type !== 'chunk') throw new Error(`Vite made no script of ${input}`);
  return output.code;
}
