import browser from 'webextension-polyfill';
import { config } from '../config/index.ts';
import { revokeTokens } from '../livechat/authorization.ts';
import { signedOut } from '../state/connection.ts';
import { read, remove, write } from '../state/stored.ts';
import { inTurn } from './connection.ts';
import { pollingAlarm } from './poll.ts';

/** Forgets the agent at once, then revokes our tokens at LiveChat, as far as it can be reached. */
export async function signOut(): Promise<void> {
  const { accessToken } = await inTurn(async () => {
    const tokens = await read('accessToken');
    await write({ connection: signedOut });
    await remove('credentials', 'accessToken', 'snapshot', 'signIn', 'transaction');
    return tokens;
  });
  await browser.alarms.clear(pollingAlarm);
  // The agent is signed out here whatever LiveChat says; its tokens end by themselves.
  if (accessToken) await revokeTokens(config.accountsUrl, accessToken.value).catch(() => undefined);
}
