import { config } from '../config/index.ts';
import { renewTokens, type Tokens } from '../livechat/authorization.ts';
import { LiveChatError } from '../livechat/error.ts';
import type { RefusalReason } from '../state/connection.ts';
import { currentChoices } from '../state/current-choices.ts';
import { type Changes, type Credentials, read, write } from '../state/stored.ts';
import { inTurn, note } from './connection.ts';
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

/** The refresh token, wherever the agent wants it kept. */
export async function readCredentials(): Promise<Credentials | undefined> {
  const { credentials, sessionCredentials } = await read('credentials', 'sessionCredentials');
  return credentials ?? sessionCredentials;
}

/** The refresh token as the agent wants it kept: on the disk, or in memory. */
async function credentialsToStore(credentials: Credentials | null): Promise<Changes> {
  return (await currentChoices()).staySignedIn
    ? { credentials, sessionCredentials: null }
    : { credentials: null, sessionCredentials: credentials };
}

/**
 * Tokens as they are stored, in place of any earlier ones. `expiresAt` is in milliseconds since 1970.
 *
 * @param clientId the client that they were issued to
 * @param now milliseconds since 1970
 */
export async function tokensToStore(tokens: Tokens, clientId: string, now: number): Promise<Changes> {
  const { refreshToken } = tokens;
  return {
    ...(await credentialsToStore(refreshToken ? { refreshToken, clientId } : null)),
    accessToken: { value: tokens.accessToken, expiresAt: now + tokens.expiresIn * 1000 },
  };
}

/** Moves the refresh token to where the agent wants it kept now. */
export function moveCredentials(): Promise<void> {
  return inTurn(async () => {
    const credentials = await readCredentials();
    if (credentials) await write(await credentialsToStore(credentials));
  });
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
  const { accessToken } = await read('accessToken');
  const credentials = await readCredentials();
  if (accessToken && accessToken.value !== rejected) {
    const ends = credentials ? accessToken.expiresAt - margin : accessToken.expiresAt;
    if (Date.now() < ends) return accessToken.value;
  }
  if (!credentials) throw new RefusedError(rejected ? 'revoked' : 'expired');
  return renew();
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
let unsaved: { changes: Changes; replacing: string } | undefined;

/** Stores renewed tokens in place of the refresh token that was spent for them. */
async function save(renewed: NonNullable<typeof unsaved>): Promise<void> {
  unsaved = renewed;
  await inTurn(async () => {
    const credentials = await readCredentials();
    // Signed out meanwhile: the new tokens belong to nobody.
    if (credentials?.refreshToken === renewed.replacing) await write(renewed.changes);
  });
  unsaved = undefined;
}

/** Takes the mark of a renewal back, unless other tokens have come meanwhile. */
function unmark(credentials: Credentials): Promise<void> {
  return inTurn(async () => {
    const latest = await readCredentials();
    if (latest?.refreshToken === credentials.refreshToken) await write(await credentialsToStore(credentials));
  });
}

const renew = onceAtATime(async (): Promise<string> => {
  const credentials = await readCredentials();
  if (!credentials) throw new RefusedError('expired');
  const { refreshToken, clientId, renewalStartedAt } = credentials;
  // A mark to find if the answer never arrives; and a browser that cannot store it could not store the answer.
  await write(await credentialsToStore({ ...credentials, renewalStartedAt: Date.now() }));
  try {
    const tokens = await renewTokens({ accountsUrl: config.accountsUrl, clientId }, refreshToken);
    // LiveChat may return no new refresh token (server-side apps): the old one stays good.
    const kept = { ...tokens, refreshToken: tokens.refreshToken ?? refreshToken };
    await save({ changes: await tokensToStore(kept, clientId, Date.now()), replacing: refreshToken });
    await note({ what: 'renewal', outcome: 'ok' });
    return tokens.accessToken;
  } catch (error) {
    if (!(error instanceof LiveChatError)) throw error;
    const { code, requestId } = error;
    await note({ what: 'renewal', outcome: code, ...(requestId && { requestId }) });
    if (code === 'grant_refused') throw new RefusedError(renewalStartedAt ? 'renewal_lost' : 'revoked');
    // LiveChat's answer is here, and it is no: it has not rotated. Without an answer nobody knows.
    if (code === 'rate_limited' || code === 'server_error') await unmark(credentials);
    throw error;
  }
});
