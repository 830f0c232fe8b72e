import type { RefusalReason, Trouble } from './connection.ts';
import { choicesOf } from './settings.ts';
import type { Stored } from './stored.ts';

/** How long a transaction may wait for its answer, in milliseconds. */
export const transactionLifetime = 10 * 60_000;

/** How often the sessions are fetched, in milliseconds. */
export const pollingInterval = 60_000;

/** Older than this, a count is stale even if no request failed: the computer slept, or its clock was set. */
const freshFor = 2.5 * pollingInterval;

/**
 * Why a count is stale, and since when; `paused`: nobody asked LiveChat; `storage_failed`: the browser does not
 * store what LiveChat answered.
 */
export type ShownTrouble = { code: Trouble['code'] | 'paused' | 'storage_failed'; since: number };

/** What badge and popup show; one of these at any time. Times are in milliseconds since 1970. */
export type View =
  | { state: 'notConfigured' }
  | { state: 'signedOut' }
  | { state: 'signingIn' }
  | { state: 'loading' }
  | { state: 'fresh'; count: number; fetchedAt: number }
  | { state: 'stale'; known?: { count: number; fetchedAt: number }; trouble: ShownTrouble }
  | { state: 'refused'; reason: RefusalReason }
  | { state: 'scopeMissing' };

/** The items that a view is made of. */
export const viewKeys = ['settings', 'connection', 'signIn'] as const;

function aged(known: { count: number; fetchedAt: number }, now: number): View {
  const isFresh = Math.abs(now - known.fetchedAt) <= freshFor;
  if (isFresh) return { state: 'fresh', ...known };
  return { state: 'stale', known, trouble: { code: 'paused', since: known.fetchedAt } };
}

/**
 * The one place that decides what state the agent sees.
 *
 * @param stored the items named in `viewKeys`
 * @param now milliseconds since 1970
 */
export function viewOf(stored: Pick<Stored, (typeof viewKeys)[number]>, now: number): View {
  const { settings, connection, signIn } = stored;
  if (signIn) return { state: 'signingIn' };
  switch (connection?.status) {
    case 'signedIn':
      if (connection.trouble?.code === 'insufficient_scope') return { state: 'scopeMissing' };
      if (connection.trouble) {
        const { known, trouble } = connection;
        return { state: 'stale', trouble, ...(known && { known }) };
      }
      return connection.known ? aged(connection.known, now) : { state: 'loading' };
    case 'refused':
      return { state: 'refused', reason: connection.reason };
    default:
      return { state: choicesOf(settings).clientId ? 'signedOut' : 'notConfigured' };
  }
}
