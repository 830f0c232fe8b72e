/** The content of a `messages.json`. */
export type Texts = Record<string, { message: string; description?: string }>;

const pluralForm = /_(zero|one|two|few|many|other)$/;
const placeholdersOf = ({ message }: { message: string }): string =>
  [...new Set(message.match(/\$\d/g))].sort().join(' ');

/**
 * What is wrong with the texts; English is what the others are compared with.
 *
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
    ...Object.entries({ en, ...others }).flatMap(([language, texts]) =>
      problemsOfLanguage(language, texts, en).map((problem) => `${language}: ${problem}`),
    ),
  ];
}

/** `active_sessions_one` and `active_sessions_other` are one text with two forms. */
const isPlural = (key: string, texts: Texts): boolean =>
  pluralForm.test(key) && `${key.replace(pluralForm, '')}_other` in texts;

/** What stands between the parentheses of each call of `text` or `plural`. */
function argumentsIn(source: string): string[] {
  const calls = [...source.matchAll(/\b(?:text|plural)\(/g)].map(({ index, 0: { length } }) => {
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

function problemsOfLanguage(language: string, texts: Texts, en: Texts): string[] {
  const forms = new Intl.PluralRules(language).resolvedOptions().pluralCategories;
  const wanted = new Set(
    Object.keys(en).flatMap((key) =>
      isPlural(key, en) ? forms.map((form) => `${key.replace(pluralForm, '')}_${form}`) : [key],
    ),
  );
  const placeholders = Object.entries(texts).flatMap(([key, entry]) => {
    const model =
      en[isPlural(key, en) || isPlural(key, texts) ? `${key.replace(pluralForm, '')}_other` : key];
    if (!model || placeholdersOf(entry) === placeholdersOf(model)) return [];
    // "A new session" needs no number.
    if (key.endsWith('_one') && placeholdersOf(entry) === '') return [];
    return [`${key} has other placeholders than in English`];
  });
  return [
    ...[...wanted].filter((key) => !(key in texts)).map((key) => `${key} is missing`),
    ...Object.keys(texts)
      .filter((key) => !wanted.has(key))
      .map((key) => `${key} is not in English`),
    ...Object.entries(texts)
      .filter(([, { message }]) => message.trim() === '')
      .map(([key]) => `${key} is empty`),
    ...placeholders,
  ];
}
