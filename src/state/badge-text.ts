import type { BadgeContent } from './settings.ts';

/**
 * Names what a badge's number is marked with: `!` has a new session in it, `*` has an unread chat in it, `?` may be wrong,
 * `…` is awaited. The asterisk is narrow, in every font, and stands high, where it is neither the dot between two numbers
 * nor a digit: so it is legible at 9 px, too.
 */
type Mark = '' | '!' | '*' | '?' | '…';

/** Describes a number for the badge. */
export type BadgeNumber = {
  /** Absent where it is not known. */
  count?: number | undefined;
  /** Tells that it may be higher: LiveChat has more than it was asked for. */
  isAtLeast?: boolean | undefined;
  mark: Mark;
};

/** Limits the text with both numbers: the dot between them is narrow. */
const roomForBoth = 4;

/**
 * Writes a count as the badge has room for it: of a fourth character, Chromium shows half, so a mark leaves less for
 * the count.
 *
 * @param isAtLeast writes a `+` behind it
 */
export function shortCount(count: number, mark: Mark = '', isAtLeast = false): string {
  const text = isAtLeast ? `${count}+` : `${count}`;
  return (count > 99 || text.length + mark.length > 3 ? `${mark ? 9 : 99}+` : text) + mark;
}

/** Writes a number; one that is not known is no zero. */
function numberText({ count, mark, isAtLeast }: BadgeNumber): string {
  if (count === undefined) return mark === '…' ? mark : '?';
  return shortCount(count, mark, isAtLeast);
}

/** Tells whether a number is surely nothing, and nothing to tell of. */
const isPlainZero = ({ count, mark, isAtLeast }: BadgeNumber): boolean =>
  count === 0 && mark === '' && !isAtLeast;

/** Writes the number of chats, and marks it for sessions, too: that somebody has signed in must not go unseen. */
function chatsText(chats: BadgeNumber, sessions: BadgeNumber): string {
  const text = numberText(chats);
  if (sessions.mark !== '!') return text;
  return chats.mark || chats.count === undefined ? `${text}!` : numberText({ ...chats, mark: '!' });
}

/**
 * Decides the badge's text for an agent who counts chats, too. Each mark stands at the number that it is about, as long
 * as both are shown; where there is no room for both, the chats are.
 *
 * @param badgeForZero false hides a zero; not one that is marked, nor the one beside another number
 */
export function badgeTextOf(
  content: BadgeContent,
  { chats, sessions }: { chats: BadgeNumber; sessions: BadgeNumber },
  { badgeForZero }: { badgeForZero: boolean },
): string {
  const isHidden = (number: BadgeNumber) => !badgeForZero && isPlainZero(number);
  if (content === 'sessions') return isHidden(sessions) ? '' : numberText(sessions);
  const both = `${numberText(chats)}·${numberText(sessions)}`;
  if (content === 'both' && both.length <= roomForBoth)
    return isHidden(chats) && isHidden(sessions) ? '' : both;
  return isHidden(chats) && sessions.mark !== '!' ? '' : chatsText(chats, sessions);
}
