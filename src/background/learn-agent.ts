import { config } from '../config/index.ts';
import { LiveChatError } from '../livechat/error.ts';
import { fetchAccount } from '../livechat/fetch-account.ts';
import { fetchTokenOwner } from '../livechat/fetch-token-owner.ts';
import { read, write } from '../state/stored.ts';
import { withAccessToken } from './access-token.ts';
import { currentConnection, inTurn } from './connection.ts';

/** Whether the client may ask for the agent's name and e-mail address; `:rw` includes `:ro`. */
const mayFetchAccount = config.scopes.some((scope) => /^accounts--my:r[ow]$/.test(scope));

/**
 * Learns from LiveChat who has signed in, unless that is known. Never worth failing for: the next poll tries again.
 *
 * @param since the sign-in that it is about
 */
export async function learnAgent(since: number): Promise<void> {
  if ((await read('agent')).agent) return;
  try {
    const agent = await withAccessToken(async (accessToken) => ({
      ...(await fetchTokenOwner(config.accountsUrl, accessToken)),
      ...(mayFetchAccount && (await fetchAccount(config.accountsUrl, accessToken))),
    }));
    await inTurn(async () => {
      const connection = await currentConnection();
      if (connection.status === 'signedIn' && connection.since === since) await write({ agent });
    });
  } catch (error) {
    if (!(error instanceof LiveChatError)) throw error;
  }
}
