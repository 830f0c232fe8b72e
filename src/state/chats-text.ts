import { number, plural, t } from '../i18n/index.ts';
import type { ChatsSummary } from './chats.ts';

/** Sets what stands between the numbers of a line. */
export const separator = ' · ';

/** Says in one line how many chats the agent has, and what asks for them: `5 chats · 2 unread · 3 waiting`. */
export function chatsText({ mine, unread, queued, isAtLeast }: ChatsSummary): string {
  const parts = [
    isAtLeast ? t('chats_at_least', number(mine)) : plural('chats_count', mine),
    unread > 0 && t('chats_unread', number(unread)),
    queued > 0 && t('chats_waiting', number(queued)),
  ];
  return parts.filter(Boolean).join(separator);
}
