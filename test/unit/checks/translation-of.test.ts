import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { chromeLocales } from '../../../scripts/checks/language-tag.ts';
import { problemsOf } from '../../../scripts/checks/problems-of.ts';
import { textsFrom } from '../../../scripts/checks/texts-from.ts';
import { translationOf } from '../../../scripts/checks/translation-of.ts';

const en = textsFrom(readFileSync('public/_locales/en/messages.json', 'utf8'));

test.each(chromeLocales.filter((locale) => locale !== 'en'))(
  'a translation into %s begins without a problem',
  (folder) => {
    const languages = { en, [folder]: translationOf(en, folder) };
    const problems = problemsOf({ languages, sources: [], fillings: {} });
    expect(problems.filter((problem) => problem.startsWith(`${folder}:`))).toEqual([]);
  },
);

test('it has the plural forms of its language, and its texts stay in their order', () => {
  const few = translationOf(en, 'pl');
  expect(Object.keys(few).filter((key) => key.startsWith('search_hits'))).toEqual([
    'search_hits_few',
    'search_hits_many',
    'search_hits_one',
    'search_hits_other',
  ]);
  expect(Object.keys(translationOf(en, 'en_GB'))).toEqual(Object.keys(en));
});
