import { readFileSync } from 'node:fs';
import { beforeEach, describe, expect, test, vi } from 'vitest';
import { shippedTexts } from '../../../scripts/build/shipped-texts.ts';
import { fakeBrowser } from '../support/browser.ts';

const messages = (language: string): Record<string, { message: string }> =>
  shippedTexts(
    JSON.parse(
      readFileSync(new URL(`../../../public/_locales/${language}/messages.json`, import.meta.url), 'utf8'),
    ),
  );
const bases = Object.keys(messages('en')).flatMap((key) =>
  key.endsWith('_other') ? [key.slice(0, -6)] : [],
);

let texts: typeof import('../../../src/i18n/index.ts');
/** Formats are made once for the life of a page, so each language has its own. */
const speak = async (language: string) => {
  fakeBrowser.i18n.language = language;
  vi.resetModules();
  texts = await import('../../../src/i18n/index.ts');
};
beforeEach(() => {
  vi.useFakeTimers({ toFake: ['Date'], now: new Date('2026-11-23T09:00:00') });
  return () => vi.useRealTimers();
});

/** Polish grammar: 1; 2 to 4, 22 to 24 and so on, but 12 to 14; all else. */
const polish: [form: string, counts: number[]][] = [
  ['one', [1]],
  ['few', [2, 3, 4, 22, 23, 24, 32, 102, 104, 1_233]],
  ['many', [0, 5, 9, 10, 11, 12, 13, 14, 15, 20, 21, 25, 31, 100, 101, 112, 114, 1_212]],
];
const english: typeof polish = [
  ['one', [1]],
  ['other', [0, 2, 3, 5, 11, 21, 22, 101, 1_001]],
];

describe.each([
  ['pl', 'pl', polish],
  ['en-GB', 'en', english],
  ['en-US', 'en', english],
  // Texts in English, numbers as the browser writes them.
  ['de', 'en', english],
  ['cs', 'en', english],
  ['fr', 'en', english],
] as const)('in a browser whose language is %s, with texts in %s', (language, ours, table) => {
  beforeEach(() => speak(language));

  test.each(bases)('“%s” has the form that its number wants', (base) => {
    for (const [form, counts] of table) {
      const words = messages(ours)[`${base}_${form}`]?.message ?? '';
      expect(words).not.toBe('');
      for (const count of counts) {
        const written = new Intl.NumberFormat(language).format(count);
        expect(texts.plural(base as never, count)).toBe(words.replace('$1', written));
      }
    }
  });
});

test('a text without the form that a number wants has the one for all others', async () => {
  await speak('pl');
  const { getMessage } = fakeBrowser.i18n;
  const spy = vi
    .spyOn(fakeBrowser.i18n, 'getMessage')
    .mockImplementation((key, ...rest) => (key === 'active_sessions_few' ? '' : getMessage(key, ...rest)));
  expect(texts.plural('active_sessions', 3)).toBe('3 aktywnej sesji');
  spy.mockRestore();
});

test('numbers do not wait for texts, which Chromium may not have just after the installation', async () => {
  await speak('pl');
  const spy = vi.spyOn(fakeBrowser.i18n, 'getMessage').mockReturnValue('');
  expect(texts.duration(120)).toBe('2 minuty');
  spy.mockRestore();
});

test.each([
  ['zh-TW', 'zh-CN', '3秒钟前'],
  ['pt-PT', 'pt-BR', 'há 3 segundos'],
  ['es-MX', 'es-419', 'hace 3 segundos'],
])('in a browser whose language is %s, words are those of the texts, in %s', async (language, ours, ago) => {
  await speak(language);
  const spy = vi.spyOn(fakeBrowser.i18n, 'getMessage').mockReturnValue(ours);
  expect(texts.relativeTime(3, 'second')).toBe(ago);
  spy.mockRestore();
});

const friday = Date.parse('2026-11-20T14:02:10');
const today = Date.parse('2026-11-23T08:02:10');
test.each([
  [
    'pl',
    {
      number: '12 345',
      friday: '20 lis, 14:02',
      today: '08:02',
      moment: '20.11.2026, 14:02:10',
      durations: ['30 sekund', '1 minuta', '5 minut', '90 sekund', '1 godzina'],
      ago: ['teraz', '3 sekundy temu', '5 minut temu', '1 minutę temu'],
    },
  ],
  [
    'en-GB',
    {
      number: '12,345',
      friday: '20 Nov, 14:02',
      today: '08:02',
      moment: '20/11/2026, 14:02:10',
      durations: ['30 seconds', '1 minute', '5 minutes', '90 seconds', '1 hour'],
      ago: ['now', '3 seconds ago', '5 minutes ago', '1 minute ago'],
    },
  ],
  [
    'de',
    {
      number: '12.345',
      friday: '20. Nov., 14:02',
      today: '08:02',
      moment: '20.11.26, 14:02:10',
      durations: ['30 seconds', '1 minute', '5 minutes', '90 seconds', '1 hour'],
      ago: ['now', '3 seconds ago', '5 minutes ago', '1 minute ago'],
    },
  ],
])('numbers, times and lengths of time in %s', async (language, expected) => {
  await speak(language);
  const plain = (words: string) => words.replaceAll(/[\u00a0\u202f]/g, ' ');
  expect({
    number: plain(texts.number(12_345)),
    friday: plain(texts.clock(friday)),
    today: plain(texts.clock(today)),
    moment: plain(texts.dateAndTime(friday)),
    durations: [30, 60, 300, 90, 3600].map((seconds) => plain(texts.duration(seconds))),
    ago: [
      texts.relativeTime(0, 'second'),
      texts.relativeTime(3, 'second'),
      texts.relativeTime(5, 'minute'),
      texts.relativeTime(1, 'minute'),
    ],
  }).toEqual(expected);
});

test('a moment of yesterday has its day, of last year its year, and one of this day has none, to the millisecond', async () => {
  await speak('en-GB');
  const midnight = new Date('2026-11-23T00:00:00').getTime();
  expect(texts.clock(midnight - 1)).toBe('22 Nov, 23:59');
  expect(texts.clock(midnight)).toBe('00:00');
  expect(texts.clock(new Date('2026-11-24T00:00:00').getTime())).toBe('24 Nov, 00:00');
  expect(texts.clock(new Date('2025-12-31T23:59:59').getTime())).toBe('31 Dec 2025, 23:59');
});
