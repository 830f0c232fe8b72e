import { clock, type TextKey, t } from '../i18n/index.ts';
import { troubleText } from './badge.ts';
import type { ShownTrouble } from './view.ts';

const advice = {
  offline: 'advice_offline',
  not_allowed: 'advice_not_allowed',
  paused: 'advice_paused',
  storage_failed: 'advice_storage_failed',
  storage_unreadable: 'advice_storage_unreadable',
  timeout: 'advice_timeout',
  rate_limited: 'advice_wait',
  server_error: 'advice_wait',
  unexpected_answer: 'advice_unexpected_answer',
  network_login: 'advice_network_login',
  unauthorized: 'advice_unauthorized',
  grant_refused: 'advice_unauthorized',
  access_denied: 'advice_access_denied',
  not_found: 'advice_invalid_request',
  invalid_request: 'advice_invalid_request',
  insufficient_scope: 'scope_missing_about',
} as const satisfies Record<ShownTrouble['code'], TextKey>;

/** Says what the agent can do about a trouble, and when LiveChat is asked again by itself. */
export function adviceText({ code, nextTryAt }: Pick<ShownTrouble, 'code' | 'nextTryAt'>): string {
  // What the browser forbids, no further try changes.
  if (code === 'not_allowed' || nextTryAt === undefined) return t(advice[code]);
  return `${t(advice[code])} ${t('tries_again', clock(nextTryAt))}`;
}

/**
 * Says in sentences what the trouble is, and what comes next; the style makes the first letter a capital.
 *
 * @param ofChats it is that of the chats, which have a permission of their own
 */
export const troubleNoticeText = (trouble: ShownTrouble, ofChats = false): string =>
  `${troubleText(trouble, ofChats)}. ${adviceText(trouble)}`;
