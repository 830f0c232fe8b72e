import { expect, test } from 'vitest';
import { chromeLocales, directionOf, languageTagOf } from '../../../scripts/checks/language-tag.ts';

test.each([
  ['en', 'en'],
  ['fil', 'fil'],
  ['pt_BR', 'pt-BR'],
  ['zh_CN', 'zh-CN'],
  ['es_419', 'es-419'],
])('the folder %s has texts in the language %s', (folder, tag) => {
  expect(languageTagOf(folder)).toBe(tag);
});

test.each(chromeLocales)('Intl knows the plural forms of %s', (locale) => {
  expect(Intl.PluralRules.supportedLocalesOf(languageTagOf(locale))).toHaveLength(1);
});

test.each([
  ['pt-BR', 'pt_BR, pt_PT'],
  ['pt_br', 'pt_BR, pt_PT'],
  ['PL', 'pl'],
  ['zh', 'zh_CN, zh_TW'],
  ['.DS_Store', chromeLocales.join(', ')],
])('Chrome ignores a folder named %s, and the error tells which it knows', (folder, known) => {
  expect(() => languageTagOf(folder)).toThrow(
    new Error(`Chrome ignores a folder of this name; it must be one of ${known}`),
  );
});

test('Arabic, Persian and Hebrew are written from right to left, all others from left to right', () => {
  const written = chromeLocales.filter((locale) => directionOf(languageTagOf(locale)) === 'rtl');
  expect(written).toEqual(['ar', 'fa', 'he']);
});
