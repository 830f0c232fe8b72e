import { plural, type TextKey, t } from '../i18n/index.ts';
import type { EndingFailure } from './endings.ts';
import type { EndingsResult } from './endings-result.ts';

const reasons: Record<EndingFailure, TextKey> = {
  offline: 'ending_failed_offline',
  not_allowed: 'ending_failed_not_allowed',
  timeout: 'ending_failed_timeout',
  rate_limited: 'ending_failed_rate_limited',
  server_error: 'ending_failed_server_error',
  unexpected_answer: 'ending_failed_unexpected_answer',
  network_login: 'ending_failed_network_login',
  access_denied: 'ending_failed_access_denied',
  not_found: 'ending_failed_invalid_request',
  invalid_request: 'ending_failed_invalid_request',
  no_id: 'ending_failed_no_id',
  no_current: 'ending_failed_no_current',
  unlisted: 'ending_failed_unlisted',
  unauthorized: 'ending_failed_unauthorized',
  grant_refused: 'ending_failed_unauthorized',
  insufficient_scope: 'ending_failed_insufficient_scope',
};

/** Says why a session was not ended, and what to do. */
export const failureText = (code: EndingFailure): string => t('ending_failed', t(reasons[code]));

/** Says in one sentence what came of ending several sessions. */
export function resultText({ total, ended, reason }: EndingsResult): string {
  if (!reason) return plural('sessions_ended', ended);
  const missed = plural('sessions_not_ended', total - ended);
  return t('sessions_ended_partly', ended, total, missed, t(reasons[reason]));
}
