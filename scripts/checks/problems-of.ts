import { namedPlaceholder, type Text, type Texts } from '../../scripts/build/shipped-texts.ts';
import { messageOf } from '../message-of.ts';
import { directionOf, languageTagOf } from './language-tag.ts';
import { isPlural, pluralForm } from './plural-form.ts';

/** Lists the parameters of a text, by the placeholders in its message: `$1 $2`. */
const passedTo = ({ message, placeholders = {} }: Text): string =>
  [...new Set([...message.matchAll(namedPlaceholder)].map(([, name = '']) => name.toLowerCase()))]
    .map((name) => placeholders[name]?.content)
    .sort()
    .join(' ');

/** A description of fewer characters tells nobody where a text stands. */
const shortestDescription = 25;

/** Limits the length of texts for the stores, in characters. */
const longest: Readonly<Record<string, number>> = { extension_name: 45, extension_description: 132 };

/**
 * Finds the problems of the texts; English is what the others are compared with.
 *
 * @param languages the texts of each folder in `public/_locales`, by its name
 * @param fillings what the sources fill into the name of a text, whose place a `*` shows
 */
export function problemsOf(input: {
  languages: Record<string, Texts>;
  sources: readonly string[];
  fillings: Record<string, readonly string[]>;
}): string[] {
  const { en = {}, ...others } = input.languages;
  return [
    ...problemsOfUse(en, input.sources, input.fillings),
    ...problemsForTranslators(en).map((problem) => `en: ${problem}`),
    ...Object.entries({ en, ...others }).flatMap(([folder, texts]) =>
      problemsOfFolder(folder, texts, en).map((problem) => `${folder}: ${problem}`),
    ),
  ];
}

/** Finds what a translator misses in the English texts. */
function problemsForTranslators(en: Texts): string[] {
  return Object.entries(en).flatMap(([key, { message, description = '', placeholders = {} }]) => [
    ...(description.trim().length < shortestDescription || description.trim() === message.trim()
      ? [`${key} needs a description that says where it stands and what it is`]
      : []),
    ...Object.entries(placeholders)
      .filter(([, { example = '' }]) => example.trim() === '')
      .map(([name]) => `${key} needs an example of $${name.toUpperCase()}$`),
  ]);
}

/** Finds the arguments of each call of `t` or `plural`. */
function argumentsIn(source: string): string[] {
  const calls = [...source.matchAll(/\b(?:t|plural)\(/g)].map(({ index, 0: { length } }) => {
    const start = index + length;
    let end = start;
    for (let open = 1; open > 0 && end < source.length; end += 1) {
      if (source[end] === '(') open += 1;
      if (source[end] === ')') open -= 1;
    }
    return source.slice(start, end - 1);
  });
  return calls.filter((each) => each.trim() !== '');
}

/** The words of a source that may name a text: those in the calls; and all, where a call is given a variable. */
function namesIn(source: string): string[] {
  const calls = argumentsIn(source);
  const isSaid = calls.every((each) => /['`]/.test(each));
  const quoted = (isSaid ? calls.join('\n') : source).matchAll(/'(\w+)'/g);
  return [...quoted, ...source.matchAll(/__MSG_(\w+)__/g)].map(([, name = '']) => name);
}

function problemsOfUse(
  en: Texts,
  sources: readonly string[],
  fillings: Record<string, readonly string[]>,
): string[] {
  const templates = sources.flatMap(argumentsIn).flatMap((each) => {
    const [, template] = /^\s*`([^`]*)`/.exec(each) ?? [];
    return template ? [template.replace(/\$\{[^}]*\}/g, '*')] : [];
  });
  const filled = Object.entries(fillings).flatMap(([template, names]) =>
    names.map((name) => template.replace('*', name)),
  );
  const used = new Set([...sources.flatMap(namesIn), ...filled]);
  return [
    ...templates
      .filter((template) => !(template in fillings))
      .map((template) => `\`${template}\`: say in scripts/checks/fillings.ts what is filled in`),
    ...Object.keys(fillings)
      .filter((template) => !templates.includes(template))
      .map((template) => `\`${template}\` in scripts/checks/fillings.ts is not used any more`),
    ...filled.filter((key) => !(key in en)).map((key) => `en: ${key} is missing`),
    ...Object.keys(en)
      .filter((key) => !used.has(isPlural(key, en) ? key.replace(pluralForm, '') : key))
      .map((key) => `en: ${key} is not used`),
  ];
}

/** The problems of a language, or of the folder's name, which says which one it is. */
function problemsOfFolder(folder: string, texts: Texts, en: Texts): string[] {
  try {
    const tag = languageTagOf(folder);
    return [
      ...problemsOfLanguage(tag, texts, en),
      ...Object.entries(texts).flatMap(([key, entry]) => problemsOfText(key, entry)),
      ...(texts === en ? [] : problemsOfTranslation(texts)),
    ];
  } catch (error) {
    return [messageOf(error)];
  }
}

/** Tells whether only one number takes a plural form: then words can stand for it, as in "a new session". */
function isOfOneNumber(tag: string, form: string): boolean {
  const rules = new Intl.PluralRules(tag);
  return (
    Array.from({ length: 200 }, (_, count) => rules.select(count)).filter((each) => each === form).length ===
    1
  );
}

function problemsOfLanguage(tag: string, texts: Texts, en: Texts): string[] {
  const forms = new Intl.PluralRules(tag).resolvedOptions().pluralCategories;
  const wanted = new Set(
    Object.keys(en).flatMap((key) =>
      isPlural(key, en) ? forms.map((form) => `${key.replace(pluralForm, '')}_${form}`) : [key],
    ),
  );
  const placeholders = Object.entries(texts).flatMap(([key, entry]) => {
    const isForm = isPlural(key, en) || isPlural(key, texts);
    const model = en[isForm ? `${key.replace(pluralForm, '')}_other` : key];
    if (!model || passedTo(entry) === passedTo(model)) return [];
    const [, form = ''] = (isForm && pluralForm.exec(key)) || [];
    if (passedTo(entry) === '' && isOfOneNumber(tag, form)) return [];
    return [`${key} has other placeholders than in English`];
  });
  const fixed = { language: tag, direction: directionOf(tag) };
  return [
    ...[...wanted].filter((key) => !(key in texts)).map((key) => `${key} is missing`),
    ...Object.keys(texts)
      .filter((key) => !wanted.has(key))
      .map((key) => `${key} is not in English`),
    ...placeholders,
    ...Object.entries(fixed)
      .filter(([key, value]) => texts[key] && texts[key].message !== value)
      .map(([key, value]) => `${key} must be ${value}`),
  ];
}

/** Finds what keeps a browser or a store from taking a text. */
function problemsOfText(key: string, { message, placeholders = {} }: Text): string[] {
  const named = [...message.matchAll(namedPlaceholder)].map(([, name = '']) => name.toLowerCase());
  const most = longest[key] ?? Number.POSITIVE_INFINITY;
  return [
    ...(message.trim() === '' ? [`${key} is empty`] : []),
    ...(message.length > most ? [`${key} has ${message.length} characters, ${most} are allowed`] : []),
    ...named
      .filter((name) => !(name in placeholders))
      .map((name) => `${key} does not declare the placeholder $${name.toUpperCase()}$`),
    ...Object.keys(placeholders)
      .filter((name) => !named.includes(name))
      .map((name) => `${key} declares $${name.toUpperCase()}$, but does not use it`),
    ...(message.replace(namedPlaceholder, '').includes('$')
      ? [`${key} has a $ that belongs to no placeholder: write them as $NAME$`]
      : []),
  ];
}

/** Finds what belongs into English alone, where one description serves all translators. */
function problemsOfTranslation(texts: Texts): string[] {
  return Object.entries(texts).flatMap(([key, { description, placeholders = {} }]) => [
    ...(description === undefined ? [] : [`${key} has a description, which only English has`]),
    ...Object.entries(placeholders)
      .filter(([, { example }]) => example !== undefined)
      .map(([name]) => `${key} has an example of $${name.toUpperCase()}$, which only English has`),
  ]);
}
