import { config } from '../config/index.ts';
import { revokeTokens } from '../livechat/authorization.ts';
import { endSession } from '../livechat/end-session.ts';
import { type Ending, isOpen } from '../state/endings.ts';
import { forgetTokens } from './access-token.ts';
import { endEverySession } from './end-sessions.ts';
import { forgetAgent } from './forget-agent.ts';

/**
 * Signs the agent out: of this extension only, or of LiveChat everywhere.
 *
 * `here` forgets the agent at once, then revokes our tokens at LiveChat, as far as it can be reached. `everywhere`
 * forgets them once LiveChat has ended their sessions.
 *
 * @throws StorageError when the browser does not remove what it has stored of them
 */
export async function signOut(scope: 'here' | 'everywhere'): Promise<void> {
  if (scope === 'everywhere') return endEverySession();
  const { forgotten, ...last } = await forgetTokens(forgetAgent);
  const accessToken = await last.accessToken;
  await endAtLiveChat(accessToken, forgotten.endings);
  // What is left of them is of no use any more, but the agent is to know of it.
  if (forgotten.failure) throw forgotten.failure;
}

/** Ends what is not to outlive the sign-in, and revokes its tokens, as far as LiveChat can be reached. */
async function endAtLiveChat(accessToken: string | undefined, endings: Ending[] = []): Promise<void> {
  // The agent is signed out here whatever LiveChat says; its tokens end by themselves.
  if (!accessToken) return;
  // A session that the agent has just seen ending must not outlive that. Our own ends with the tokens.
  for (const { sessionId } of endings.filter((each) => isOpen(each) && !each.current)) {
    await endSession(config.accountsUrl, accessToken, sessionId).catch(() => undefined);
  }
  await revokeTokens(config.accountsUrl, accessToken).catch(() => undefined);
}
