import { config } from '../config/index.ts';
import { renewTokens, revokeTokens } from '../livechat/authorization.ts';
import { endSession } from '../livechat/end-session.ts';
import { isOpen } from '../state/endings.ts';
import { endEverySession } from './end-sessions.ts';
import { type ForgottenTokens, forgetAgent } from './forget-agent.ts';

/**
 * Signs the agent out: of this extension only, or of LiveChat everywhere.
 *
 * `here` forgets the agent at once, then revokes our tokens at LiveChat, as far as it can be reached. `everywhere`
 * forgets them once LiveChat has ended their sessions.
 */
export async function signOut(scope: 'here' | 'everywhere'): Promise<void> {
  if (scope === 'everywhere') return endEverySession();
  const { endings = [], ...tokens } = await forgetAgent();
  // The agent is signed out here whatever LiveChat says; its tokens end by themselves.
  const accessToken = await goodAccessToken(tokens).catch(() => undefined);
  if (!accessToken) return;
  // A session that the agent has just seen ending must not outlive that.
  for (const { sessionId } of endings.filter((each) => isOpen(each) && each.of === 'one')) {
    await endSession(config.accountsUrl, accessToken, sessionId).catch(() => undefined);
  }
  await revokeTokens(config.accountsUrl, accessToken).catch(() => undefined);
}

/**
 * An access token to revoke forgotten tokens with; only one that is good can. One that has ended is renewed first.
 *
 * @throws LiveChatError
 */
async function goodAccessToken({ accessToken, credentials }: ForgottenTokens): Promise<string | undefined> {
  if (accessToken && Date.now() < accessToken.expiresAt) return accessToken.value;
  if (!credentials) return undefined;
  const { clientId, refreshToken } = credentials;
  return (await renewTokens({ accountsUrl: config.accountsUrl, clientId }, refreshToken)).accessToken;
}
