import * as v from 'valibot';
import { LiveChatError } from './error.ts';
import { request } from './request.ts';

/** Lists LiveChat's own words for trouble that says nothing about the agent. */
const troubles: readonly LiveChatError['code'][] = ['server_error', 'rate_limited', 'timeout'];

/**
 * Resolves when LiveChat's API can be reached: whatever LiveChat itself answers to a request without a token says so, but
 * for trouble of its own, which its pages may have as well.
 *
 * @throws LiveChatError why it cannot be reached
 */
export async function checkReachable(accountsUrl: string): Promise<void> {
  try {
    await request(`${accountsUrl}/v2/info`, { kind: 'info', schema: v.object({}) });
  } catch (error) {
    const isAnswered = error instanceof LiveChatError && error.isLiveChats && !troubles.includes(error.code);
    if (!isAnswered) throw error;
  }
}
