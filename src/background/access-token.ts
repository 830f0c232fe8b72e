import { config } from '../config/index.ts';
import { renewTokens, type Tokens } from '../livechat/authorization.ts';
import { LiveChatError } from '../livechat/error.ts';
import type { RefusalReason } from '../state/connection.ts';
import { type Changes, write } from '../state/stored.ts';
import { inTurn, note } from './connection.ts';
import { onceAtATime } from './once-at-a-time.ts';
import { renewSilently } from './renew-silently.ts';
import {
  credentialsToStore,
  readCredentials,
  readTokens,
  type StoredTokens,
  tokensToStore,
} from './stored-tokens.ts';

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
 * An access token that is good for now, renewed when it is about to end.
 *
 * @param rejected an access token that LiveChat has just refused: never returned
 * @throws RefusedError when only signing in again helps; StorageError when tokens could not be stored, which are
 * then kept in memory and stored by the next call; LiveChatError when renewal failed otherwise
 */
export async function currentAccessToken(rejected?: string): Promise<string> {
  if (unsaved) await save(unsaved);
  const { accessToken, credentials } = await readTokens();
  const goodFor = (milliseconds: number) =>
    accessToken && accessToken.value !== rejected && Date.now() + milliseconds < accessToken.expiresAt
      ? accessToken.value
      : undefined;
  const good = goodFor(credentials ? margin : 0);
  if (good) return good;
  try {
    if (!credentials) throw new RefusedError(rejected ? 'revoked' : 'expired');
    return await renew();
  } catch (error) {
    // Renewed early: there is time to try again, unless LiveChat wants a pause.
    const left = error instanceof LiveChatError && error.code !== 'rate_limited' && goodFor(0);
    if (left) return left;
    if (!(error instanceof RefusedError)) throw error;
    // LiveChat's own cookie may still know the agent.
    const renewal = await renewSilently();
    if ('refusal' in renewal) throw error;
    return renewal.accessToken;
  }
}

/**
 * Calls LiveChat with an access token, and once more with a new one if LiveChat refuses the first.
 *
 * @throws what `currentAccessToken` and the call throw
 */
export async function withAccessToken<T>(call: (accessToken: string) => Promise<T>): Promise<T> {
  const accessToken = await currentAccessToken();
  try {
    return await call(accessToken);
  } catch (error) {
    if (!(error instanceof LiveChatError && error.code === 'unauthorized')) throw error;
    return await call(await currentAccessToken(accessToken));
  }
}

/** Renewed tokens that the browser did not store: all that is left of the sign-in, as LiveChat has rotated. */
let unsaved: { tokens: Tokens; clientId: string; at: number; replacing: string } | undefined;

/** Stores what belongs to a refresh token, if that is still the stored one. Returns whether it was. */
function writeFor(refreshToken: string, changes: () => Changes | Promise<Changes>): Promise<boolean> {
  return inTurn(async () => {
    const credentials = await readCredentials();
    const isStill = credentials?.refreshToken === refreshToken;
    if (isStill) await write(await changes());
    return isStill;
  });
}

/** Stores renewed tokens in place of the refresh token that was spent for them. */
async function save(renewed: NonNullable<typeof unsaved>): Promise<void> {
  unsaved = renewed;
  // Signed out meanwhile: the new tokens belong to nobody.
  await writeFor(renewed.replacing, () => tokensToStore(renewed.tokens, renewed.clientId, renewed.at));
  unsaved = undefined;
}

const renew = onceAtATime(async (): Promise<string> => {
  const credentials = await readCredentials();
  if (!credentials) throw new RefusedError('expired');
  const { refreshToken, clientId, renewalStartedAt } = credentials;
  // A mark to find if the answer never arrives; and a browser that cannot store it could not store the answer.
  const marked = { ...credentials, renewalStartedAt: Date.now() };
  // Signed out meanwhile, or signed in anew: this refresh token is nobody's any more.
  if (!(await writeFor(refreshToken, () => credentialsToStore(marked)))) throw new RefusedError('revoked');
  try {
    const tokens = await renewTokens({ accountsUrl: config.accountsUrl, clientId }, refreshToken);
    // LiveChat may return no new refresh token (server-side apps): the old one stays good.
    const kept = { ...tokens, refreshToken: tokens.refreshToken ?? refreshToken };
    await save({ tokens: kept, clientId, at: Date.now(), replacing: refreshToken });
    await note({ what: 'renewal', outcome: 'ok' });
    return tokens.accessToken;
  } catch (error) {
    if (!(error instanceof LiveChatError)) throw error;
    const { code, requestId } = error;
    await note({ what: 'renewal', outcome: code, ...(requestId && { requestId }) });
    // LiveChat itself says no, so it has not rotated. Of any other answer, or of none, nobody knows.
    const isLiveChats =
      code === 'grant_refused' ||
      code === 'rate_limited' ||
      (code === 'server_error' && requestId !== undefined);
    if (isLiveChats) await writeFor(refreshToken, () => credentialsToStore(credentials));
    if (code === 'grant_refused') throw new RefusedError(renewalStartedAt ? 'renewal_lost' : 'revoked');
    throw error;
  }
});

/**
 * Forgets tokens, and finds an access token to revoke them with; only one that is good can. Spends no refresh token
 * twice: one that is being renewed, or was, gives its new access token.
 *
 * @param forget forgets the tokens, and returns them; nothing if they are to be kept after all
 * @returns what was forgotten, and the access token, or nothing when there is none to be had
 */
export async function forgetTokens<T extends StoredTokens | undefined>(
  forget: () => Promise<T>,
): Promise<{ forgotten: T; accessToken: Promise<string | undefined> }> {
  const renewal = renew.running();
  const renewed = unsaved?.tokens.accessToken;
  const forgotten = await forget();
  if (!forgotten) return { forgotten, accessToken: Promise.resolve(undefined) };
  unsaved = undefined;
  return { forgotten, accessToken: lastAccessToken(forgotten, renewal, renewed) };
}

async function lastAccessToken(
  { accessToken, credentials }: StoredTokens,
  renewal: Promise<string> | undefined,
  renewed: string | undefined,
): Promise<string | undefined> {
  const stored = accessToken && Date.now() < accessToken.expiresAt ? accessToken.value : undefined;
  if (renewal || renewed) return (await renewal?.catch(() => undefined)) ?? renewed ?? stored;
  if (stored || !credentials) return stored;
  const { clientId, refreshToken } = credentials;
  const tokens = await renewTokens({ accountsUrl: config.accountsUrl, clientId }, refreshToken).catch(
    () => undefined,
  );
  return tokens?.accessToken;
}
