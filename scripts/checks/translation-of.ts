import type { Texts } from '../../scripts/build/shipped-texts.ts';
import { directionOf, languageTagOf } from './language-tag.ts';
import { isPlural, pluralForm } from './plural-form.ts';

/**
 * Makes what a translation begins with: the English texts, in the plural forms of a language, without what is for
 * translators.
 *
 * @param folder the name that its folder in `public/_locales` will have
 * @throws Error where Chrome knows no locale of this name
 */
export function translationOf(en: Texts, folder: string): Texts {
  const tag = languageTagOf(folder);
  const forms = new Intl.PluralRules(tag).resolvedOptions().pluralCategories;
  const texts = Object.entries(en).flatMap(([key, { message, placeholders }]) => {
    const contents = Object.entries(placeholders ?? {}).map(([name, { content }]) => [name, { content }]);
    const text = { message, ...(placeholders && { placeholders: Object.fromEntries(contents) }) };
    if (!isPlural(key, en)) return [[key, text]];
    const base = key.replace(pluralForm, '');
    return key.endsWith('_other') ? forms.map((form) => [`${base}_${form}`, text]) : [];
  });
  return {
    ...Object.fromEntries(texts),
    language: { message: tag },
    direction: { message: directionOf(tag) },
  };
}
