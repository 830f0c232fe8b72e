import { config } from '../config/index.ts';
import { LiveChatError } from '../livechat/error.ts';
import { fetchSessions } from '../livechat/fetch-sessions.ts';
import type { Connection, Trouble } from '../state/connection.ts';
import { read } from '../state/store/background-store.ts';
import { RefusedError, withAccessToken } from './access-token.ts';
import { currentPaces } from './current-circumstances.ts';
import { failureOf } from './failure-of.ts';
import { learnAgent } from './learn-agent.ts';
import { notify } from './notify.ts';
import { hashSessions, recognize } from './recognize.ts';
import { shareInFlight } from './share-in-flight.ts';
import { advance, currentConnection, refuse } from './stored-connection.ts';

/**
 * Fetches the sessions and stores what came of it.
 *
 * @param lastRead the connection, where it was just read
 * @returns the connection then; nothing where the sign-in is over
 */
export const fetchAndStoreSessions = shareInFlight(
  async (lastRead?: Connection): Promise<Connection | undefined> => {
    const connection = lastRead ?? (await currentConnection());
    if (connection.status !== 'signedIn') return undefined;
    const { signInId, trouble } = connection;
    try {
      const sessions = await withAccessToken((accessToken) => fetchSessions(config.accountsUrl, accessToken));
      const at = Date.now();
      const hashed = await hashSessions(sessions, await saltOfKnown(signInId));
      const advanced = await advance(signInId, { what: 'sessions', outcome: 'ok' }, () =>
        recognize(hashed, at, signInId),
      );
      if (advanced) await notify(advanced.news.added);
      return advanced?.connection;
    } catch (error) {
      return storeFailure(signInId, trouble, error);
    }
  },
);

/**
 * Finds out who has signed in before their first list is compared: the sessions that are known from an earlier sign-in may be
 * of another account. Where LiveChat does not tell, they count as this one's, as an intruder may be among the new ones.
 *
 * @returns the salt of what is known then
 */
async function saltOfKnown(signInId: number): Promise<string | undefined> {
  const { agent, knownSessions } = await read('agent', 'knownSessions');
  if (!knownSessions || knownSessions.signInId === signInId || agent) return knownSessions?.salt;
  await learnAgent.afresh('at once');
  return (await read('knownSessions')).knownSessions?.salt;
}

/**
 * Stores why the sessions could not be fetched.
 *
 * @param last the trouble before, if there was one
 */
async function storeFailure(
  signInId: number,
  last: Trouble | undefined,
  error: unknown,
): Promise<Connection | undefined> {
  if (error instanceof RefusedError) return refuse(signInId, 'sessions', error.reason);
  if (!(error instanceof LiveChatError)) throw error;
  const { sessions } = await currentPaces();
  const event = await failureOf(error, last, sessions.interval);
  const { code, requestId } = event;
  const advanced = await advance(signInId, { what: 'sessions', outcome: code, requestId }, () => ({
    event,
    changes: {},
  }));
  return advanced?.connection;
}
