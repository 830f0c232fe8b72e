import { expect, test } from 'vitest';
import { diagnosticsText } from '../../../src/state/diagnostics.ts';

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
