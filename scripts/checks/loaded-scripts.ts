import { posix } from 'node:path';
import { parseAst } from 'vite';

/**
 * Lists the scripts that a page or a service worker loads before it runs: what an HTML page names, and all that is
 * imported. One that would load more later is refused, as that would cost nothing here.
 *
 * @param entry path of a page (`.html`) or of a script, in the built extension
 * @param read the content of a file of the built extension
 * @returns paths in the built extension
 */
export function loadedScripts(entry: string, read: (path: string) => string): string[] {
  const loaded = new Set<string>();
  const add = (path: string) => {
    if (loaded.has(path)) return;
    loaded.add(path);
    for (const address of importsOf(read(path))) add(resolve(path, address));
  };
  if (!entry.endsWith('.html')) add(entry);
  else
    for (const [, address = ''] of read(entry).matchAll(/<script\b[^>]*\bsrc="([^"]+)"/g))
      add(resolve(entry, address));
  return [...loaded];
}

const resolve = (from: string, address: string): string =>
  address.startsWith('/') ? address.slice(1) : posix.join(posix.dirname(from), address);

/** The addresses that a script imports by `import` or `export … from`. */
function importsOf(code: string): string[] {
  const { body } = parseAst(code);
  if (importsLater(body)) throw new Error('A script has an import(), which no budget counts');
  return body.flatMap((statement) =>
    'source' in statement && statement.source ? [String(statement.source.value)] : [],
  );
}

/** Tells whether there is an `import()` somewhere in a syntax tree. */
const importsLater = (node: unknown): boolean =>
  typeof node === 'object' &&
  node !== null &&
  (('type' in node && node.type === 'ImportExpression') || Object.values(node).some(importsLater));
