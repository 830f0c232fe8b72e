import { config } from '../config/index.ts';
import { renewTokens, type Tokens } from '../livechat/authorization.ts';
import { LiveChatError } from '../livechat/error.ts';
import type { RefusalReason } from '../state/connection.ts';
import { type Changes, write } from '../state/store/background-store.ts';
import { addDiagnostic } from './add-diagnostic.ts';
import { withAgentLock } from './agent-lock.ts';
import { renewSilently } from './renew-silently.ts';
import { shareInFlight } from './share-in-flight.ts';
import {
  credentialsToStore,
  goodAccessToken,
  isHeld,
  readCredentials,
  readTokens,
  type StoredTokens,
  tokensToStore,
} from './stored-tokens.ts';
import { troubleCode } from './trouble-code.ts';

/** Reports that LiveChat takes none of our tokens any more; only the agent can cure that. */
export class RefusedError extends Error {
  override readonly name = 'RefusedError';
  constructor(readonly reason: RefusalReason) {
    super(reason);
  }
}

/**
 * The access token that was last answered with a 401. Memory is enough: what follows from that is decided and stored
 * before the service worker stops.
 */
let rejected: string | undefined;

/** Tells whether there is an access token that is good, as far as is known. */
export const isAccessTokenGood = async (): Promise<boolean> =>
  goodAccessToken(await readTokens(), { except: rejected }) !== undefined;

/** A 401 to a call: the access token that it was about, and the answer. */
type Rejection = { accessToken: string; answer: LiveChatError };

/**
 * Finds an access token that is good for now, renewed when it is about to end.
 *
 * @param rejection a 401 to an access token, which is never returned then
 * @throws RefusedError when only signing in again helps; StorageError when tokens could not be stored, which are
 * then kept in memory and stored by the next call; LiveChatError when renewal failed otherwise
 */
async function currentAccessToken(rejection?: Rejection): Promise<string> {
  const except = rejection?.accessToken;
  if (unsaved) await save(unsaved);
  const tokens = await readTokens();
  const good = goodAccessToken(tokens, { except, isToLast: true });
  if (good) return good;
  try {
    if (!tokens.credentials) throw new RefusedError(rejection ? 'revoked' : 'expired');
    return await renew(except);
  } catch (error) {
    // Renewed early: there is time to try again, unless LiveChat wants a pause.
    const left =
      error instanceof LiveChatError && error.code !== 'rate_limited' && goodAccessToken(tokens, { except });
    if (left) return left;
    if (!(error instanceof RefusedError)) throw error;
    // LiveChat's own cookie may still know the agent.
    const renewal = await renewSilently(except);
    if ('accessToken' in renewal) return renewal.accessToken;
    // Somebody's 401, and no token endpoint to ask: LiveChat has not refused the sign-in.
    const isStrangers = !tokens.credentials && rejection && !rejection.answer.isLiveChats;
    throw isStrangers ? rejection.answer : error;
  }
}

/**
 * Calls LiveChat with an access token, and once more with a new one after a 401. A second 401 ends no sign-in: the token
 * endpoint, which has just said yes, decides about that.
 *
 * @throws what the call throws; RefusedError when LiveChat takes none of our tokens any more; StorageError
 */
export async function withAccessToken<T>(call: (accessToken: string) => Promise<T>): Promise<T> {
  const first = await currentAccessToken();
  try {
    return await callWith(first, call);
  } catch (answer) {
    if (!isUnauthorized(answer)) throw answer;
    return callWith(await currentAccessToken({ accessToken: first, answer }), call);
  }
}

/**
 * Does the same for an API whose 401 says nothing of the sign-in: it is worth a refresh token, once, and no page of LiveChat. The
 * sessions find out what it means.
 *
 * @param isKnown whether its last answer was a 401, too
 */
export async function withSpareToken<T>(
  call: (accessToken: string) => Promise<T>,
  isKnown: boolean,
): Promise<T> {
  const first = await currentAccessToken();
  try {
    return await call(first);
  } catch (answer) {
    if (!isUnauthorized(answer)) throw answer;
    const tokens = await readTokens();
    const isRenewed = goodAccessToken(tokens, { except: first, isToLast: true }) !== undefined;
    if (!isRenewed && (isKnown || !tokens.credentials)) throw answer;
    return call(await currentAccessToken({ accessToken: first, answer }));
  }
}

const isUnauthorized = (error: unknown): error is LiveChatError =>
  error instanceof LiveChatError && error.code === 'unauthorized';

async function callWith<T>(accessToken: string, call: (accessToken: string) => Promise<T>): Promise<T> {
  try {
    const answer = await call(accessToken);
    // It was somebody on the way who did not take it.
    if (rejected === accessToken) rejected = undefined;
    return answer;
  } catch (error) {
    if (isUnauthorized(error)) rejected = accessToken;
    throw error;
  }
}

/** Renewed tokens that the browser did not store: all that is left of the sign-in, as LiveChat has rotated. */
let unsaved: { tokens: Tokens; clientId: string; at: number; replacing: string } | undefined;

/** Stores what belongs to a refresh token, if that is still the stored one. Returns whether it was. */
function writeFor(refreshToken: string, changes: () => Changes | Promise<Changes>): Promise<boolean> {
  return withAgentLock(async () => {
    const credentials = await readCredentials();
    const isStored = credentials?.refreshToken === refreshToken;
    if (isStored) await write(await changes());
    return isStored;
  });
}

/** Stores renewed tokens in place of the refresh token that was spent for them. */
async function save(renewed: NonNullable<typeof unsaved>): Promise<void> {
  unsaved = renewed;
  // Signed out meanwhile: the new tokens belong to nobody.
  await writeFor(renewed.replacing, () => tokensToStore(renewed.tokens, renewed.clientId, renewed.at));
  unsaved = undefined;
}

/**
 * Tells whether nothing can leave this computer, as far as the browser knows. It is wrong about that with some
 * VPNs (mdn/content issue 30402), so that is no reason not to try.
 */
const isOffline = (): boolean => self.navigator?.onLine === false;

const renew = shareInFlight(async (except?: string): Promise<string> => {
  const { credentials, ...tokens } = await readTokens();
  // Whoever asked has just missed another one's success.
  const renewed = goodAccessToken({ credentials, ...tokens }, { except, isToLast: true });
  if (renewed) return renewed;
  if (!credentials) throw new RefusedError('expired');
  const { refreshToken, clientId, renewalStartedAt, refusedAs } = credentials;
  // Asked again, LiveChat would say no again.
  if (refusedAs) throw new RefusedError(refusedAs);
  const wasOffline = isOffline();
  // A mark to find if the answer never arrives; and a browser that cannot store it could not store the answer.
  const marked = { ...credentials, renewalStartedAt: Date.now() };
  // Signed out meanwhile, or signed in anew: this refresh token is nobody's any more.
  if (!(await writeFor(refreshToken, () => credentialsToStore(marked)))) throw new RefusedError('revoked');
  try {
    const renewal = await renewTokens({ accountsUrl: config.accountsUrl, clientId }, refreshToken);
    // LiveChat may return no new refresh token (server-side apps): the old one stays good.
    const kept = { ...renewal, refreshToken: renewal.refreshToken ?? refreshToken };
    await save({ tokens: kept, clientId, at: Date.now(), replacing: refreshToken });
    await addDiagnostic({ what: 'renewal', outcome: 'ok' });
    return renewal.accessToken;
  } catch (error) {
    if (!(error instanceof LiveChatError)) throw error;
    const { code, requestId } = error;
    await addDiagnostic({ what: 'renewal', outcome: code, requestId });
    if (code === 'grant_refused') {
      const reason = renewalStartedAt ? 'renewal_lost' : 'revoked';
      await writeFor(refreshToken, () => credentialsToStore({ ...credentials, refusedAs: reason }));
      throw new RefusedError(reason);
    }
    const neverLeft =
      (code === 'offline' && wasOffline && isOffline()) || (await troubleCode(error)) === 'not_allowed';
    // LiveChat itself says no, or was not asked, so it has not rotated. Of any other answer, or of none, nobody knows.
    const isUnspent = error.isLiveChats || code === 'rate_limited' || neverLeft;
    const { accessToken } = tokens;
    await writeFor(refreshToken, async () => ({
      ...(isUnspent && (await credentialsToStore(credentials))),
      // Once is enough before the access token ends, if it was LiveChat that was asked.
      ...(code !== 'offline' &&
        accessToken && { accessToken: { ...accessToken, renewAt: accessToken.expiresAt } }),
    }));
    throw error;
  }
});

/**
 * Forgets tokens, and finds an access token to revoke them with; only one that is good can. Spends no refresh token
 * twice: one that is being renewed, or was, gives its new access token.
 *
 * @param forget forgets the tokens, and returns them; nothing if they are to be kept after all
 * @param kept the tokens that take their place: LiveChat may have handed out again what we held
 * @returns what was forgotten, and the access token, or nothing when there is none to be had
 */
export async function forgetTokens<T extends StoredTokens | undefined>(
  forget: () => Promise<T>,
  kept?: Tokens,
): Promise<{ forgotten: T; accessToken: Promise<string | undefined> }> {
  const renewal = renew.running();
  const renewed = unsaved?.tokens.accessToken;
  const forgotten = await forget();
  if (!forgotten || (kept && isHeld(kept, forgotten)))
    return { forgotten, accessToken: Promise.resolve(undefined) };
  unsaved = undefined;
  return { forgotten, accessToken: lastAccessToken(forgotten, renewal, renewed) };
}

async function lastAccessToken(
  tokens: StoredTokens,
  renewal: Promise<string> | undefined,
  renewed: string | undefined,
): Promise<string | undefined> {
  const stored = goodAccessToken(tokens);
  if (renewal || renewed) return (await renewal?.catch(() => undefined)) ?? renewed ?? stored;
  const { credentials } = tokens;
  if (stored || !credentials || credentials.refusedAs) return stored;
  const { clientId, refreshToken } = credentials;
  const last = await renewTokens({ accountsUrl: config.accountsUrl, clientId }, refreshToken).catch(
    () => undefined,
  );
  return last?.accessToken;
}
