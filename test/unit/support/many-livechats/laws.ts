import { badgeOf } from '../../../../src/state/badge.ts';
import { type NextStep, nextSteps } from '../../../../src/state/next-steps.ts';
import type { Stored } from '../../../../src/state/store/background-store.ts';
import { type View, viewOf } from '../../../../src/state/view.ts';
import type { LiveChat } from '../../../livechat-server/index.ts';
import type { AccessToken, RefreshToken } from '../../../livechat-server/token-store.ts';
import { fakeBrowser } from '../browser.ts';
import { badge, connection, hour, minute } from '../extension.ts';
import type { Seen, Witness } from './witness.ts';

/** Names what must never be. */
export type Kind =
  | 'wrong number'
  | 'signed out'
  | 'stranded'
  | 'storm'
  | 'not revoked'
  | 'revoked its own'
  | 'ended its own session'
  | 'sign-in failed'
  | 'mistold'
  | 'threw';
export interface Violation {
  kind: Kind;
  detail: string;
}

/** A number is too old to be shown unmarked from here on, at the longest interval while somebody is at the computer. */
const freshFor = 2.5 * 5 * minute;

/** Tells whether the badge looks as it does in a state. */
export function looksLike(view: View): boolean {
  const { text, color } = badgeOf(view, { state: 'off' }, { badgeForZero: true, badgeContent: 'sessions' });
  return badge().text === text && badge().color === color;
}

/** Reads the number that the badge shows as right. */
export function unmarkedNumber(): number | undefined {
  const count = Number.parseInt(badge().text, 10);
  const isUnmarked =
    looksLike({ state: 'fresh', count, fetchedAt: 0 }) ||
    looksLike({ state: 'new', count, fetchedAt: 0, added: 1, newest: '' });
  return isUnmarked ? count : undefined;
}

/** Tells whether the badge shows a number as right that is. */
export const isRight = (witness: Witness, live: number): boolean =>
  unmarkedNumber() !== undefined && !numberViolation(witness, live);

/** Finds a number that is shown as right, and is not, nor was when LiveChat was last asked, a moment ago. */
export function numberViolation({ told, wasListed, ended }: Witness, live: number): Violation | undefined {
  const number = unmarkedNumber();
  if (number === undefined || number === live) return undefined;
  const isYoung = told !== undefined && Math.abs(Date.now() - told.at) <= freshFor;
  const numbers = [told?.listed, told?.live].map((ids = []) => ids.filter((id) => !ended.has(id)).length);
  if (isYoung && wasListed && numbers.includes(number)) return undefined;
  const why = !isYoung ? 'told long ago' : wasListed ? `told ${numbers.join(' or ')}` : 'told no number';
  return { kind: 'wrong number', detail: `${number} in ${badge().color} where there are ${live}, ${why}` };
}

const isHeld = (value: string): boolean => {
  const { local, session } = fakeBrowser.storage;
  return JSON.stringify([local.all(), session.all()]).includes(value);
};

/** The tokens that LiveChat takes and that no renewal has replaced. */
function tokensOf({ tokens: { live } }: LiveChat): (AccessToken | RefreshToken)[] {
  // An access token that was renewed before its end, and lasts some minutes yet.
  const isReplaced = (token: AccessToken) => token.pair && (token.pair.used || token.pair.pair !== token);
  return [...live.access.filter((token) => !isReplaced(token)), ...live.refresh];
}

const withPair = ({ value, pair }: AccessToken | RefreshToken) => [value, ...(pair ? [pair.value] : [])];

/** Lists the tokens that LiveChat takes, and that the extension has not or has only in part. */
export const unheldTokens = (liveChat: LiveChat): string[] =>
  tokensOf(liveChat)
    .filter((token) => !withPair(token).some(isHeld))
    .map(({ value }) => value);

/** Tells whether LiveChat takes an access token that the extension has. */
export const holdsLiveAccessToken = ({ tokens }: LiveChat): boolean =>
  tokens.live.access.some(({ value }) => isHeld(value));

/**
 * Finds a token that the extension does not hold any more and has not tried to revoke.
 *
 * @param lost tokens that went with the memory of a browser that was closed
 */
export function revocationViolation(
  liveChat: LiveChat,
  { seen }: Witness,
  lost: ReadonlySet<string>,
): Violation | undefined {
  const tried = new Set(
    seen.flatMap(({ method, path, bearer, refreshToken, isAnswered }) => {
      if (method === 'DELETE' && path === '/v2/token') return bearer ? [bearer] : [];
      return refreshToken && !isAnswered ? [refreshToken] : [];
    }),
  );
  const left = tokensOf(liveChat).filter(
    (token) => !withPair(token).some((value) => isHeld(value) || tried.has(value) || lost.has(value)),
  );
  if (left.length === 0) return undefined;
  return { kind: 'not revoked', detail: `${left.length} tokens that LiveChat takes and nobody has` };
}

/** Finds a token that the extension holds and has revoked. */
export function ownRevocationViolation(seen: readonly Seen[]): Violation | undefined {
  const isOwn = ({ method, path, bearer }: Seen) =>
    method === 'DELETE' && path === '/v2/token' && bearer !== undefined && isHeld(bearer);
  if (!seen.some(isOwn)) return undefined;
  return { kind: 'revoked its own', detail: 'the access token that it goes on with' };
}

/**
 * Limits the tries in vain that something may make by itself: at once, then from 30 s on in times that double to an
 * hour.
 */
const triesIn = (milliseconds: number): number =>
  2 + Math.ceil(Math.log2(1 + milliseconds / (minute / 2))) + Math.floor(milliseconds / hour);

/**
 * Finds more tries than a polite program makes.
 *
 * @param times when, since it last worked
 * @param nudges how often the agent or the browser has begun something anew since
 */
export function stormViolation(
  what: string,
  times: readonly number[],
  nudges: number,
): Violation | undefined {
  const spent = (times.at(-1) ?? 0) - (times[0] ?? 0);
  const allowed = triesIn(spent) + 2 * nudges;
  if (times.length <= allowed) return undefined;
  return { kind: 'storm', detail: `${times.length} ${what} in ${Math.round(spent / minute)} min` };
}

/** Finds a refresh token that is sent again once LiveChat has refused it twice. */
export function refusedTwiceViolation({ seen }: Witness): Violation | undefined {
  const refusals = new Map<string, number>();
  for (const { refreshToken, isAnswered, status } of seen) {
    if (!refreshToken || !isAnswered) continue;
    const count = status === 200 ? 0 : (refusals.get(refreshToken) ?? 0) + 1;
    refusals.set(refreshToken, count);
    if (count > 2) return { kind: 'storm', detail: 'a refresh token that LiveChat has refused twice' };
  }
  return undefined;
}

/** Lists the ways on that the popup offers now. */
export function stepsOffered(): readonly NextStep[] {
  const stored: Stored = { ...fakeBrowser.storage.local.all(), ...fakeBrowser.storage.session.all() };
  return nextSteps(viewOf(stored, Date.now()), stored.signIn !== undefined);
}

/** Tells whether somebody is signed in, as far as the extension knows. */
export const isSignedIn = (): boolean => connection()?.status === 'signedIn';
