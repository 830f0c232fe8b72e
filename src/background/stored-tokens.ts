import * as v from 'valibot';
import type { Tokens } from '../livechat/authorization.ts';
import { choicesOf, managedSchema, type Policy } from '../state/settings.ts';
import { type Changes, type Credentials, read, type Stored, write } from '../state/store/background-store.ts';
import { readPolicy } from '../state/store/storage.ts';
import { withAgentLock } from './agent-lock.ts';
import { shareInFlight } from './share-in-flight.ts';
import { toleratingStorage } from './show-badge.ts';

/** An access token is renewed this long before it ends, in milliseconds; a short-lived one later. */
const longestMargin = 5 * 60_000;

/** Reads the refresh token, wherever the agent wants it kept. */
export async function readCredentials(): Promise<Credentials | undefined> {
  const { credentials, sessionCredentials } = await read('credentials', 'sessionCredentials');
  return credentials ?? sessionCredentials;
}

/** Describes the tokens that are stored, wherever that is. */
export type StoredTokens = Pick<Stored, 'accessToken'> & { credentials: Credentials | undefined };

/** Reads the access token, and the refresh token wherever it is kept. */
export async function readTokens(): Promise<StoredTokens> {
  const [{ accessToken }, credentials] = await Promise.all([read('accessToken'), readCredentials()]);
  return { ...(accessToken && { accessToken }), credentials };
}

/**
 * Finds the stored access token, if it is good by the clock.
 *
 * @param except an access token that LiveChat does not take
 * @param isToLast whether one that is to be renewed by now counts as good no more
 */
export function goodAccessToken(
  { accessToken, credentials }: StoredTokens,
  { except, isToLast = false }: { except?: string | undefined; isToLast?: boolean } = {},
): string | undefined {
  if (!accessToken || accessToken.value === except) return undefined;
  const isRenewable = credentials && !credentials.refusedAs;
  const goodUntil = isToLast && isRenewable ? accessToken.renewAt : accessToken.expiresAt;
  return Date.now() < goodUntil ? accessToken.value : undefined;
}

/** Tells whether revoking tokens would revoke those that are held: they are the same, or the pair of one of them. */
export const isHeld = (tokens: Tokens, held: StoredTokens): boolean =>
  tokens.accessToken === held.accessToken?.value ||
  (tokens.refreshToken !== undefined && tokens.refreshToken === held.credentials?.refreshToken);

/**
 * Decides whether the refresh token is to be kept on the disk. While nobody knows whether a policy forbids or wants
 * that, it stays where it is, and a new one in memory until the browser tells: that ends with the browser, and with it
 * the sign-in.
 *
 * @param latePolicy the policy as the browser has told it late
 */
async function isForTheDisk(latePolicy?: Policy): Promise<boolean> {
  const { credentials, settings, managed = latePolicy } = await read('credentials', 'settings', 'managed');
  if (managed) return choicesOf(settings, managed).staySignedIn;
  void toleratingStorage(moveWhenTold)();
  return credentials !== undefined;
}

/** Makes the changes that keep the refresh token as the agent wants it: on the disk, or in memory. */
export async function credentialsToStore(
  credentials: Credentials | null,
  latePolicy?: Policy,
): Promise<Changes> {
  return (await isForTheDisk(latePolicy))
    ? { credentials, sessionCredentials: null }
    : { credentials: null, sessionCredentials: credentials };
}

/**
 * Makes the changes that store tokens, in place of any earlier ones. Times are in milliseconds since 1970.
 *
 * @param clientId the client that they were issued to
 * @param now milliseconds since 1970
 */
export async function tokensToStore(tokens: Tokens, clientId: string, now: number): Promise<Changes> {
  const { refreshToken } = tokens;
  const lifetime = tokens.expiresIn * 1000;
  const expiresAt = now + lifetime;
  return {
    ...(await credentialsToStore(refreshToken ? { refreshToken, clientId } : null)),
    accessToken: {
      value: tokens.accessToken,
      expiresAt,
      renewAt: expiresAt - Math.min(longestMargin, lifetime / 10),
    },
  };
}

/** Moves the refresh token to where the agent wants it kept now: it is there before it is removed elsewhere. */
export function moveCredentials(latePolicy?: Policy): Promise<void> {
  return withAgentLock(async () => {
    const { credentials: onDisk, sessionCredentials: inMemory } = await read(
      'credentials',
      'sessionCredentials',
    );
    const credentials = onDisk ?? inMemory;
    if (!credentials) return;
    const changes = await credentialsToStore(credentials, latePolicy);
    if (changes.credentials ? !inMemory : !onDisk) return;
    await write(Object.fromEntries(Object.entries(changes).filter(([, value]) => value !== null)));
    await write(changes);
  });
}

/** Moves the refresh token when the browser tells of its policy at last. */
const moveWhenTold = shareInFlight(async (): Promise<void> => {
  await moveCredentials(v.parse(managedSchema(), await readPolicy()));
});
