import { clock, plural, type TextKey, t } from '../i18n/index.ts';
import { badgeColors } from './badge-colors.ts';
import { type BadgeNumber, badgeTextOf } from './badge-text.ts';
import { chatsText, separator } from './chats-text.ts';
import type { RefusalReason } from './connection.ts';
import type { Choices } from './settings.ts';
import { toldAs } from './told-as.ts';
import type { ChatsView, NumberView, ShownTrouble, SignedInView, View } from './view.ts';

/**
 * Describes the toolbar button: the badge's text and colours, and the button's title, which is for later: the first
 * number or time that a process writes in a language takes longer than a whole poll.
 */
export type Badge = { text: string; color: string; textColor: string; title(): string };

/**
 * Says in words why the number could not be fetched, and since when.
 *
 * @param ofChats it is that of the chats, which have a permission of their own
 */
export function troubleText({ code, since }: ShownTrouble, ofChats = false): string {
  const told = toldAs(code);
  if (told === 'insufficient_scope') return t('badge_scope_missing');
  if (ofChats && told === 'not_allowed') return t('trouble_chats_not_allowed', clock(since));
  return t(`trouble_${told}`, clock(since));
}

/** Says in words that there are new sessions. */
export const newsText = (added: number, newest: string): string =>
  added === 1 ? t('new_session', newest) : plural('new_sessions', added);

/** Says in words why LiveChat no longer takes our tokens. */
export const refusalText = (reason: RefusalReason): string => t(`refusal_${reason}`);

/** Lists what a mark in the badge's text colours it as, the most urgent first: no colour says what the text does not. */
const uses = [
  ['!', 'alert'],
  ['?', 'stale'],
  ['*', 'unread'],
  ['…', 'progress'],
] as const;

function sessionsNumber(view: SignedInView): BadgeNumber {
  if (view.state === 'loading') return { mark: '…' };
  if (view.state === 'stale') return { count: view.known?.count, mark: '?' };
  return { count: view.count, mark: view.state === 'new' ? '!' : '' };
}

function chatsNumber(view: CountedChats): BadgeNumber {
  if (view.state === 'loading') return { mark: '…' };
  const { mine: count, isAtLeast, unread = 0 } = ('summary' in view ? view : view.known)?.summary ?? {};
  return { count, isAtLeast, mark: view.state === 'stale' ? '?' : unread > 0 ? '*' : '' };
}

/** Describes a part of the title: one that LiveChat told lately has the time in `at`. */
type Part = { text: string; at?: number };

function partOf<Known extends { fetchedAt: number }>(
  view: NumberView<Known>,
  textOf: (known: Known) => string,
  { loading, unknown }: { loading: TextKey; unknown: TextKey },
): Part {
  if (view.state === 'loading') return { text: t(loading) };
  if (view.state === 'fresh') return { text: textOf(view), at: view.fetchedAt };
  const { known, trouble } = view;
  const why = troubleText(trouble);
  return { text: known ? t('badge_stale', textOf(known), clock(known.fetchedAt), why) : t(unknown, why) };
}

function sessionsPart(view: SignedInView, isAlone: boolean): Part {
  if (view.state === 'new')
    return { text: newsText(view.added, view.newest), ...(!isAlone && { at: view.fetchedAt }) };
  return partOf(view, ({ count }) => plural(isAlone ? 'active_sessions' : 'sessions_count', count), {
    loading: 'badge_loading',
    unknown: 'badge_stale_unknown',
  });
}

const chatsPart = (view: CountedChats): Part =>
  partOf(view, ({ summary }) => chatsText(summary, ', '), {
    loading: 'badge_chats_loading',
    unknown: 'badge_chats_unknown',
  });

/** Says first what is known, with the older one's time, then what is not, or may be wrong. */
function titleOf(parts: readonly Part[], ...others: (string | undefined)[]): string {
  const told = parts.filter(({ at }) => at !== undefined);
  const text = told.map((part) => part.text).join(separator);
  const at = Math.min(...told.map((part) => part.at ?? 0));
  return [
    told.length > 0 && t('badge_fresh', text, clock(at)),
    ...parts.map((part) => part.at === undefined && part.text),
    ...others,
  ]
    .filter(Boolean)
    .join(separator);
}

/** Describes the chats of an agent who has given access to them. */
type CountedChats = Extract<ChatsView, { state: 'loading' | 'fresh' | 'stale' }>;

const isCounted = (chats: ChatsView): chats is CountedChats =>
  chats.state === 'loading' ||
  chats.state === 'fresh' ||
  (chats.state === 'stale' && chats.trouble.code !== 'not_allowed');

function signedInBadge(
  view: SignedInView,
  chats: ChatsView,
  { badgeContent, badgeForZero }: BadgeChoices,
  quietUntil: number | undefined,
): Badge {
  const counted = isCounted(chats) ? chats : undefined;
  const text = badgeTextOf(
    counted ? badgeContent : 'sessions',
    { chats: counted ? chatsNumber(counted) : { mark: '' }, sessions: sessionsNumber(view) },
    { badgeForZero },
  );
  const [, use] = uses.find(([mark]) => text.includes(mark)) ?? ['', 'count'];
  return {
    text,
    ...badgeColors[use],
    title: () =>
      titleOf(
        [...(counted ? [chatsPart(counted)] : []), sessionsPart(view, !counted)],
        counted || chats.state === 'off' ? undefined : t('badge_chats_missing'),
        quietUntil === undefined ? undefined : t('paused_until', clock(quietUntil)),
      ),
  };
}

/** Names what the agent may choose of the badge. */
type BadgeChoices = Pick<Choices, 'badgeForZero' | 'badgeContent'>;

/**
 * Decides what the toolbar button shows, and nothing else does. No two states differ by their colour alone: a number
 * is right, `4!` has a new session in it, `4*` an unread chat, `4?` may be wrong; `!` wants a sign-in, `!!` a change of the
 * app. Where the agent's chats may not be seen, it shows the sessions.
 *
 * @param choices.badgeForZero false hides a count of zero; not a stale one, which has to be marked
 * @param quietUntil the time until which no notification comes; absent where they do
 */
export function badgeOf(view: View, chats: ChatsView, choices: BadgeChoices, quietUntil?: number): Badge {
  switch (view.state) {
    case 'notConfigured':
      return { text: '', ...badgeColors.count, title: () => t('badge_set_up') };
    case 'signedOut':
      return { text: '', ...badgeColors.count, title: () => t('badge_signed_out') };
    case 'signingIn':
      return { text: '…', ...badgeColors.progress, title: () => t('badge_signing_in') };
    case 'refused':
      return {
        text: '!',
        ...badgeColors.warning,
        title: () => t('badge_refused', refusalText(view.reason)),
      };
    case 'scopeMissing':
      return { text: '!!', ...badgeColors.error, title: () => t('badge_scope_missing') };
    default:
      return signedInBadge(view, chats, choices, quietUntil);
  }
}
