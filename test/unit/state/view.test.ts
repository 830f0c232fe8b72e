import { expect, onTestFinished, test, vi } from 'vitest';
import { config } from '../../../src/config/index.ts';
import type { Connection } from '../../../src/state/connection.ts';
import { viewOf } from '../../../src/state/view.ts';

const now = Date.parse('2026-11-22T14:05:00Z');
const settings = { clientId: 'client', intervalSeconds: 60 };
const signIn = { authorizeTabId: 1 };
const known = { count: 3, fetchedAt: now - 1_000 };
const trouble = {
  code: 'offline',
  since: now - 60_000,
  at: now - 40_000,
  failures: 1,
  retryAt: now - 30_000,
} as const;
const shown = { ...trouble, nextTryAt: now + 20_000 };
const failure = { code: 'storage_failed', since: now - 30_000, at: now - 20_000 } as const;
const signedIn = (rest: object = {}): Connection => ({ status: 'signedIn', signInId: 1, ...rest });

test.each([
  ['nothing is stored', { settings }, { state: 'signedOut' }],
  ['a sign-in has begun', { settings, signIn }, { state: 'signingIn' }],
  [
    'a sign-in has begun while signed in',
    { signIn, connection: signedIn({ known, trouble }) },
    { state: 'stale', known, trouble: shown },
  ],
  [
    'a sign-in has begun as a scope was missing',
    { signIn, connection: signedIn({ known, trouble: { ...trouble, code: 'insufficient_scope' } }) },
    { state: 'signingIn' },
  ],
  [
    'a sign-in has begun after a refusal',
    { signIn, connection: { status: 'refused', reason: 'revoked' } as Connection },
    { state: 'signingIn' },
  ],
  ['there is no number yet', { connection: signedIn({ signInId: now - 10_000 }) }, { state: 'loading' }],
  [
    'there is no number after more than ten seconds',
    { connection: signedIn({ signInId: now - 10_001 }) },
    { state: 'loading', isSlow: true },
  ],
  [
    'there is no number, and the clock was set back',
    { connection: signedIn({ signInId: now + 60_000 }) },
    { state: 'loading', isSlow: true },
  ],
  ['the number is known', { connection: signedIn({ known }) }, { state: 'fresh', ...known }],
  [
    'sessions are new',
    { connection: signedIn({ known }), alert: { count: 2, newest: 'Firefox on Windows' } },
    { state: 'new', ...known, added: 2, newest: 'Firefox on Windows' },
  ],
  [
    'sessions are new and the agent wants no alerts',
    {
      settings: { alerts: false },
      connection: signedIn({ known }),
      alert: { count: 2, newest: 'Firefox on Windows' },
    },
    { state: 'fresh', ...known },
  ],
  [
    'sessions are new and LiveChat cannot be asked',
    { connection: signedIn({ known, trouble }), alert: { count: 2, newest: 'Firefox on Windows' } },
    { state: 'stale', known, trouble: shown },
  ],
  [
    'LiveChat cannot be asked',
    { connection: signedIn({ known, trouble }) },
    { state: 'stale', known, trouble: shown },
  ],
  [
    'LiveChat could never be asked',
    { connection: signedIn({ trouble }) },
    { state: 'stale', trouble: shown },
  ],
  [
    'the browser does not store the number',
    { connection: signedIn({ known }), storageFailure: failure },
    { state: 'stale', known, trouble: failure },
  ],
  [
    'LiveChat could not be asked before that',
    { connection: signedIn({ known, trouble: { ...trouble, at: now - 50_000 } }), storageFailure: failure },
    { state: 'stale', known, trouble: failure },
  ],
  [
    'LiveChat cannot be asked since',
    { connection: signedIn({ known, trouble: { ...trouble, at: now } }), storageFailure: failure },
    { state: 'stale', known, trouble: { ...trouble, at: now, nextTryAt: now + 60_000 } },
  ],
  [
    'the browser does not store anything, and nobody is signed in',
    { settings, storageFailure: failure },
    { state: 'signedOut' },
  ],
  [
    'a scope is missing',
    { connection: signedIn({ known, trouble: { ...trouble, code: 'insufficient_scope' } }) },
    { state: 'scopeMissing' },
  ],
  [
    'LiveChat refused the tokens',
    { connection: { status: 'refused', reason: 'revoked' } as Connection },
    { state: 'refused', reason: 'revoked' },
  ],
])('when %s', (_, stored, view) => {
  expect(viewOf({ settings, ...stored }, now)).toEqual(view);
});

test('without a client ID, neither of the build nor of the agent, there is something to set up first', async () => {
  vi.stubGlobal('__LIVECHAT_CONFIG__', { ...config, clientId: '' });
  vi.resetModules();
  onTestFinished(() => {
    vi.stubGlobal('__LIVECHAT_CONFIG__', config);
    vi.resetModules();
  });
  const without = await import('../../../src/state/view.ts');
  expect(without.viewOf({}, now)).toEqual({ state: 'notConfigured' });
  expect(without.viewOf({ settings }, now)).toEqual({ state: 'signedOut' });
});

test.each([
  ['the next try is over, and nothing has come of it', { at: now - 5 * 60_000, retryAt: now - 5 * 60_000 }],
  ['another clock told of it', { at: now + 3 * 60 * 60_000, retryAt: now + 3 * 60 * 60_000 }],
])('no next try is told when %s', (_, times) => {
  const view = viewOf({ connection: signedIn({ known, trouble: { ...trouble, ...times } }) }, now);
  expect(view).toMatchObject({ state: 'stale', trouble: { code: 'offline' } });
  expect(view).not.toHaveProperty('trouble.nextTryAt');
});

test('a count is fresh for two and a half intervals', () => {
  const at = (age: number) =>
    viewOf({ settings, connection: signedIn({ known: { count: 3, fetchedAt: now - age } }) }, now).state;
  expect(at(150_000)).toBe('fresh');
  expect(at(150_001)).toBe('stale');
});

test('a count is fresh for as long as nobody is to ask for another one', () => {
  const presence = { state: 'idle', since: now - 60 * 60_000 } as const;
  const at = (age: number) =>
    viewOf({ presence, connection: signedIn({ known: { count: 3, fetchedAt: now - age } }) }, now).state;
  expect(at(37.5 * 60_000)).toBe('fresh');
  expect(at(37.5 * 60_000 + 1)).toBe('stale');
});

test('an old count is not news', () => {
  const connection = signedIn({ known: { count: 3, fetchedAt: now - 10 * 60_000 } });
  const alert = { count: 2, newest: 'Firefox on Windows' };
  expect(viewOf({ settings, connection, alert }, now).state).toBe('stale');
});

test.each([
  ['the computer slept', 3 * 60_000],
  ['the clock was set back by a day', -24 * 60 * 60_000],
  ['the clock was set ahead by a day', 24 * 60 * 60_000],
])('a count is marked as old when %s', (_, passed) => {
  const view = viewOf(
    { settings, connection: signedIn({ known: { count: 3, fetchedAt: now } }) },
    now + passed,
  );
  expect(view).toMatchObject({
    state: 'stale',
    known: { count: 3 },
    trouble: { code: 'paused', since: now },
  });
});
