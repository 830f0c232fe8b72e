import { describe, expect, test } from 'vitest';
import { badgeOf } from '../../../src/state/badge.ts';
import { badgeColors } from '../../../src/state/badge-colors.ts';
import type { BadgeContent } from '../../../src/state/settings.ts';
import type { ChatsView, View } from '../../../src/state/view.ts';

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
  unread: green,
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
  const badge = badgeOf(view, { state: 'off' }, { badgeForZero: true, badgeContent: 'both' });
  expect(badge).toMatchObject(shown);
  expect(badge.title()).toMatch(title);
});

describe('an agent who sees their chats', () => {
  const chatsAt = Date.parse('2026-11-22T14:03:00');
  const none = { mine: 0, unread: 0, supervised: 0, queued: 0, unassigned: 0, others: 0, active: 0 };
  const summaryOf = (mine: number, unread = 0, queued = 0) => ({ ...none, mine, unread, queued });
  const freshChats = (...numbers: [number, number?, number?]): ChatsView => ({
    state: 'fresh',
    summary: summaryOf(...numbers),
    fetchedAt: chatsAt,
  });
  const trouble = { code: 'offline', since } as const;
  const limited = { code: 'rate_limited', since } as const;
  const sessions = {
    fresh: { state: 'fresh', ...known },
    zero: { state: 'fresh', ...known, count: 0 },
    new: { state: 'new', ...known, added: 1, newest: 'Firefox on Windows' },
    stale: { state: 'stale', known, trouble },
    unknown: { state: 'stale', trouble },
    loading: { state: 'loading' },
  } as const satisfies Record<string, View>;
  const chats = {
    off: { state: 'off' },
    notAuthorized: { state: 'notAuthorized' },
    scopeMissing: { state: 'scopeMissing' },
    loading: { state: 'loading' },
    fresh: freshChats(4),
    zero: freshChats(0),
    unread: freshChats(4, 1, 2),
    manyUnread: freshChats(120, 3),
    atLeast: { state: 'fresh', summary: { ...summaryOf(5, 2, 3), isAtLeast: true }, fetchedAt: chatsAt },
    stale: { state: 'stale', known: { summary: summaryOf(4, 1), fetchedAt: chatsAt }, trouble: limited },
    unknown: { state: 'stale', trouble: limited },
    notAllowed: { state: 'stale', trouble: { code: 'not_allowed', since } },
  } as const satisfies Record<string, ChatsView>;
  type Row = [BadgeContent, keyof typeof chats, keyof typeof sessions, string, typeof blue | object, string];

  test.each<Row>([
    ['chats', 'fresh', 'fresh', '4', blue, '4 chats · 3 sessions · 14:02'],
    ['chats', 'unread', 'fresh', '4*', green, '4 chats, 1 unread · 2 waiting · 3 sessions · 14:02'],
    ['chats', 'manyUnread', 'fresh', '9+*', green, '120 chats, 3 unread · 3 sessions · 14:02'],
    ['chats', 'atLeast', 'fresh', '5+*', green, '5+ chats, 2+ unread · 3+ waiting · 3 sessions · 14:02'],
    ['chats', 'zero', 'fresh', '0', blue, '0 chats · 3 sessions · 14:02'],
    ['chats', 'loading', 'fresh', '…', grey, '3 sessions · 14:02 · Asking LiveChat for your chats'],
    ['chats', 'fresh', 'new', '4!', pink, '4 chats · New session: Firefox on Windows · 14:02'],
    [
      'chats',
      'unread',
      'new',
      '4*!',
      pink,
      '4 chats, 1 unread · 2 waiting · New session: Firefox on Windows · 14:02',
    ],
    ['chats', 'zero', 'new', '0!', pink, '0 chats · New session: Firefox on Windows · 14:02'],
    [
      'chats',
      'loading',
      'new',
      '…!',
      pink,
      'New session: Firefox on Windows · 14:02 · Asking LiveChat for your chats',
    ],
    // A trouble of the one is none of the other.
    ['chats', 'fresh', 'stale', '4', blue, '4 chats · 14:03 · 3 sessions at 14:02 · offline since 14:05'],
    [
      'chats',
      'fresh',
      'unknown',
      '4',
      blue,
      '4 chats · 14:03 · Your sessions are not known · offline since 14:05',
    ],
    ['chats', 'fresh', 'loading', '4', blue, '4 chats · 14:03 · Asking LiveChat for your sessions'],
    [
      'chats',
      'stale',
      'fresh',
      '4?',
      lightGrey,
      '3 sessions · 14:02 · 4 chats, 1 unread at 14:03 · LiveChat asked for a pause at 14:05',
    ],
    [
      'chats',
      'unknown',
      'fresh',
      '?',
      lightGrey,
      '3 sessions · 14:02 · Your chats are not known · LiveChat asked for a pause at 14:05',
    ],
    [
      'chats',
      'stale',
      'new',
      '4?!',
      pink,
      'New session: Firefox on Windows · 14:02 · 4 chats, 1 unread at 14:03 · LiveChat asked for a pause at 14:05',
    ],
    [
      'chats',
      'stale',
      'stale',
      '4?',
      lightGrey,
      '4 chats, 1 unread at 14:03 · LiveChat asked for a pause at 14:05 · 3 sessions at 14:02 · offline since 14:05',
    ],
    ['sessions', 'unread', 'fresh', '3', blue, '4 chats, 1 unread · 2 waiting · 3 sessions · 14:02'],
    ['sessions', 'fresh', 'new', '3!', pink, '4 chats · New session: Firefox on Windows · 14:02'],
    [
      'sessions',
      'fresh',
      'stale',
      '3?',
      lightGrey,
      '4 chats · 14:03 · 3 sessions at 14:02 · offline since 14:05',
    ],
    ['both', 'fresh', 'fresh', '4·3', blue, '4 chats · 3 sessions · 14:02'],
    ['both', 'unread', 'fresh', '4*·3', green, '4 chats, 1 unread · 2 waiting · 3 sessions · 14:02'],
    ['both', 'fresh', 'new', '4·3!', pink, '4 chats · New session: Firefox on Windows · 14:02'],
    [
      'both',
      'unread',
      'new',
      '4*!',
      pink,
      '4 chats, 1 unread · 2 waiting · New session: Firefox on Windows · 14:02',
    ],
    [
      'both',
      'fresh',
      'stale',
      '4·3?',
      lightGrey,
      '4 chats · 14:03 · 3 sessions at 14:02 · offline since 14:05',
    ],
    // Where there is no room for both marks, the chats' stays, in its colour.
    [
      'both',
      'unread',
      'stale',
      '4*',
      green,
      '4 chats, 1 unread · 2 waiting · 14:03 · 3 sessions at 14:02 · offline since 14:05',
    ],
    ['both', 'loading', 'fresh', '…·3', grey, '3 sessions · 14:02 · Asking LiveChat for your chats'],
    // Without access to the chats, the sessions, whatever was chosen.
    [
      'chats',
      'notAuthorized',
      'fresh',
      '3',
      blue,
      '3 active sessions · 14:02 · No access to your chats: press to see why',
    ],
    [
      'both',
      'scopeMissing',
      'new',
      '3!',
      pink,
      'New session: Firefox on Windows · No access to your chats: press to see why',
    ],
    [
      'chats',
      'notAllowed',
      'fresh',
      '3',
      blue,
      '3 active sessions · 14:02 · No access to your chats: press to see why',
    ],
    ['chats', 'off', 'fresh', '3', blue, '3 active sessions · 14:02'],
  ])('%s, with %s chats and %s sessions: %s', (badgeContent, chat, session, text, colors, title) => {
    const badge = badgeOf(sessions[session], chats[chat], { badgeForZero: true, badgeContent });
    expect(badge).toMatchObject({ text, ...colors });
    // The clock says the date, too.
    expect(badge.title().replaceAll(/22 Nov 2026, |22 Nov, /g, '')).toBe(title);
  });

  const combinations = Object.entries(chats).flatMap(([chat, chatsView]) =>
    Object.entries(sessions).flatMap(([session, view]) =>
      (['chats', 'sessions', 'both'] as const).flatMap((badgeContent) =>
        [true, false].map((badgeForZero) => ({ chat, chatsView, session, view, badgeContent, badgeForZero })),
      ),
    ),
  );

  test.each(combinations)(
    'sees what is so, in a few characters: $chat chats, $session sessions, $badgeContent, a badge for zero: $badgeForZero',
    ({ chat, chatsView, session, view, badgeContent, badgeForZero }) => {
      const { text, color } = badgeOf(view, chatsView, { badgeContent, badgeForZero });
      const isWithChats = !['off', 'notAuthorized', 'scopeMissing', 'notAllowed'].includes(chat);
      const areChatsShown = isWithChats && badgeContent !== 'sessions';
      expect(text.length).toBeLessThanOrEqual(4);
      const isMarked = (name: string) => ['stale', 'unknown', 'loading'].includes(name);
      // No plain number where the number is not surely so.
      if (isMarked(areChatsShown ? chat : session)) expect(text).toMatch(/[?…]/);
      if (areChatsShown && /nread/.test(chat)) expect(text).toContain('*');
      if (session === 'new')
        expect({ text, color }).toEqual({ text: expect.stringContaining('!'), color: pink.color });
      if (text === '') expect([areChatsShown ? chat : session, badgeForZero]).toEqual(['zero', false]);
      if (!isWithChats)
        expect(text).toBe(badgeOf(view, { state: 'off' }, { badgeContent: 'sessions', badgeForZero }).text);
    },
  );

  test('no two texts that the badge may have mean another colour', () => {
    const colors = new Map<string, Set<string>>();
    for (const { view, chatsView, badgeContent, badgeForZero } of combinations) {
      const { text, color } = badgeOf(view, chatsView, { badgeContent, badgeForZero });
      colors.set(text, (colors.get(text) ?? new Set()).add(color));
    }
    expect([...colors].filter(([, { size }]) => size > 1)).toEqual([]);
  });

  test.each<View>([
    { state: 'notConfigured' },
    { state: 'signedOut' },
    { state: 'signingIn' },
    { state: 'refused', reason: 'revoked' },
    { state: 'scopeMissing' },
  ])('sees nothing of them while there are no sessions: $state', (view) => {
    const { title, ...badge } = badgeOf(view, chats.unread, { badgeForZero: true, badgeContent: 'chats' });
    const { title: titleBefore, ...before } = badgeOf(view, chats.off, {
      badgeForZero: true,
      badgeContent: 'chats',
    });
    expect({ ...badge, title: title() }).toEqual({ ...before, title: titleBefore() });
  });

  test('reads at the end of the title until when nothing disturbs them', () => {
    const until = Date.parse('2026-11-22T15:02:00');
    const choices = { badgeForZero: true, badgeContent: 'chats' } as const;
    for (const chat of [chats.off, chats.unread, chats.scopeMissing])
      expect(badgeOf(sessions.fresh, chat, choices, until).title()).toMatch(
        / · Do not disturb until .*15:02$/,
      );
  });
});
