/**
 * Checks the texts in `public/_locales`: every text is used, every language has every text, in all its plural forms
 * and with the same placeholders. That a text which is used exists is for TypeScript to check.
 *
 *     tsx scripts/checks/texts.ts
 */
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { readConfig } from '../../src/config/read-config.ts';
import { problemsOf, type Texts } from './problems-of.ts';

const repository = fileURLToPath(new URL('../..', import.meta.url));
const read = (path: string): string => readFileSync(join(repository, path), 'utf8');

// What the build puts in place, for the modules below.
Object.assign(globalThis, {
  __LIVECHAT_CONFIG__: readConfig(JSON.parse(read('livechat.config.json')), process.env),
  __BROWSER__: 'chrome',
});
const { fillings } = await import('./fillings.ts');

const languages: Record<string, Texts> = Object.fromEntries(
  readdirSync(join(repository, 'public/_locales')).map((language) => [
    language,
    JSON.parse(read(`public/_locales/${language}/messages.json`)),
  ]),
);
const sources = readdirSync(join(repository, 'src'), { recursive: true, encoding: 'utf8' })
  .filter((path) => /\.tsx?$/.test(path))
  .map((path) => read(join('src', path)));

const problems = problemsOf({ languages, sources: [...sources, read('manifest.json')], fillings });
if (problems.length > 0) console.error(problems.join('\n'));
process.exitCode = problems.length > 0 ? 1 : 0;
