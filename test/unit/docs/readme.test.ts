import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { badgeOf } from '../../../src/state/badge.ts';
import type { ChatsView, View } from '../../../src/state/view.ts';
import { colorNameOf } from '../../support/color-names.ts';
import { codeIn, rowsAfter } from '../../support/markdown.ts';

const readme = readFileSync('README.md', 'utf8');

/** Limits the words of the README: somebody who meets the project reads it in four minutes. */
const mostWords = 850;

const few = { count: 3, fetchedAt: 0 };
const many = { count: 100, fetchedAt: 0 };
const news = { added: 1, newest: 'Firefox on Windows' };
const trouble = { code: 'offline', since: 0 } as const;

/** Every badge with a text: TypeScript asks for each state, and the README for no other. */
const views: Record<Exclude<View['state'], 'notConfigured' | 'signedOut'>, View[]> = {
  signingIn: [{ state: 'signingIn' }],
  loading: [{ state: 'loading' }],
  fresh: [
    { state: 'fresh', ...few },
    { state: 'fresh', ...many },
  ],
  new: [
    { state: 'new', ...few, ...news },
    { state: 'new', ...many, ...news },
  ],
  stale: [
    { state: 'stale', known: few, trouble },
    { state: 'stale', known: many, trouble },
    { state: 'stale', trouble },
  ],
  refused: [{ state: 'refused', reason: 'revoked' }],
  scopeMissing: [{ state: 'scopeMissing' }],
};

const none = { mine: 0, unread: 0, supervised: 0, queued: 0, unassigned: 0, others: 0, active: 0 };
const off: ChatsView = { state: 'off' };
const unreadOf = (mine: number): ChatsView => ({
  state: 'fresh',
  summary: { ...none, mine, unread: 1 },
  fetchedAt: 0,
});

test(`README.md has at most ${mostWords} words`, () => {
  expect(readme.split(/\s+/).filter(Boolean).length).toBeLessThanOrEqual(mostWords);
});

test('README.md shows each text that the badge has, with its colour, and no other', () => {
  const withChats = [few, many].map(({ count }) => [{ state: 'loading' }, unreadOf(count)] as const);
  const shown = [
    ...Object.values(views)
      .flat()
      .map((view) => [view, off] as const),
    ...withChats,
  ]
    .map(([view, chats]) => badgeOf(view, chats, { badgeForZero: true, badgeContent: 'chats' }))
    .map(({ text, color }) => `${text} ${colorNameOf(color)}`);
  const written = rowsAfter(readme, 'What the badge says').flatMap(([, texts = '', color]) =>
    codeIn(texts).map((text) => `${text} ${color}`),
  );
  expect(written.sort()).toEqual([...new Set(shown)].sort());
});
