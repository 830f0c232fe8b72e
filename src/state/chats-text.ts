import { number, plural, t } from '../i18n/index.ts';
import type { ChatsSummary } from './chats.ts';

/** Sets what stands between the numbers of a line. */
export const separator = ' · ';

/**
 * Says in one line how many chats the agent has, and what asks for them: `5 chats · 2 unread · 3 waiting`.
 *
 * @param beforeUnread what stands before the number of those that are unread: a comma where more follows that is no chat
 */
export function chatsText(
  { mine, unread, queued, isAtLeast }: ChatsSummary,
  beforeUnread = separator,
): string {
  const chats = isAtLeast ? t('chats_at_least', number(mine)) : plural('chats_count', mine);
  const own = unread > 0 ? `${chats}${beforeUnread}${plural('chats_unread', unread)}` : chats;
  return queued > 0 ? `${own}${separator}${t('chats_waiting', number(queued))}` : own;
}
