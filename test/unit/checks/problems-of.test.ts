import { describe, expect, test } from 'vitest';
import type { Text, Texts } from '../../../scripts/build/shipped-texts.ts';
import { problemsOf } from '../../../scripts/checks/problems-of.ts';

/** A text whose placeholders, written as `$NAME$`, take what is passed in the order in which they stand here. */
const textOf = (message: string, forTranslators: boolean): Text => {
  const names = [...message.matchAll(/\$(\w+)\$/g)].map(([, name = '']) => name.toLowerCase());
  const placeholders = names.map((name, index) => [
    name,
    { content: `$${index + 1}`, ...(forTranslators && { example: '3' }) },
  ]);
  return {
    message,
    ...(forTranslators && { description: `Popup, at the place that says “${message}”` }),
    ...(names.length > 0 && { placeholders: Object.fromEntries(placeholders) }),
  };
};
const textsOf = (messages: Record<string, string>, forTranslators: boolean): Texts =>
  Object.fromEntries(
    Object.entries(messages).map(([key, message]) => [key, textOf(message, forTranslators)]),
  );
const english = (messages: Record<string, string>) => textsOf(messages, true);
const translated = (messages: Record<string, string>) => textsOf(messages, false);

const source = `t('greeting', name); plural('sessions', 3); t(\`error_\${code}\`)`;
const fillings = { 'error_*': ['a'] };
const en = english({
  greeting: 'Hello $NAME$',
  sessions_one: '$COUNT$ session',
  sessions_other: '$COUNT$ sessions',
  error_a: 'A',
});
const problems = (languages: Record<string, Texts>, sources = source) =>
  problemsOf({ languages: { en, ...languages }, sources: [sources], fillings });

test('complete texts are fine', () => {
  expect(problems({})).toEqual([]);
});

describe('a text', () => {
  const more = { ...en, ...english({ old: 'Old' }) };
  const used = (by: string) => problems({ en: more }, `${source}; ${by}`).length === 0;

  test('that nothing uses, whatever else has its name', () => {
    expect(problems({ en: more }, `${source}; isA('old', (1))`)).toEqual(['en: old is not used']);
  });

  test.each([
    ['in one of two cases', "t(is('new') ? 'greeting' : 'old')"],
    ['out of a table', "t(({ a: 'old' } as const)[code], clock(since))"],
    ['in a variable', "const key = isOld ? 'old' : 'greeting'; t(key)"],
    ['in the manifest', '{ "name": "__MSG_old__" }'],
  ])('that is used %s', (_, by) => {
    expect(used(by)).toBe(true);
  });
});

test('a name that is put together of nobody knows what', () => {
  expect(problems({}, `${source}; t(\`other_\${code}\`)`)[0]).toContain('`other_*`');
});

test('a code without a text', () => {
  const { error_a: _, ...others } = en;
  expect(problems({ en: others })).toEqual(['en: error_a is missing']);
});

test('Polish with English plural forms, another placeholder, and a text too many', () => {
  const pl = translated({
    greeting: 'Witaj',
    sessions_one: '$COUNT$ sesja',
    sessions_few: '$COUNT$ sesje',
    sessions_other: '$COUNT$ sesji',
    error_a: ' ',
    extra: 'Ekstra',
  });
  expect(problems({ pl })).toEqual([
    'pl: sessions_many is missing',
    'pl: extra is not in English',
    'pl: greeting has other placeholders than in English',
    'pl: error_a is empty',
  ]);
});

describe('for translators', () => {
  const described = (description?: string): Texts => ({
    ...en,
    error_a: { message: 'The answer could not be read', ...(description !== undefined && { description }) },
  });

  test.each([
    ['none', undefined],
    ['a short one', 'An error'],
    ['one that repeats the text', 'The answer could not be read '],
  ])('an English text needs a description: %s', (_, description) => {
    expect(problems({ en: described(description) })).toEqual([
      'en: error_a needs a description that says where it stands and what it is',
    ]);
  });

  test.each([
    ['none', undefined],
    ['a blank', ' '],
  ])('an English placeholder needs an example, not %s', (_, example) => {
    const placeholders = { name: { content: '$1', ...(example !== undefined && { example }) } };
    const greeting = { ...textOf('Hello $NAME$', true), placeholders };
    expect(problems({ en: { ...en, greeting } })).toEqual(['en: greeting needs an example of $NAME$']);
  });

  test('no other language has descriptions or examples, which English has for all', () => {
    const de = {
      ...translated({ sessions_one: '$COUNT$ Sitzung', sessions_other: '$COUNT$ Sitzungen', error_a: 'A' }),
      greeting: textOf('Hallo $NAME$', true),
    };
    expect(problems({ de })).toEqual([
      'de: greeting has a description, which only English has',
      'de: greeting has an example of $NAME$, which only English has',
    ]);
  });
});

describe('a placeholder', () => {
  const greeted = (greeting: Text) =>
    problems({ en: { ...en, greeting: { ...textOf('', true), ...greeting } } });

  test.each([
    ['has a name', 'Hello $1', 'greeting has a $ that belongs to no placeholder: write them as $NAME$'],
    ['is declared', 'Hello $WHO$', 'greeting does not declare the placeholder $WHO$'],
    ['is used', 'Hello', 'greeting declares $NAME$, but does not use it'],
  ])('%s', (_, message, problem) => {
    const placeholders = { name: { content: '$1', example: 'Ann' } };
    expect(greeted({ message, placeholders })).toContain(`en: ${problem}`);
  });

  test('takes the same as in English, whatever its name and its place', () => {
    const two = { ...en, ...english({ greeting: '$NAME$ at $TIME$' }) };
    const greeting = (name: string, time: string): Text => ({
      message: '$UHRZEIT$: $NAME$',
      placeholders: { name: { content: name }, uhrzeit: { content: time } },
    });
    const de = translated({
      sessions_one: '$COUNT$ Sitzung',
      sessions_other: '$COUNT$ Sitzungen',
      error_a: 'A',
    });
    expect(problems({ en: two, de: { ...de, greeting: greeting('$1', '$2') } })).toEqual([]);
    expect(problems({ en: two, de: { ...de, greeting: greeting('$1', '$1') } })).toEqual([
      'de: greeting has other placeholders than in English',
    ]);
  });

  test.each([
    ['de', 'one', 'eine Sitzung', []],
    ['he', 'two', 'שתי הפעלות', []],
    // 21, 31 and so on take it, too; in French and Portuguese 0.
    ['ru', 'one', 'сессия', ['ru: sessions_one has other placeholders than in English']],
    ['pt_BR', 'one', 'uma sessão', ['pt_BR: sessions_one has other placeholders than in English']],
  ])('may be missing in %s where only one number takes the form “%s”', (folder, form, words, expected) => {
    const tag = folder.replace('_', '-');
    const forms = new Intl.PluralRules(tag).resolvedOptions().pluralCategories;
    const texts = translated({
      greeting: '$NAME$',
      error_a: 'A',
      ...Object.fromEntries(forms.map((each) => [`sessions_${each}`, each === form ? words : '$COUNT$'])),
    });
    expect(problems({ [folder]: texts })).toEqual(expected);
  });
});

describe('a folder', () => {
  const common = { greeting: '$NAME$', error_a: 'A', sessions_other: '$COUNT$' };

  test.each([
    ['zh_CN', {}],
    ['pt_BR', { sessions_one: '$COUNT$', sessions_many: '$COUNT$' }],
    ['es_419', { sessions_one: '$COUNT$', sessions_many: '$COUNT$' }],
  ])('%s, as Chrome names it, needs the plural forms of its language', (folder, forms) => {
    expect(problems({ [folder]: translated({ ...common, ...forms }) })).toEqual([]);
  });

  test('of a name that Chrome does not know', () => {
    const [problem = ''] = problems({ 'pt-BR': translated(common) });
    expect(problem).toBe('pt-BR: Chrome ignores a folder of this name; it must be one of pt_BR, pt_PT');
  });

  test('whose texts say that they are of another language, and direction', () => {
    const more = { ...en, ...english({ language: 'en', direction: 'ltr' }) };
    const used = `${source}; t('language'); t('direction')`;
    const zh_CN = translated({ ...common, language: 'zh_CN', direction: 'ltr' });
    const he = translated({
      ...common,
      sessions_one: '$COUNT$',
      sessions_two: '$COUNT$',
      language: 'he',
      direction: 'ltr',
    });
    expect(problems({ en: more, zh_CN, he }, used)).toEqual([
      'zh_CN: language must be zh-CN',
      'he: direction must be rtl',
    ]);
  });
});

test('a short description that the Chrome Web Store refuses', () => {
  const extension_description = textOf('x'.repeat(133), true);
  const more = { ...en, extension_description };
  expect(problems({ en: more }, `${source}; t('extension_description')`)).toEqual([
    'en: extension_description has 133 characters, 132 are allowed',
  ]);
});
