import { LiveChatError, type LiveChatErrorCode } from '../livechat/error.ts';
import { RefusedError, withAccessToken } from './access-token.ts';
import { troubleCode } from './trouble-code.ts';

/** Describes what came of a request to end sessions. */
export type Outcome = { state: 'ended' | LiveChatErrorCode; requestId?: string | undefined };

/** Makes a request that ends sessions, and tells what came of it, as LiveChat or the network says. */
export async function outcomeOf(call: (accessToken: string) => Promise<void>): Promise<Outcome> {
  try {
    await withAccessToken(call);
    return { state: 'ended' };
  } catch (error) {
    if (error instanceof RefusedError) return { state: 'unauthorized' };
    if (!(error instanceof LiveChatError)) throw error;
    return { state: await troubleCode(error), requestId: error.requestId };
  }
}
