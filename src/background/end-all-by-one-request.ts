import { config } from '../config/index.ts';
import { endAllSessions } from '../livechat/end-all-sessions.ts';
import { forgetAgent } from './forget-agent.ts';
import { type Outcome, outcomeOf } from './outcome-of.ts';

/** Asks LiveChat to end all sessions by one request; the agent is forgotten where it has. */
export async function endAllByOneRequest(signInId: number): Promise<Outcome> {
  const outcome = await outcomeOf((accessToken) => endAllSessions(config.accountsUrl, accessToken));
  if (outcome.state === 'ended') await forgetAgent(signInId);
  return outcome;
}
