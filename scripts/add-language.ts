/**
 * Begins a translation: a folder in `public/_locales` with the English texts, in the plural forms of its language.
 *
 *     npx tsx scripts/add-language.ts pt_BR
 */
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { textsFrom } from '../scripts/checks/texts-from.ts';
import { translationOf } from '../scripts/checks/translation-of.ts';
import { messageOf } from './message-of.ts';

process.chdir(fileURLToPath(new URL('../public/_locales', import.meta.url)));
const [folder = ''] = process.argv.slice(2);
try {
  const texts = translationOf(textsFrom(readFileSync('en/messages.json', 'utf8')), folder);
  // Fails where there is one: a translation is not to be overwritten.
  mkdirSync(folder);
  writeFileSync(`${folder}/messages.json`, `${JSON.stringify(texts, null, 2)}\n`);
  console.log(`Translate public/_locales/${folder}/messages.json as docs/translating.md says.`);
} catch (error) {
  console.error(messageOf(error));
  process.exitCode = 1;
}
