import { expect, test } from 'vitest';
import { badgeOf } from '../../../src/state/badge.ts';
import { badgeColors } from '../../../src/state/badge-colors.ts';
import type { View } from '../../../src/state/view.ts';

const at = Date.parse('2026-11-22T14:02:00');
const since = Date.parse('2026-11-22T14:05:00');
const known = { count: 3, fetchedAt: at };
const {
  count: blue,
  stale: lightGrey,
  progress: grey,
  alert: pink,
  warning: amber,
  error: red,
} = badgeColors;

const table: [string, View, { text: string; color: string; textColor: string; title: string | RegExp }][] = [
  ['not configured', { state: 'notConfigured' }, { text: '', ...blue, title: 'Set up Session Badge' }],
  ['signed out', { state: 'signedOut' }, { text: '', ...blue, title: 'Sign in with LiveChat' }],
  ['signing in', { state: 'signingIn' }, { text: '…', ...grey, title: 'Finish signing in' }],
  ['loading', { state: 'loading' }, { text: '…', ...grey, title: 'Asking LiveChat for your sessions' }],
  [
    'no session',
    { state: 'fresh', count: 0, fetchedAt: at },
    { text: '0', ...blue, title: /^0 active sessions · .*14:02$/ },
  ],
  [
    'one session',
    { state: 'fresh', count: 1, fetchedAt: at },
    { text: '1', ...blue, title: /^1 active session · .*14:02$/ },
  ],
  [
    'the most that fit',
    { state: 'fresh', count: 99, fetchedAt: at },
    { text: '99', ...blue, title: /^99 active sessions/ },
  ],
  [
    'more than fit',
    { state: 'fresh', count: 100, fetchedAt: at },
    { text: '99+', ...blue, title: /^100 active sessions/ },
  ],
  [
    'offline',
    { state: 'stale', known, trouble: { code: 'offline', since } },
    { text: '3?', ...lightGrey, title: /^3 active sessions at .*14:02 · offline since .*14:05$/ },
  ],
  [
    'paused',
    { state: 'stale', known, trouble: { code: 'paused', since: at } },
    { text: '3?', ...lightGrey, title: /not updated since .*14:02$/ },
  ],
  [
    'nothing known',
    { state: 'stale', trouble: { code: 'server_error', since } },
    { text: '?', ...lightGrey, title: /^Your sessions are not known · LiveChat has had trouble since/ },
  ],
  [
    'stale, and more than fit',
    { state: 'stale', known: { count: 100, fetchedAt: at }, trouble: { code: 'offline', since } },
    { text: '9+?', ...lightGrey, title: /^100 active sessions/ },
  ],
  [
    'refused as revoked',
    { state: 'refused', reason: 'revoked' },
    { text: '!', ...amber, title: /^Sign in again: .*ended/ },
  ],
  ['refused as expired', { state: 'refused', reason: 'expired' }, { text: '!', ...amber, title: /expired/ }],
  [
    'refused as its renewal was lost',
    { state: 'refused', reason: 'renewal_lost' },
    { text: '!', ...amber, title: /never arrived/ },
  ],
  [
    'one new session',
    { state: 'new', count: 3, fetchedAt: at, added: 1, newest: 'Firefox on Windows' },
    { text: '3!', ...pink, title: 'New session: Firefox on Windows' },
  ],
  [
    'several new sessions, and more than fit',
    { state: 'new', count: 120, fetchedAt: at, added: 3, newest: 'Firefox on Windows' },
    { text: '9+!', ...pink, title: '3 new sessions' },
  ],
  [
    'a missing scope',
    { state: 'scopeMissing' },
    { text: '!!', ...red, title: /sessions--my:rw.*Developer Console/ },
  ],
];

test.each(table)('%s', (_, view, { title, ...shown }) => {
  const badge = badgeOf(view, { badgeForZero: true });
  expect(badge).toMatchObject(shown);
  expect(badge.title()).toMatch(title);
});
