import type { RefusalReason, Trouble } from './connection.ts';
import { longestPause, nextTryAt } from './schedule.ts';
import { choicesOf } from './settings.ts';
import type { Stored } from './store/background-store.ts';

/**
 * Older than this many polling intervals, a count is stale even if no request failed: the computer slept, or its
 * clock was set.
 */
const freshFor = 2.5;

/** Sets how long LiveChat's first answer takes at most as a rule, in milliseconds. */
const usualLoading = 10_000;

type StorageFailure = NonNullable<Stored['storageFailure']>;

/**
 * Describes why a count is stale, and since when; `paused`: nobody asked LiveChat; `storage_failed`: the browser does
 * not store what LiveChat answered; `storage_unreadable`: it does not tell what is stored.
 */
export type ShownTrouble = Pick<Trouble, 'since' | 'signInHelps' | 'said' | 'requestId'> & {
  code: Trouble['code'] | 'paused' | StorageFailure['code'];
  /** The time at which LiveChat is asked again by itself; absent where nobody knows. */
  nextTryAt?: number;
};

/** Describes what badge and popup show; one of these at any time. Times are in milliseconds since 1970. */
export type View =
  | { state: 'notConfigured' }
  | { state: 'signedOut' }
  | { state: 'signingIn' }
  /** `isSlow`: it takes longer than usual. */
  | { state: 'loading'; isSlow?: true }
  | { state: 'fresh'; count: number; fetchedAt: number }
  /** `added` sessions are new; `newest` is the newest one's device in words. */
  | { state: 'new'; count: number; fetchedAt: number; added: number; newest: string }
  | { state: 'stale'; known?: { count: number; fetchedAt: number }; trouble: ShownTrouble }
  | { state: 'refused'; reason: RefusalReason }
  | { state: 'scopeMissing' };

/** Lists the states in which there are, or soon will be, sessions to show. */
const signedInStates = ['loading', 'fresh', 'new', 'stale'] as const satisfies readonly View['state'][];

/** Describes what there is to show of an agent who is signed in. */
export type SignedInView = Extract<View, { state: (typeof signedInStates)[number] }>;

/** Tells whether there are, or soon will be, sessions to show. */
export const isSignedIn = (view: View): view is SignedInView =>
  signedInStates.some((state) => state === view.state);

/** Lists the items that a view is made of. */
export const viewKeys = ['settings', 'managed', 'connection', 'signIn', 'alert', 'storageFailure'] as const;

/**
 * Tells whether a number is too old to be shown unmarked.
 *
 * @param fetchedAt when LiveChat told it, and `now`: milliseconds since 1970
 * @param interval the polling interval, in milliseconds
 */
export const isOld = (fetchedAt: number, now: number, interval: number): boolean =>
  Math.abs(now - fetchedAt) > freshFor * interval;

function aged(known: { count: number; fetchedAt: number }, now: number, interval: number): View {
  if (!isOld(known.fetchedAt, now, interval)) return { state: 'fresh', ...known };
  return { state: 'stale', known, trouble: { code: 'paused', since: known.fetchedAt } };
}

/** Adds the news to a view, unless its number may be wrong: `stale` says more. */
const withAlert = (view: View, alert: Stored['alert']): View =>
  view.state === 'fresh' && alert
    ? { ...view, state: 'new', added: alert.count, newest: alert.newest }
    : view;

/** Adds when LiveChat is asked again by itself. A time further off than any pause was told by another clock. */
function withNextTry(trouble: Trouble, now: number, interval: number): ShownTrouble {
  const at = nextTryAt(trouble, interval);
  return at > now && at - now <= longestPause + interval ? { ...trouble, nextTryAt: at } : trouble;
}

/** Chooses the later of two troubles: what there is to tell now. That a sign-in helps, both may say. */
function laterOf(
  trouble: Trouble | undefined,
  failure: StorageFailure | undefined,
  now: number,
  interval: number,
): ShownTrouble | undefined {
  if (trouble && !(failure && trouble.at <= failure.at)) return withNextTry(trouble, now, interval);
  if (!failure) return undefined;
  return { ...failure, ...(trouble?.signInHelps && { signInHelps: true }) };
}

/**
 * Decides what state the agent sees; nothing else does.
 *
 * @param stored the items named in `viewKeys`
 * @param now milliseconds since 1970
 */
export function viewOf(stored: Pick<Stored, (typeof viewKeys)[number]>, now: number): View {
  const { settings, managed, connection, signIn, alert, storageFailure } = stored;
  const { clientId, intervalSeconds, alerts } = choicesOf(settings, managed);
  const interval = intervalSeconds * 1000;
  const isWithoutList =
    connection?.status !== 'signedIn' || connection.trouble?.code === 'insufficient_scope';
  // Signing in anew hides nothing that is known: it may be given up.
  if (signIn && isWithoutList) return { state: 'signingIn' };
  switch (connection?.status) {
    case 'signedIn': {
      if (isWithoutList) return { state: 'scopeMissing' };
      const trouble = laterOf(connection.trouble, storageFailure, now, interval);
      if (trouble) {
        const { known } = connection;
        return { state: 'stale', trouble, ...(known && { known }) };
      }
      if (!connection.known) {
        // The first number is awaited since the sign-in; a clock that was set says nothing of that.
        const isSlow = Math.abs(now - connection.signInId) > usualLoading;
        return { state: 'loading', ...(isSlow && { isSlow }) };
      }
      return withAlert(aged(connection.known, now, interval), alerts ? alert : undefined);
    }
    case 'refused':
      return { state: 'refused', reason: connection.reason };
    default:
      return { state: clientId ? 'signedOut' : 'notConfigured' };
  }
}
