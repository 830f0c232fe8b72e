import type { LiveChatError } from '../livechat/error.ts';
import { countFailure, type Failed, type Trouble } from '../state/connection.ts';
import { retryAt } from '../state/schedule.ts';
import { isAccessTokenGood } from './access-token.ts';
import { troubleCode } from './trouble-code.ts';

/**
 * Describes a failure to fetch a number, with the time from which LiveChat may be asked again.
 *
 * @param last the trouble before, if there was one
 * @param interval at which LiveChat is asked for that number now, in milliseconds
 */
export async function failureOf(
  error: LiveChatError,
  last: Trouble | undefined,
  interval: number,
): Promise<Failed> {
  const { requestId, said, retryAfterSeconds } = error;
  const code = await troubleCode(error);
  const at = Date.now();
  const failure = { ...countFailure(last, { code, at }), retryAfterSeconds };
  return {
    type: 'failed',
    code,
    at,
    retryAt: retryAt(failure, interval, Math.random()),
    isTokenGood: await isAccessTokenGood(),
    said,
    requestId,
  };
}
