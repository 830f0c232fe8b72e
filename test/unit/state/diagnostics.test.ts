import { expect, test } from 'vitest';
import { type Diagnostic, diagnosticsText, withDiagnostic } from '../../../src/state/diagnostics.ts';

test('the diagnostics as text', () => {
  const at = Date.parse('2026-11-22T14:02:00Z');
  const text = diagnosticsText(
    [
      { at, what: 'sign-in', outcome: 'ok' },
      { at: at + 1_000, what: 'sessions', outcome: 'server_error', requestId: 'request-1' },
    ],
    { version: '1.2.3', userAgent: 'Chrome/156', timeZoneOffset: -330 },
  );
  expect(text.split('\n')).toEqual([
    'Session Badge for LiveChat 1.2.3',
    'Chrome/156',
    'UTC+5.5',
    '',
    '2026-11-22T14:02:00.000Z  sign-in  ok',
    '2026-11-22T14:02:01.000Z  sessions  server_error  request-1',
    '',
  ]);
});

test('a line that comes again and again is kept twice, first and last', () => {
  const lines: Omit<Diagnostic, 'at'>[] = [
    { what: 'sign-in', outcome: 'ok' },
    ...Array.from({ length: 60 }, () => ({ what: 'sessions', outcome: 'ok' }) as const),
    { what: 'sessions', outcome: 'offline' },
    { what: 'sessions', outcome: 'ok' },
    ...Array.from(
      { length: 3 },
      () => ({ what: 'sessions', outcome: 'server_error', requestId: 'r' }) as const,
    ),
  ];
  const kept = lines.reduce<Diagnostic[]>((all, line, at) => withDiagnostic(all, { at, ...line }), []);
  expect(kept.map(({ at, outcome }) => `${at} ${outcome}`)).toEqual([
    '0 ok',
    '1 ok',
    '60 ok',
    '61 offline',
    '62 ok',
    '63 server_error',
    '64 server_error',
    '65 server_error',
  ]);
});

test('polls of sessions and of chats, which come in turns, push nothing else out', () => {
  const lines: Omit<Diagnostic, 'at'>[] = [
    { what: 'sign-in', outcome: 'ok' },
    ...Array.from(
      { length: 60 },
      (_, index): Omit<Diagnostic, 'at'> => ({
        what: index % 2 ? 'chats' : 'sessions',
        outcome: 'ok',
      }),
    ),
    { what: 'chats', outcome: 'offline' },
    { what: 'sessions', outcome: 'ok' },
  ];
  const kept = lines.reduce<Diagnostic[]>((all, line, at) => withDiagnostic(all, { at, ...line }), []);
  expect(kept.map(({ at, what, outcome }) => `${at} ${what} ${outcome}`)).toEqual([
    '0 sign-in ok',
    '1 sessions ok',
    '2 chats ok',
    '60 chats ok',
    '61 chats offline',
    '62 sessions ok',
  ]);
});

test('that a version will end is told once', () => {
  const lines: Omit<Diagnostic, 'at'>[] = Array.from({ length: 5 }, () =>
    (['ok', 'legacy', 'deprecation'] as const).map((outcome) => ({ what: 'chats', outcome }) as const),
  ).flat();
  const kept = lines.reduce<Diagnostic[]>((all, line, at) => withDiagnostic(all, { at, ...line }), []);
  expect(kept.map(({ outcome }) => outcome)).toEqual(['ok', 'legacy', 'deprecation', 'ok', 'ok']);
});

test.each([
  [0, 'UTC+0'],
  [-60, 'UTC+1'],
  [300, 'UTC-5'],
])('a clock that UTC is %i minutes ahead of is %s', (timeZoneOffset, expected) => {
  expect(diagnosticsText([], { version: '1', userAgent: '', timeZoneOffset })).toContain(`${expected}\n`);
});

test('fifty lines are kept, the latest', () => {
  const lines = Array.from(
    { length: 60 },
    (_, at): Diagnostic => ({
      at,
      what: at % 2 ? 'sessions' : 'renewal',
      outcome: 'ok',
    }),
  );
  const kept = lines.reduce<Diagnostic[]>(withDiagnostic, []);
  expect([kept.length, kept[0]?.at, kept.at(-1)?.at]).toEqual([50, 10, 59]);
});
