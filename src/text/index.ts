import browser from 'webextension-polyfill';
import type messages from '../../public/_locales/en/messages.json';

/** The name of a text in `public/_locales`. */
export type TextKey = keyof typeof messages;

/** A text in the browser's language, with `$1`, `$2`… replaced. */
export function text(key: TextKey, ...substitutions: (string | number)[]): string {
  return browser.i18n.getMessage(key, substitutions.map(String));
}

/** Texts that depend on a number exist once per plural form: `…_one`, `…_few`, `…_many`, `…_other`. */
type PluralKey = TextKey extends infer K ? (K extends `${infer Base}_other` ? Base : never) : never;

/** A text that counts something; `$1` is the number as the browser's language writes it. */
export function plural(key: PluralKey, count: number): string {
  const language = browser.i18n.getUILanguage();
  const form = new Intl.PluralRules(language).select(count);
  const number = new Intl.NumberFormat(language).format(count);
  return browser.i18n.getMessage(`${key}_${form}`, number) || browser.i18n.getMessage(`${key}_other`, number);
}

/** A time of day as the browser's language writes it, such as `14:02`; with the date when it was not today. */
export function clock(at: number): string {
  const today = new Date(at).toDateString() === new Date().toDateString();
  return new Intl.DateTimeFormat(browser.i18n.getUILanguage(), {
    ...(today ? {} : { dateStyle: 'medium' }),
    timeStyle: 'short',
  }).format(at);
}
