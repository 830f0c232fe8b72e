import { afterEach, beforeEach, expect, test, vi } from 'vitest';

const { TZ } = process.env;
const at = Date.parse('2026-11-22T14:02:10Z');
const now = Date.parse('2026-11-22T16:00:00Z');

let texts: typeof import('../../../src/i18n/index.ts');
beforeEach(async () => {
  vi.useFakeTimers({ toFake: ['Date'], now });
  vi.resetModules();
  texts = await import('../../../src/i18n/index.ts');
});
afterEach(() => {
  vi.useRealTimers();
  if (TZ === undefined) delete process.env['TZ'];
  else process.env['TZ'] = TZ;
});

test('times on show follow the time zone, which changes while the process lives', () => {
  process.env['TZ'] = 'Europe/Warsaw';
  expect(texts.clock(at)).toBe('15:02');
  expect(texts.dateAndTime(at)).toBe('22/11/2026, 15:02:10');
  process.env['TZ'] = 'America/New_York';
  expect(texts.clock(at)).toBe('09:02');
  expect(texts.dateAndTime(at)).toBe('22/11/2026, 09:02:10');
  process.env['TZ'] = 'Pacific/Kiritimati';
  expect(texts.clock(Date.parse('2026-11-21T03:02:00Z'))).toBe('21 Nov, 17:02');
  process.env['TZ'] = 'America/New_York';
  expect(texts.clock(Date.parse('2026-07-21T22:02:00Z'))).toBe('21 Jul, 18:02');
  expect(texts.clock(Date.parse('2025-07-21T22:02:00Z'))).toBe('21 Jul 2025, 18:02');
});

test('each format is made once, whatever the number of rows', () => {
  let made = 0;
  class Counted extends Intl.DateTimeFormat {
    constructor(...parameters: ConstructorParameters<typeof Intl.DateTimeFormat>) {
      super(...parameters);
      made += 1;
    }
  }
  vi.stubGlobal('Intl', Object.create(Intl, { DateTimeFormat: { value: Counted } }));
  for (let row = 0; row < 1_000; row += 1) {
    process.env['TZ'] = row % 2 ? 'Europe/Warsaw' : 'Asia/Tokyo';
    texts.clock(at - row * 60_000);
    texts.dateAndTime(at);
  }
  // The time of today, the day before, and its seconds; and one that tells whether a clock has 12 hours.
  expect(made).toBe(4);
});
