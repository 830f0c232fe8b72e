/**
 * Checks the texts in `public/_locales`: every text is used and described for translators, every language has every
 * text, in all its plural forms and with the same placeholders. That a text which is used exists is for TypeScript to
 * check.
 *
 *     tsx scripts/checks/texts.ts
 */
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { Texts } from '../../scripts/build/shipped-texts.ts';
import { readConfig } from '../../src/config/read-config.ts';
import { messageOf } from '../message-of.ts';
import { problemsOf } from './problems-of.ts';
import { textsFrom } from './texts-from.ts';

const repository = fileURLToPath(new URL('../..', import.meta.url));
const read = (path: string): string => readFileSync(join(repository, path), 'utf8');

// What the build puts in place, for the modules below.
Object.assign(globalThis, {
  __LIVECHAT_CONFIG__: readConfig(JSON.parse(read('livechat.config.json')), process.env),
  __BROWSER__: 'chrome',
});
const { fillings } = await import('./fillings.ts');

/** The texts of a folder; what is wrong with its file goes with the folder's name. */
function textsIn(folder: string): Texts {
  try {
    return textsFrom(read(`public/_locales/${folder}/messages.json`));
  } catch (error) {
    console.error(`${folder}: ${messageOf(error)}`);
    process.exit(1);
  }
}

const languages: Record<string, Texts> = Object.fromEntries(
  readdirSync(join(repository, 'public/_locales')).map((folder) => [folder, textsIn(folder)]),
);
const sources = readdirSync(join(repository, 'src'), { recursive: true, encoding: 'utf8' })
  .filter((path) => /\.tsx?$/.test(path))
  .map((path) => read(join('src', path)));

const problems = problemsOf({ languages, sources: [...sources, read('manifest.json')], fillings });
if (problems.length > 0) console.error(problems.join('\n'));
process.exitCode = problems.length > 0 ? 1 : 0;
