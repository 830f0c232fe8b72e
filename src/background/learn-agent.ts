import { config } from '../config/index.ts';
import { scopesOf } from '../config/scopes-of.ts';
import { LiveChatError } from '../livechat/error.ts';
import { fetchAccount } from '../livechat/fetch-account.ts';
import { fetchTokenOwner } from '../livechat/fetch-token-owner.ts';
import { ofAccount } from '../state/known-sessions.ts';
import { read, type Stored } from '../state/store/background-store.ts';
import { recountAlert } from './recount-alert.ts';
import { shareInFlight } from './share-in-flight.ts';
import { writeDuring } from './stored-connection.ts';
import { goodAccessToken, readTokens } from './stored-tokens.ts';

type Agent = NonNullable<Stored['agent']>;

/** Tells whether a sign-in may ask for the agent's name and e-mail address; `:rw` includes `:ro`. */
const mayFetchAccount = ({ chats }: Pick<Stored, 'chats'>): boolean =>
  scopesOf(chats !== undefined).some((scope) => /^accounts--my:r[ow]$/.test(scope));

/** Tells whether there is nothing more to learn about the agent who has signed in. */
export const isWhollyKnown = (stored: Pick<Stored, 'agent' | 'chats'>): boolean =>
  stored.agent !== undefined && (stored.agent.name !== undefined || !mayFetchAccount(stored));

/** Sets how long to leave LiveChat alone with what it did not tell, in milliseconds. */
const pause = 60 * 60_000;

/** Sets how long an e-mail address is taken for granted, in milliseconds: it may change at LiveChat. */
const goodFor = 24 * pause;

/**
 * Learns from LiveChat who has signed in, as far as that is not known, and so whose the known sessions are. Never worth
 * failing for, nor worth new tokens: what LiveChat does not tell is asked for again an hour later, or `at once`.
 */
export const learnAgent = shareInFlight(async (urgency?: 'at once'): Promise<void> => {
  const stored = await read('agent', 'chats', 'connection', 'agentAskedAt');
  const { connection, agentAskedAt = 0 } = stored;
  if (connection?.status !== 'signedIn') return;
  if (isWhollyKnown(stored)) return;
  if (!urgency && (connection.trouble || Math.abs(Date.now() - agentAskedAt) < pause)) return;
  const accessToken = goodAccessToken(await readTokens());
  if (accessToken) await learn(connection.signInId, accessToken).catch(ignoreLiveChat);
});

function ignoreLiveChat(error: unknown): void {
  if (!(error instanceof LiveChatError)) throw error;
}

/**
 * Lists what the agent goes by among the users of a chat, and learns that from LiveChat first where it is not known, or was not
 * asked for a day; for an hour, where it is in doubt.
 *
 * @throws LiveChatError `unexpected_answer` where LiveChat knows no e-mail address of theirs
 */
export async function learnIdentities(
  signInId: number,
  accessToken: string,
  isInDoubt = false,
): Promise<string[]> {
  const { agent: known, agentAskedAt = 0 } = await read('agent', 'agentAskedAt');
  const isOld = Math.abs(Date.now() - agentAskedAt) >= (isInDoubt ? pause : goodFor);
  let agent = known;
  if (!known?.email) agent = await learn(signInId, accessToken);
  else if (isOld) agent = (await learn(signInId, accessToken).catch(ignoreLiveChat)) ?? known;
  if (!agent?.email) throw new LiveChatError('unexpected_answer');
  return [agent.email, agent.accountId];
}

let learning: { signInId: number; agent: Promise<Agent> } | undefined;

/**
 * Asks LiveChat for what is not known of the agent, or may have changed, and stores it; whoever asks meanwhile gets the same.
 *
 * @throws LiveChatError
 */
function learn(signInId: number, accessToken: string): Promise<Agent> {
  if (learning?.signInId === signInId) return learning.agent;
  const agent = askForAgent(signInId, accessToken).finally(() => {
    if (learning?.agent === agent) learning = undefined;
  });
  learning = { signInId, agent };
  return agent;
}

async function askForAgent(signInId: number, accessToken: string): Promise<Agent> {
  await writeDuring(signInId, () => ({ agentAskedAt: Date.now() }));
  try {
    const { agent, ...stored } = await read('agent', 'chats');
    const owner = agent ?? (await fetchTokenOwner(config.accountsUrl, accessToken));
    if (!agent) {
      await writeDuring(signInId, async () => {
        const { knownSessions, alert } = await read('knownSessions', 'alert');
        if (!knownSessions) return { agent: owner };
        const known = ofAccount(knownSessions, owner.accountId, signInId);
        return { agent: owner, knownSessions: known ?? null, ...(known && recountAlert(alert, known)) };
      });
    }
    if (!mayFetchAccount(stored)) return owner;
    const whole = { ...owner, ...(await fetchAccount(config.accountsUrl, accessToken)) };
    await writeDuring(signInId, () => ({ agent: whole }));
    return whole;
  } catch (error) {
    // LiveChat was not asked.
    if (error instanceof LiveChatError && error.code === 'offline')
      await writeDuring(signInId, () => ({ agentAskedAt: null }));
    throw error;
  }
}
