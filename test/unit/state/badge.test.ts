import { expect, test } from 'vitest';
import { badgeOf } from '../../../src/state/badge.ts';
import type { View } from '../../../src/state/view.ts';

const at = Date.parse('2026-11-22T14:02:00');
const since = Date.parse('2026-11-22T14:05:00');
const known = { count: 3, fetchedAt: at };
const blue = '#1f6feb';
const grey = '#6b7280';

const table: [View, { text: string; color: string; title: string | RegExp }][] = [
  [{ state: 'notConfigured' }, { text: '', color: blue, title: 'Set up Session Badge' }],
  [{ state: 'signedOut' }, { text: '', color: blue, title: 'Sign in with LiveChat' }],
  [{ state: 'signingIn' }, { text: '…', color: grey, title: 'Finish signing in' }],
  [{ state: 'loading' }, { text: '…', color: grey, title: 'Asking LiveChat for your sessions' }],
  [
    { state: 'fresh', count: 0, fetchedAt: at },
    { text: '0', color: blue, title: /^0 active sessions · .*14:02$/ },
  ],
  [
    { state: 'fresh', count: 1, fetchedAt: at },
    { text: '1', color: blue, title: /^1 active session · .*14:02$/ },
  ],
  [
    { state: 'fresh', count: 99, fetchedAt: at },
    { text: '99', color: blue, title: /^99 active sessions/ },
  ],
  [
    { state: 'fresh', count: 100, fetchedAt: at },
    { text: '99+', color: blue, title: /^100 active sessions/ },
  ],
  [
    { state: 'stale', known, trouble: { code: 'offline', since } },
    { text: '3', color: grey, title: /^3 active sessions at .*14:02 · offline since .*14:05$/ },
  ],
  [
    { state: 'stale', known, trouble: { code: 'paused', since: at } },
    { text: '3', color: grey, title: /not updated since .*14:02$/ },
  ],
  [
    { state: 'stale', trouble: { code: 'server_error', since } },
    { text: '?', color: grey, title: /^Your sessions are not known · LiveChat has had trouble since/ },
  ],
  [
    { state: 'refused', reason: 'revoked' },
    { text: '!', color: '#b45309', title: /^Sign in again: .*ended/ },
  ],
  [
    { state: 'refused', reason: 'expired' },
    { text: '!', color: '#b45309', title: /expired/ },
  ],
  [
    { state: 'refused', reason: 'renewal_lost' },
    { text: '!', color: '#b45309', title: /never arrived/ },
  ],
  [
    { state: 'new', count: 3, fetchedAt: at, added: 1, newest: 'Firefox on Windows' },
    { text: '3', color: '#b3146b', title: 'New session: Firefox on Windows' },
  ],
  [
    { state: 'new', count: 120, fetchedAt: at, added: 3, newest: 'Firefox on Windows' },
    { text: '99+', color: '#b3146b', title: '3 new sessions' },
  ],
  [{ state: 'scopeMissing' }, { text: '!', color: '#c62828', title: /sessions--my:rw.*Developer Console/ }],
];

test.each(table)('%j', (view, { text, color, title }) => {
  const badge = badgeOf(view, { badgeForZero: true });
  expect(badge).toMatchObject({ text, color });
  expect(badge.title()).toMatch(title);
});
