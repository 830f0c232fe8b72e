import type { ChatsSummary } from './chats.ts';
import { chatsPaceOf } from './chats-schedule.ts';
import type { RefusalReason, Trouble } from './connection.ts';
import type { SignInErrorCode } from './protocol/sign-in-answer.ts';
import { isOld, longestPause, nextTryAt, type Pace, paceOf } from './schedule.ts';
import { choicesOf } from './settings.ts';
import type { Stored } from './store/background-store.ts';

/** Sets how long LiveChat's first answer takes at most as a rule, in milliseconds. */
const usualLoading = 10_000;

/** Tells whether a first number is awaited for longer than usual; a clock that was set says nothing of that. */
const isLong = (since: number, now: number): boolean => Math.abs(now - since) > usualLoading;

type Known = { count: number; fetchedAt: number };

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

/** Describes what there is to show of a number, whatever it counts. */
export type NumberView<K extends { fetchedAt: number }> =
  /** `isSlow`: it takes longer than usual. */
  | { state: 'loading'; isSlow?: true }
  | ({ state: 'fresh' } & K)
  | { state: 'stale'; known?: K; trouble: ShownTrouble };

/** Describes what badge and popup show; one of these at any time. Times are in milliseconds since 1970. */
export type View =
  | { state: 'notConfigured' }
  | { state: 'signedOut' }
  | { state: 'signingIn' }
  | NumberView<Known>
  /** `added` sessions are new; `newest` is the newest one's device in words. */
  | ({ state: 'new'; added: number; newest: string } & Known)
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
export const viewKeys = [
  'settings',
  'managed',
  'connection',
  'presence',
  'signIn',
  'alert',
  'storageFailure',
] as const;

/** Describes what badge and popup show of the agent's chats; one of these at any time. Times are in milliseconds since 1970. */
export type ChatsView =
  /** Nobody has asked for them, or nobody is signed in. */
  | { state: 'off' }
  /** The sign-in was not asked for them; `refusal` tells what came of it when one was. */
  | { state: 'notAuthorized'; refusal?: SignInErrorCode; said?: string }
  | NumberView<{ summary: ChatsSummary; fetchedAt: number }>
  /** The app at LiveChat, or the agent, lacks the scope. */
  | { state: 'scopeMissing' };

/** Lists the items that a view of the chats is made of. */
export const chatsViewKeys = [
  'settings',
  'managed',
  'connection',
  'presence',
  'chats',
  'chatsRefusal',
  'storageFailure',
] as const;

/** Tells why the app that is chosen now was not given the chats, if it was not: of another one, that says nothing. */
export function refusalOf({
  settings,
  managed,
  chatsRefusal,
}: Pick<Stored, 'settings' | 'managed' | 'chatsRefusal'>): { refusal?: SignInErrorCode; said?: string } {
  if (chatsRefusal?.clientId !== choicesOf(settings, managed).clientId) return {};
  const { error: refusal, said } = chatsRefusal;
  return { refusal, ...(said && { said }) };
}

/**
 * Decides what the agent sees of their chats; nothing else does. A trouble of the sessions is none of theirs.
 *
 * @param stored the items named in `chatsViewKeys`
 * @param now milliseconds since 1970
 */
export function chatsViewOf(stored: Pick<Stored, (typeof chatsViewKeys)[number]>, now: number): ChatsView {
  const { settings, managed, connection, presence, chats, storageFailure } = stored;
  const choices = choicesOf(settings, managed);
  if (!choices.chats || connection?.status !== 'signedIn') return { state: 'off' };
  if (!chats) return { state: 'notAuthorized', ...refusalOf(stored) };
  if (chats.trouble?.code === 'insufficient_scope') return { state: 'scopeMissing' };
  const pace = chatsPaceOf({ choices, chats, presence }, now);
  const known = chats.known && { summary: chats.known.summary, fetchedAt: chats.known.fetchedAt };
  // What the browser has stored since is right, whatever it has not stored of the sessions.
  const failure = storageFailure && storageFailure.at >= (known?.fetchedAt ?? 0) ? storageFailure : undefined;
  // They may have been turned on long after the sign-in.
  return numberView(known, laterOf(chats.trouble, failure, now, pace), chats.askedAt, pace, now);
}

/**
 * Decides what there is to show of a number.
 *
 * @param askedAt the time since which the first one is awaited
 */
function numberView<K extends { fetchedAt: number }>(
  known: K | undefined,
  trouble: ShownTrouble | undefined,
  askedAt: number | undefined,
  pace: Pace,
  now: number,
): NumberView<K> {
  if (trouble) return { state: 'stale', trouble, ...(known && { known }) };
  if (!known) {
    const isSlow = askedAt !== undefined && isLong(askedAt, now);
    return { state: 'loading', ...(isSlow && { isSlow }) };
  }
  if (!isOld(known.fetchedAt, now, pace)) return { state: 'fresh', ...known };
  return { state: 'stale', known, trouble: { code: 'paused', since: known.fetchedAt } };
}

/** Adds the news to a view, unless its number may be wrong: `stale` says more. */
const withAlert = (view: NumberView<Known>, alert: Stored['alert']): View =>
  view.state === 'fresh' && alert
    ? { ...view, state: 'new', added: alert.count, newest: alert.newest }
    : view;

/** Adds when LiveChat is asked again by itself. A time further off than any pause was told by another clock. */
function withNextTry(trouble: Trouble, now: number, { interval }: Pace): ShownTrouble {
  const at = nextTryAt(trouble, interval);
  return at > now && at - now <= longestPause + interval ? { ...trouble, nextTryAt: at } : trouble;
}

/** Chooses the later of two troubles: what there is to tell now. That a sign-in helps, both may say. */
function laterOf(
  trouble: Trouble | undefined,
  failure: StorageFailure | undefined,
  now: number,
  pace: Pace,
): ShownTrouble | undefined {
  if (trouble && !(failure && trouble.at <= failure.at)) return withNextTry(trouble, now, pace);
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
  const { settings, managed, connection, presence, signIn, alert, storageFailure } = stored;
  const choices = choicesOf(settings, managed);
  const isWithoutList =
    connection?.status !== 'signedIn' || connection.trouble?.code === 'insufficient_scope';
  // Signing in anew hides nothing that is known: it may be given up.
  if (signIn && isWithoutList) return { state: 'signingIn' };
  switch (connection?.status) {
    case 'signedIn': {
      if (isWithoutList) return { state: 'scopeMissing' };
      const pace = paceOf({ choices, connection, presence }, now);
      const known = connection.known && {
        count: connection.known.count,
        fetchedAt: connection.known.fetchedAt,
      };
      const trouble = laterOf(connection.trouble, storageFailure, now, pace);
      const shown = numberView(known, trouble, connection.signInId, pace, now);
      return withAlert(shown, choices.alerts ? alert : undefined);
    }
    case 'refused':
      return { state: 'refused', reason: connection.reason };
    default:
      return { state: choices.clientId ? 'signedOut' : 'notConfigured' };
  }
}
