import { describe, expect, test } from 'vitest';
import { type BadgeNumber, badgeTextOf, shortCount } from '../../../src/state/badge-text.ts';
import type { BadgeContent } from '../../../src/state/settings.ts';

/** Reads a number as the badge would write it if it had the room. */
function numberOf(written: string): BadgeNumber {
  const [, count = '', more, mark = ''] = /^(\d*)(\+?)([!?*…]?)$/.exec(written) ?? [];
  return {
    ...(count && { count: Number(count) }),
    isAtLeast: more === '+',
    mark: (['!', '?', '*', '…'] as const).find((each) => each === mark) ?? '',
  };
}

const text = (content: BadgeContent, chats: string, sessions: string, badgeForZero = true) =>
  badgeTextOf(content, { chats: numberOf(chats), sessions: numberOf(sessions) }, { badgeForZero });

test.each([
  [0, '', false, '0'],
  [99, '', false, '99'],
  [100, '', false, '99+'],
  [99, '!', false, '99!'],
  [100, '?', false, '9+?'],
  [0, '', true, '0+'],
  [42, '', true, '42+'],
  [300, '', true, '99+'],
  [4, '!', true, '4+!'],
  [42, '?', true, '9+?'],
] as const)('%i with the mark "%s", at least: %s', (count, mark, isAtLeast, expected) => {
  expect(shortCount(count, mark, isAtLeast)).toBe(expected);
});

describe('an agent who has chosen', () => {
  test.each<[BadgeContent, string, string, string]>([
    // Content, chats, sessions, text.
    ['chats', '4', '2', '4'],
    ['chats', '4*', '2', '4*'],
    ['chats', '12*', '2', '12*'],
    ['chats', '120*', '2', '9+*'],
    ['chats', '4?', '2', '4?'],
    ['chats', '0', '2', '0'],
    ['chats', '120', '2', '99+'],
    ['chats', '4+', '2', '4+'],
    ['chats', '', '2', '?'],
    ['chats', '?', '2', '?'],
    ['chats', '…', '2', '…'],
    // A session alert shows through.
    ['chats', '4', '2!', '4!'],
    ['chats', '4*', '2!', '4*!'],
    ['chats', '120*', '2!', '9+*!'],
    ['chats', '4?', '2!', '4?!'],
    ['chats', '0', '2!', '0!'],
    ['chats', '', '2!', '?!'],
    ['chats', '…', '2!', '…!'],
    ['chats', '120?', '2!', '9+?!'],
    // That sessions are stale is nothing that chats are marked for.
    ['chats', '4', '2?', '4'],
    ['sessions', '4', '2', '2'],
    ['sessions', '4*', '2!', '2!'],
    ['sessions', '4*', '2', '2'],
    ['sessions', '4', '…', '…'],
    ['sessions', '4', '2?', '2?'],
    ['sessions', '4', '', '?'],
    ['sessions', '4', '120!', '9+!'],
    ['both', '2', '4', '2·4'],
    ['both', '12', '4', '12·4'],
    ['both', '2', '14', '2·14'],
    ['both', '0', '0', '0·0'],
    ['both', '2+', '4', '2+·4'],
    ['both', '', '4', '?·4'],
    ['both', '2', '', '2·?'],
    ['both', '2*', '4', '2*·4'],
    ['both', '…', '4', '…·4'],
    ['both', '2*', '…', '2*·…'],
    ['both', '2', '4!', '2·4!'],
    ['both', '2?', '4', '2?·4'],
    ['both', '2', '4?', '2·4?'],
    // Where four characters are not enough, the chats.
    ['both', '12', '14', '12'],
    ['both', '120', '4', '99+'],
    ['both', '2', '120', '2'],
    ['both', '2*', '4!', '2*!'],
    ['both', '2*', '14', '2*'],
    ['both', '2*', '4?', '2*'],
    ['both', '12', '4!', '12!'],
    ['both', '2?', '4!', '2?!'],
    ['both', '12', '4?', '12'],
  ])('%s, with %s chats and %s sessions, sees %s', (content, chats, sessions, expected) => {
    expect(text(content, chats, sessions)).toBe(expected);
  });

  test.each<[BadgeContent, string, string, string]>([
    ['chats', '0', '2', ''],
    ['chats', '0', '2!', '0!'],
    ['chats', '0?', '2', '0?'],
    ['chats', '0+', '2', '0+'],
    ['chats', '', '2', '?'],
    ['sessions', '2', '0', ''],
    ['sessions', '2', '0?', '0?'],
    ['both', '0', '0', ''],
    ['both', '0', '4', '0·4'],
    ['both', '2', '0', '2·0'],
    ['both', '0', '0?', '0·0?'],
    ['both', '', '0', '?·0'],
    ['both', '0', '120', ''],
  ])('%s, without zeros, with %s chats and %s sessions, sees "%s"', (content, chats, sessions, expected) => {
    expect(text(content, chats, sessions, false)).toBe(expected);
  });
});

test('a text has four characters at most, and always tells of a session alert, and of chats that are unread or not known', () => {
  const numbers = ['', '0', '4', '42', '420', '4+', '42+'].flatMap((count) =>
    ['', '!', '?', '*', '…'].map((mark) => count + mark),
  );
  for (const chats of numbers)
    for (const sessions of numbers)
      for (const content of ['chats', 'sessions', 'both'] as const)
        for (const badgeForZero of [true, false]) {
          const written = text(content, chats, sessions, badgeForZero);
          const name = `${content} ${chats} ${sessions}: ${written}`;
          expect(written.length, name).toBeLessThanOrEqual(4);
          if (sessions.endsWith('!') && sessions !== '!') expect(written, name).toContain('!');
          if (content === 'sessions') continue;
          for (const mark of ['?', '*'])
            if (chats.endsWith(mark)) expect(written, name).toContain(chats === '*' ? '?' : mark);
          if (/^\D*$/.test(chats)) expect(written, name).toMatch(/^[?…]/);
        }
});
