/**
 * Lists the locales that Chrome reads texts of, as it names their folders; it ignores any other.
 *
 * @see https://developer.chrome.com/docs/extensions/reference/api/i18n
 */
export const chromeLocales: readonly string[] = (
  'am ar bg bn ca cs da de el en en_AU en_GB en_US es es_419 et fa fi fil fr gu he hi hr hu id it ja kn ko lt lv ml ' +
  'mr ms nl no pl pt_BR pt_PT ro ru sk sl sr sv sw ta te th tr uk vi zh_CN zh_TW'
).split(' ');

/** Those of `chromeLocales` that are written from right to left. */
const rightToLeft: readonly string[] = ['ar', 'fa', 'he'];

const languageOf = (name: string): string => name.toLowerCase().split(/[_-]/)[0] ?? '';

/**
 * Maps the name of a folder in `public/_locales` to a BCP 47 tag, such as `pt_BR` to `pt-BR`: Chrome separates by
 * underscores, `Intl` and HTML by hyphens.
 *
 * @throws Error naming the locales of that language, where Chrome knows no locale of this name
 */
export function languageTagOf(folder: string): string {
  if (chromeLocales.includes(folder)) return folder.replace('_', '-');
  const near = chromeLocales.filter((locale) => languageOf(locale) === languageOf(folder));
  const known = near.length > 0 ? near : chromeLocales;
  throw new Error(`Chrome ignores a folder of this name; it must be one of ${known.join(', ')}`);
}

/** Tells how a language is written, in the words of HTML's `dir`. */
export const directionOf = (tag: string): 'ltr' | 'rtl' =>
  rightToLeft.includes(languageOf(tag)) ? 'rtl' : 'ltr';
