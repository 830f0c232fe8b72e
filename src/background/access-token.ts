import { config } from '../config/index.ts';
import { renewTokens, type Tokens } from '../livechat/authorization.ts';
import { LiveChatError } from '../livechat/error.ts';
import type { RefusalReason } from '../state/connection.ts';
import { read, type Stored, write } from '../state/stored.ts';
import { inTurn } from './connection.ts';
import { onceAtATime } from './once-at-a-time.ts';

/** An access token is renewed this long before it ends, in milliseconds. */
const margin = 5 * 60_000;

/** LiveChat takes none of our tokens any more; only the agent can cure that. */
export class RefusedError extends Error {
  override readonly name = 'RefusedError';
  constructor(readonly reason: RefusalReason) {
    super(reason);
  }
}

/**
 * Tokens as they are stored. `expiresAt` is in milliseconds since 1970.
 *
 * @param clientId the client that they were issued to
 * @param now milliseconds since 1970
 */
export function tokensToStore(tokens: Tokens, clientId: string, now: number): Stored {
  return {
    ...(tokens.refreshToken && { credentials: { refreshToken: tokens.refreshToken, clientId } }),
    accessToken: { value: tokens.accessToken, expiresAt: now + tokens.expiresIn * 1000 },
  };
}

/**
 * An access token that is good for now, renewed when it is about to end.
 *
 * @param rejected an access token that LiveChat has just refused: never returned
 * @throws RefusedError when only signing in again helps; LiveChatError when renewal failed otherwise
 */
export async function currentAccessToken(rejected?: string): Promise<string> {
  const { accessToken, credentials } = await read('accessToken', 'credentials');
  if (accessToken && accessToken.value !== rejected) {
    const ends = credentials ? accessToken.expiresAt - margin : accessToken.expiresAt;
    if (Date.now() < ends) return accessToken.value;
  }
  if (!credentials) throw new RefusedError(rejected ? 'revoked' : 'expired');
  return renew();
}

const renew = onceAtATime(async (): Promise<string> => {
  const { credentials } = await read('credentials');
  if (!credentials) throw new RefusedError('expired');
  const { refreshToken, clientId, renewalStartedAt } = credentials;
  await write({ credentials: { ...credentials, renewalStartedAt: Date.now() } });
  try {
    const tokens = await renewTokens({ accountsUrl: config.accountsUrl, clientId }, refreshToken);
    // LiveChat may return no new refresh token (server-side apps): the old one stays good.
    const kept = { ...tokens, refreshToken: tokens.refreshToken ?? refreshToken };
    await inTurn(async () => {
      // Signed out meanwhile: the new tokens belong to nobody.
      const latest = await read('credentials');
      if (latest.credentials?.refreshToken !== refreshToken) throw new LiveChatError('unauthorized');
      await write(tokensToStore(kept, clientId, Date.now()));
    });
    return tokens.accessToken;
  } catch (error) {
    if (error instanceof LiveChatError && error.code === 'grant_refused') {
      throw new RefusedError(renewalStartedAt ? 'renewal_lost' : 'revoked');
    }
    throw error;
  }
});
