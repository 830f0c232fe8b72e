import { number, plural, t } from '../i18n/index.ts';
import type { ChatsSummary } from './chats.ts';

/** Sets what stands between the numbers of a line. */
export const separator = ' · ';

/** Writes one of the numbers of chats: with a plus sign behind it where it may be higher. */
export const chatsNumber = (some: number, { isAtLeast }: Pick<ChatsSummary, 'isAtLeast'>): string =>
  number(some) + (isAtLeast ? '+' : '');

/** Says how many of the agent's chats are unread. */
export const unreadText = (summary: ChatsSummary): string =>
  plural('chats_unread', summary.unread, chatsNumber(summary.unread, summary));

/**
 * Says in one line how many chats the agent has, and what asks for them: `5 chats · 2 unread · 3 waiting`.
 *
 * @param beforeUnread what stands before the number of those that are unread: a comma where more follows that is no chat
 */
export function chatsText(summary: ChatsSummary, beforeUnread = separator): string {
  const { mine, unread, queued } = summary;
  const chats = plural('chats_count', mine, chatsNumber(mine, summary));
  const own = unread > 0 ? `${chats}${beforeUnread}${unreadText(summary)}` : chats;
  return queued > 0 ? `${own}${separator}${t('chats_waiting', chatsNumber(queued, summary))}` : own;
}
