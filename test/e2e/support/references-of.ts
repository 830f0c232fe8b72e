import { posix } from 'node:path';

/** Describes the content of each file by its path; that of pictures and the like does not matter. */
export type PackagedFiles = Readonly<Record<string, string>>;

const path = (types: string) => `(?:[\\w@.-]+/)*[\\w@.-]+\\.(?:${types})`;
const inManifest = new RegExp(`"(${path('html|js|json|css|png|svg')})"`, 'g');
const inPage = new RegExp(`(?:src|href)="/?(${path('js|css|png|svg')})"`, 'g');
/** `.json` is what settings are exported to. */
const inScript = new RegExp(`["'\`]\\.{0,2}/?(${path('html|js|css|png|svg')})["'\`]`, 'g');

/** The texts in each language. */
const localesOf = (files: PackagedFiles): string[] =>
  Object.keys(files).filter((file) => /^_locales\/\w+\/messages\.json$/.test(file));

/** The paths that a file names: from the package's root, or from where the file itself is. */
function namedIn(file: string, content: string, files: PackagedFiles): string[] {
  const all = (pattern: RegExp) => [...content.matchAll(pattern)].flatMap(([, named]) => named ?? []);
  if (file === 'manifest.json')
    return [...all(inManifest), ...(content.includes('"default_locale"') ? localesOf(files) : [])];
  if (file.endsWith('.html')) return all(inPage);
  if (!file.endsWith('.js')) return [];
  return all(inScript).map((named) => {
    const nearby = posix.join(posix.dirname(file), named);
    return nearby in files ? nearby : named;
  });
}

/** Lists every file that is needed: the manifest, what it names, what is named there, and so on. Some may not exist. */
export function referencesOf(files: PackagedFiles): string[] {
  const found = ['manifest.json'];
  // Grows while it is gone through.
  for (const file of found) {
    const named = namedIn(file, files[file] ?? '', files);
    found.push(...new Set(named.filter((each) => !found.includes(each))));
  }
  return found.sort();
}
