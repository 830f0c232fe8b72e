import type { ListedSession } from '../state/store/public-items.ts';
import { describeSession } from './describe-session.ts';

/** Describes a row of the list: a session, or several that look the same. */
export type ListRow =
  | { session: ListedSession }
  | { look: string; twins: [ListedSession, ...ListedSession[]] };

/** Tells how a session looks: two that look the same give the same text. */
function lookOf(session: ListedSession): string {
  const { name, ip, identity, applications } = describeSession(session);
  // One that was seen to come is not hidden among those that were there before.
  return JSON.stringify([name, ip, identity, applications, session.arrivedAt !== undefined]);
}

type FoldChoices = {
  /** Tells whether there is more to say of a session, such as that it ends. */
  isBusy(session: ListedSession): boolean;
  /** Tells whether a session's row was opened: it stays there, whatever there is to say of it now. */
  isOpen(session: ListedSession): boolean;
};

/**
 * Folds sessions that look the same into one row, in the place of the first of them. What there is more to say of stays
 * alone: this browser's, a new one, one with the agent's own name, and one that cannot be ended.
 */
export function foldTwins(sessions: readonly ListedSession[], { isBusy, isOpen }: FoldChoices): ListRow[] {
  const isAlone = (session: ListedSession) =>
    !isOpen(session) &&
    (session.current || session.isNew || session.name || !session.session_id || isBusy(session));
  const alike = new Map<string, ListedSession[]>();
  for (const session of sessions) {
    if (isAlone(session)) continue;
    const look = lookOf(session);
    const twins = alike.get(look);
    if (twins) twins.push(session);
    else alike.set(look, [session]);
  }
  const rowsOf = new Map<ListedSession, ListRow[]>();
  for (const [look, [first, ...others]] of alike) {
    if (!first || others.length === 0) continue;
    rowsOf.set(first, [{ look, twins: [first, ...others] }]);
    for (const other of others) rowsOf.set(other, []);
  }
  return sessions.flatMap((session) => rowsOf.get(session) ?? [{ session }]);
}
