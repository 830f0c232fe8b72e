import { describe, expect, test } from 'vitest';
import { problemsOf, type Texts } from '../../../scripts/checks/problems-of.ts';

const texts = (messages: Record<string, string>): Texts =>
  Object.fromEntries(Object.entries(messages).map(([key, message]) => [key, { message }]));
const source = `text('greeting', name); plural('sessions', 3); text(\`error_\${code}\`)`;
const fillings = { 'error_*': ['a'] };
const en = texts({
  greeting: 'Hello $1',
  sessions_one: '$1 session',
  sessions_other: '$1 sessions',
  error_a: 'A',
});
const problems = (more: { en?: Texts; pl?: Texts; source?: string }) =>
  problemsOf({
    languages: { en: more.en ?? en, ...(more.pl && { pl: more.pl }) },
    sources: [more.source ?? source],
    fillings,
  });

test('complete texts are fine', () => {
  expect(problems({})).toEqual([]);
});

describe('a text', () => {
  const more = { ...en, ...texts({ old: 'Old' }) };
  const used = (by: string) => problems({ en: more, source: `${source}; ${by}` }).length === 0;

  test('that nothing uses, whatever else has its name', () => {
    expect(problems({ en: more, source: `${source}; isA('old', (1))` })).toEqual(['en: old is not used']);
  });

  test.each([
    ['in one of two cases', "text(is('new') ? 'greeting' : 'old')"],
    ['out of a table', "text(({ a: 'old' } as const)[code], clock(since))"],
    ['in a variable', "const key = isOld ? 'old' : 'greeting'; text(key)"],
    ['in the manifest', '{ "name": "__MSG_old__" }'],
  ])('that is used %s', (_, by) => {
    expect(used(by)).toBe(true);
  });
});

test('a name that is put together of nobody knows what', () => {
  expect(problems({ source: `${source}; text(\`other_\${code}\`)` })[0]).toContain('`other_*`');
});

test('a code without a text', () => {
  const { error_a: _, ...others } = en;
  expect(problems({ en: others })).toEqual(['en: error_a is missing']);
});

test('Polish with English plural forms, another placeholder, and a text too many', () => {
  const pl = texts({
    greeting: 'Witaj $2',
    sessions_one: '$1 sesja',
    sessions_few: '$1 sesje',
    sessions_other: '$1 sesji',
    error_a: ' ',
    extra: 'Ekstra',
  });
  expect(problems({ pl })).toEqual([
    'pl: sessions_many is missing',
    'pl: extra is not in English',
    'pl: error_a is empty',
    'pl: greeting has other placeholders than in English',
  ]);
});
