import browser from 'webextension-polyfill';
import type messages from '../../public/_locales/en/messages.json';

/** Names the texts in `public/_locales`. */
export type TextKey = keyof typeof messages;

/** Gives a text in the browser's language, with `$1`, `$2`… replaced. */
export function t(key: TextKey, ...substitutions: (string | number)[]): string {
  return browser.i18n.getMessage(key, substitutions.map(String));
}

/**
 * Chooses the language for words: the browser's, or that of our texts where those are in another. Numbers, dates and
 * hours are written as the browser does.
 */
function languageOfWords(): string {
  const language = browser.i18n.getUILanguage();
  // Chromium sometimes has no texts at all in the moment after the installation; numbers do not wait for them.
  const ours = t('language') || language;
  return new Intl.Locale(language).language === ours ? language : ours;
}

const formats = new Map<string, unknown>();

/** Makes a format of `Intl` only once: that takes longer than all that is done with it, and lists have hundreds. */
function once<T>(key: string, make: () => T): T {
  if (!formats.has(key)) formats.set(key, make());
  return formats.get(key) as T;
}

/** Writes a number as the browser's language does, such as `1,234`. */
export const number = (count: number): string =>
  once('number', () => new Intl.NumberFormat(browser.i18n.getUILanguage())).format(count);

/** Names the texts that depend on a number. They exist once per plural form: `…_one`, `…_few`, `…_many`, `…_other`. */
type PluralKey = TextKey extends infer K ? (K extends `${infer Base}_other` ? Base : never) : never;

/**
 * Gives a text that counts something.
 *
 * @param written stands for `$1`: the number as the browser's language writes it
 */
export function plural(key: PluralKey, count: number, written = number(count)): string {
  const form = once('plural', () => new Intl.PluralRules(languageOfWords())).select(count);
  return (
    browser.i18n.getMessage(`${key}_${form}`, written) || browser.i18n.getMessage(`${key}_other`, written)
  );
}

/**
 * Writes a moment by the clock on the wall. A format of `Intl` stays in the time zone that it was made in, and `Date`
 * follows the computer when it travels: so the format writes what the wall says as if that were UTC.
 */
function onTheWall(at: number, name: keyof typeof momentFormats): string {
  const format = once(name, () => {
    const language = browser.i18n.getUILanguage();
    // As `timeStyle` has it, with which the parts of a date cannot be chosen.
    const isPadded =
      name === 'day' && !new Intl.DateTimeFormat(language, { hour: 'numeric' }).resolvedOptions().hour12;
    return new Intl.DateTimeFormat(language, {
      ...momentFormats[name],
      ...(isPadded && { hour: '2-digit' }),
      timeZone: 'UTC',
    });
  });
  return format.format(at - new Date(at).getTimezoneOffset() * 60_000);
}

/** Lists how exactly a moment is written. */
const momentFormats = {
  time: { timeStyle: 'short' },
  day: { day: 'numeric', month: 'short', hour: 'numeric', minute: '2-digit' },
  date: { dateStyle: 'medium', timeStyle: 'short' },
  second: { dateStyle: 'short', timeStyle: 'medium' },
} as const satisfies Record<string, Intl.DateTimeFormatOptions>;

/** Writes a time of day as the browser's language does, such as `14:02`; with the date when it was not today. */
export function clock(at: number): string {
  const [then, now] = [new Date(at), new Date()];
  if (then.toDateString() === now.toDateString()) return onTheWall(at, 'time');
  return onTheWall(at, then.getFullYear() === now.getFullYear() ? 'day' : 'date');
}

/** Writes a moment to the second, such as `22/11/2026, 14:02:10`. */
export const dateAndTime = (at: number): string => onTheWall(at, 'second');

/** Writes a length of time in words, such as `30 seconds`. */
export function duration(seconds: number): string {
  const [length, unit] = (
    [
      [3_600, 'hour'],
      [60, 'minute'],
    ] as const
  ).find(([each]) => seconds % each === 0) ?? [1, 'second'];
  return new Intl.NumberFormat(languageOfWords(), { style: 'unit', unit, unitDisplay: 'long' }).format(
    seconds / length,
  );
}

/** Writes in words how long ago something was, such as `5 minutes ago`. */
export const relativeTime = (value: number, unit: 'second' | 'minute'): string =>
  once('relative', () => new Intl.RelativeTimeFormat(languageOfWords(), { numeric: 'auto' })).format(
    -value,
    unit,
  );
