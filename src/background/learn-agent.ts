import { config } from '../config/index.ts';
import { LiveChatError } from '../livechat/error.ts';
import { fetchAccount } from '../livechat/fetch-account.ts';
import { fetchTokenOwner } from '../livechat/fetch-token-owner.ts';
import { ofAccount } from '../state/known-sessions.ts';
import { read, type Stored } from '../state/store/background-store.ts';
import { recountAlert } from './recount-alert.ts';
import { shareInFlight } from './share-in-flight.ts';
import { writeDuring } from './stored-connection.ts';
import { goodAccessToken, readTokens } from './stored-tokens.ts';

/** Tells whether the client may ask for the agent's name and e-mail address; `:rw` includes `:ro`. */
const mayFetchAccount = config.scopes.some((scope) => /^accounts--my:r[ow]$/.test(scope));

/** Tells whether there is nothing more to learn about the agent who has signed in. */
export const isWhollyKnown = (agent: Stored['agent']): boolean =>
  agent !== undefined && (agent.name !== undefined || !mayFetchAccount);

/** Sets how long to leave LiveChat alone with what it did not tell, in milliseconds. */
const pause = 60 * 60_000;

/**
 * Learns from LiveChat who has signed in, as far as that is not known, and so whose the known sessions are. Never worth
 * failing for, nor worth new tokens: what LiveChat does not tell is asked for again an hour later, or `at once`.
 */
export const learnAgent = shareInFlight(async (urgency?: 'at once'): Promise<void> => {
  const { agent, connection, agentAskedAt = 0 } = await read('agent', 'connection', 'agentAskedAt');
  if (connection?.status !== 'signedIn') return;
  if (isWhollyKnown(agent)) return;
  const now = Date.now();
  if (!urgency && (connection.trouble || Math.abs(now - agentAskedAt) < pause)) return;
  const accessToken = goodAccessToken(await readTokens());
  if (!accessToken) return;
  const { signInId } = connection;
  await writeDuring(signInId, () => ({ agentAskedAt: now }));
  try {
    const owner = agent ?? (await fetchTokenOwner(config.accountsUrl, accessToken));
    if (!agent) {
      await writeDuring(signInId, async () => {
        const { knownSessions, alert } = await read('knownSessions', 'alert');
        if (!knownSessions) return { agent: owner };
        const known = ofAccount(knownSessions, owner.accountId, signInId);
        return { agent: owner, knownSessions: known ?? null, ...(known && recountAlert(alert, known)) };
      });
    }
    if (!mayFetchAccount) return;
    const account = await fetchAccount(config.accountsUrl, accessToken);
    await writeDuring(signInId, () => ({ agent: { ...owner, ...account } }));
  } catch (error) {
    if (!(error instanceof LiveChatError)) throw error;
    // LiveChat was not asked.
    if (error.code === 'offline') await writeDuring(signInId, () => ({ agentAskedAt: null }));
  }
});
