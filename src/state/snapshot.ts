import type { ListedSession, Stored } from './store/background-store.ts';

/**
 * Limits the sessions that are stored apart from the rest: they fill the popup at its highest, 600 pixels, and a
 * thousand take longer to read than everything else that it does before it is painted.
 */
export const firstSessions = 12;

/**
 * Limits how much of the 10 MB of `storage.session` the list may take, in bytes: the rest is for everything else
 * there.
 */
const room = 9 * 1024 * 1024;

/**
 * Estimates what a session takes in storage, in bytes: no less than Chromium counts for its texts and for each field.
 */
const sizeOf = (session: ListedSession): number =>
  new TextEncoder().encode(JSON.stringify(session)).length + 400 + 150 * session.applications.length;

/** Counts how many of these sessions, from the first one on, there is room for. */
function howManyFit(sessions: readonly ListedSession[]): number {
  let left = room;
  const tooMany = sessions.findIndex((session) => {
    left -= sizeOf(session);
    return left < 0;
  });
  return tooMany < 0 ? sessions.length : tooMany;
}

/**
 * Puts sessions in the order in which they are shown: this browser's first, then those that an intruder is most likely
 * among: the new ones, those from another network, the latest that came, and last those that were there before.
 */
export function inOrder<S extends ListedSession>(sessions: readonly S[]): S[] {
  const rank = ({ current, isNew, network }: S) => (current ? 0 : isNew ? 1 : network === 'other' ? 2 : 3);
  return sessions.toSorted((a, b) => rank(a) - rank(b) || (b.arrivedAt ?? 0) - (a.arrivedAt ?? 0));
}

/**
 * Makes the stored sessions of a list, in the order in which they are shown. Those that there is no room for are counted
 * only.
 *
 * @param fetchedAt when LiveChat told them, in milliseconds since 1970
 * @param unlisted how many more there are
 */
export function snapshotOf(
  sessions: readonly ListedSession[],
  fetchedAt: number,
  unlisted = 0,
): Required<Pick<Stored, 'snapshot' | 'moreSessions'>> {
  const ordered = inOrder(sessions);
  const listed = howManyFit(ordered);
  const left = unlisted + ordered.length - listed;
  return {
    snapshot: {
      sessions: ordered.slice(0, Math.min(firstSessions, listed)),
      fetchedAt,
      ...(left > 0 && { unlisted: left }),
    },
    moreSessions: ordered.slice(firstSessions, listed),
  };
}

/** Takes a session out of the stored ones; nothing where it is not among them. */
export function withoutSession(
  stored: Pick<Stored, 'snapshot' | 'moreSessions'>,
  sessionId: string,
): ReturnType<typeof snapshotOf> | undefined {
  const sessions = sessionsOf(stored) ?? [];
  const left = sessions.filter(({ session_id }) => session_id !== sessionId);
  if (!stored.snapshot || left.length === sessions.length) return undefined;
  return snapshotOf(left, stored.snapshot.fetchedAt, stored.snapshot.unlisted);
}

/** Lists the sessions that are stored; absent where none were fetched, and the first ones where no more were read. */
export const sessionsOf = ({
  snapshot,
  moreSessions = [],
}: Pick<Stored, 'snapshot' | 'moreSessions'>): ListedSession[] | undefined =>
  snapshot && [...snapshot.sessions, ...moreSessions];
