import * as v from 'valibot';
import { LiveChatError } from './error.ts';
import { request } from './request.ts';

/**
 * Resolves when LiveChat's API answers as only LiveChat does: by refusing a request without a token.
 *
 * @throws LiveChatError why it cannot be reached
 */
export async function checkReachable(accountsUrl: string): Promise<void> {
  try {
    await request(`${accountsUrl}/v2/info`, { schema: v.never() });
  } catch (error) {
    if (!(error instanceof LiveChatError && error.code === 'unauthorized')) throw error;
  }
}
