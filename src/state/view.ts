import { config } from '../config/index.ts';
import type { RefusalReason, Trouble } from './connection.ts';
import type { Stored } from './stored.ts';

/** How long a transaction may wait for its answer, in milliseconds. */
export const transactionLifetime = 10 * 60_000;

/** What badge and popup show; one of these at any time. Times are in milliseconds since 1970. */
export type View =
  | { state: 'notConfigured' }
  | { state: 'signedOut' }
  | { state: 'signingIn' }
  | { state: 'loading' }
  | { state: 'fresh'; count: number; fetchedAt: number }
  | { state: 'stale'; known?: { count: number; fetchedAt: number }; trouble: Trouble }
  | { state: 'refused'; reason: RefusalReason }
  | { state: 'scopeMissing' };

/** The items that a view is made of. */
export const viewKeys = ['settings', 'connection', 'signIn'] as const;

/** The client ID in force: the agent's own, or that of the build; empty when there is none. */
export const clientIdOf = ({ settings }: Pick<Stored, 'settings'>): string =>
  settings?.clientId || config.clientId;

/**
 * The one place that decides what state the agent sees.
 *
 * @param stored the items named in `viewKeys`
 * @param now milliseconds since 1970
 */
export function viewOf(stored: Pick<Stored, (typeof viewKeys)[number]>, now: number): View {
  const { connection, signIn } = stored;
  if (signIn && now - signIn.startedAt < transactionLifetime) return { state: 'signingIn' };
  switch (connection?.status) {
    case 'signedIn':
      if (connection.trouble?.code === 'insufficient_scope') return { state: 'scopeMissing' };
      if (connection.trouble) {
        const { known, trouble } = connection;
        return { state: 'stale', trouble, ...(known && { known }) };
      }
      return connection.known ? { state: 'fresh', ...connection.known } : { state: 'loading' };
    case 'refused':
      return { state: 'refused', reason: connection.reason };
    default:
      return { state: clientIdOf(stored) ? 'signedOut' : 'notConfigured' };
  }
}
