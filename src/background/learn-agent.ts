import { config } from '../config/index.ts';
import { LiveChatError } from '../livechat/error.ts';
import { fetchAccount } from '../livechat/fetch-account.ts';
import { fetchTokenOwner } from '../livechat/fetch-token-owner.ts';
import { read } from '../state/stored.ts';
import { RefusedError, withAccessToken } from './access-token.ts';
import { writeDuring } from './connection.ts';
import { onceAtATime } from './once-at-a-time.ts';

/** Whether the client may ask for the agent's name and e-mail address; `:rw` includes `:ro`. */
const mayFetchAccount = config.scopes.some((scope) => /^accounts--my:r[ow]$/.test(scope));

/** Learns from LiveChat who has signed in, unless that is known. Never worth failing for: the next poll tries again. */
export const learnAgent = onceAtATime(async (): Promise<void> => {
  const { agent: known, connection } = await read('agent', 'connection');
  if (known || connection?.status !== 'signedIn' || connection.trouble) return;
  const { since } = connection;
  try {
    const agent = await withAccessToken(async (accessToken) => ({
      ...(await fetchTokenOwner(config.accountsUrl, accessToken)),
      ...(mayFetchAccount && (await fetchAccount(config.accountsUrl, accessToken))),
    }));
    await writeDuring(since, () => ({ agent }));
  } catch (error) {
    if (!(error instanceof LiveChatError || error instanceof RefusedError)) throw error;
  }
});
