import { duration, t } from '../i18n/index.ts';
import type { ChatsSummary } from '../state/chats.ts';
import { chatsNumber, separator } from '../state/chats-text.ts';

/** Says how long somebody has waited, in seconds below a minute, in minutes from there on. */
function waitText(since: number, now: number): string {
  const seconds = Math.max(1, Math.floor((now - since) / 1_000));
  return duration(seconds < 60 ? seconds : seconds - (seconds % 60));
}

/**
 * Says how many customers wait for an agent, and the longest wait among them: of all, so not where there may be more.
 *
 * @param now the time for which that holds, in milliseconds since 1970
 */
export function queueText(summary: ChatsSummary, now: number): string {
  const { queued, unassigned, waitingSince, isAtLeast } = summary;
  const parts = [
    queued > 0 && t('queue_waiting', chatsNumber(queued, summary)),
    queued > 0 && !isAtLeast && waitingSince !== undefined && t('queue_longest', waitText(waitingSince, now)),
    unassigned > 0 && t('queue_unassigned', chatsNumber(unassigned, summary)),
  ];
  return parts.filter(Boolean).join(separator) || t(isAtLeast ? 'queue_empty_of_some' : 'queue_empty');
}
