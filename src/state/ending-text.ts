import { plural, t } from '../i18n/index.ts';
import type { EndingFailure } from './endings.ts';
import type { EndingsResult } from './endings-result.ts';
import { toldAs } from './told-as.ts';

const reasonText = (code: EndingFailure): string => t(`ending_failed_${toldAs(code)}`);

/** Says why a session was not ended, and what to do. */
export const failureText = (code: EndingFailure): string => t('ending_failed', reasonText(code));

/** Says in one sentence what came of ending several sessions. */
export function resultText({ total, ended, reason }: EndingsResult): string {
  if (!reason) return plural('sessions_ended', ended);
  const missed = plural('sessions_not_ended', total - ended);
  return t('sessions_ended_partly', ended, total, missed, reasonText(reason));
}
