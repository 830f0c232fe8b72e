import type { ListedSession, Stored } from './store/background-store.ts';

/**
 * How many sessions are stored apart from the rest: they fill the popup at its highest, 600 pixels, and a thousand take
 * longer to read than everything else that it does before it is painted.
 */
export const firstSessions = 12;

/**
 * Sessions as they are stored, in the order in which they are shown: this browser's first, then the new ones.
 *
 * @param fetchedAt when LiveChat told them, in milliseconds since 1970
 */
export function snapshotOf(
  sessions: readonly ListedSession[],
  fetchedAt: number,
): Required<Pick<Stored, 'snapshot' | 'moreSessions'>> {
  const rank = ({ current, isNew }: ListedSession) => (current ? 0 : isNew ? 1 : 2);
  const ordered = sessions.toSorted((a, b) => rank(a) - rank(b));
  return {
    snapshot: { sessions: ordered.slice(0, firstSessions), fetchedAt },
    moreSessions: ordered.slice(firstSessions),
  };
}

/** The stored sessions without one of them; nothing where it is not among them. */
export function withoutSession(
  stored: Pick<Stored, 'snapshot' | 'moreSessions'>,
  sessionId: string,
): ReturnType<typeof snapshotOf> | undefined {
  const sessions = sessionsOf(stored) ?? [];
  const left = sessions.filter(({ session_id }) => session_id !== sessionId);
  if (!stored.snapshot || left.length === sessions.length) return undefined;
  return snapshotOf(left, stored.snapshot.fetchedAt);
}

/** The sessions that are stored; absent where none were fetched, and the first ones where no more were read. */
export const sessionsOf = ({
  snapshot,
  moreSessions = [],
}: Pick<Stored, 'snapshot' | 'moreSessions'>): ListedSession[] | undefined =>
  snapshot && [...snapshot.sessions, ...moreSessions];
