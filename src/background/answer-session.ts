import { hashOf, type KnownSessions, withConfirmed, withName } from '../state/known-sessions.ts';
import { sessionsOf } from '../state/snapshot.ts';
import { type Changes, type ListedSession, read, write } from '../state/store/background-store.ts';
import { writeWithDiagnostic } from './add-diagnostic.ts';
import { withAgentLock } from './agent-lock.ts';
import { recountAlert } from './recount-alert.ts';

/**
 * Notes that a new session is the agent's own: it is new no more, in this list and in later ones.
 *
 * @param key its ID, or its hash where it has none
 */
export const confirmSession = (key: string): Promise<void> =>
  withAgentLock(async () => {
    const changes = await changesOf(key, withConfirmed, ({ isNew: _, ...session }) => session);
    if (changes) await writeWithDiagnostic({ what: 'alert', outcome: 'confirmed' }, changes);
  });

/** Gives a session the agent's own name for it; an empty one removes it. */
export const nameSession = (sessionId: string, name: string): Promise<void> =>
  withAgentLock(async () => {
    const changes = await changesOf(
      sessionId,
      (known, hash) => withName(known, hash, name),
      ({ name: _, ...session }) => ({ ...session, ...(name && { name }) }),
    );
    if (changes) await write(changes);
  });

/** Changes what is known of a session, and its row with it. Nothing where it is not listed. */
async function changesOf(
  key: string,
  changeKnown: (known: KnownSessions, hash: string) => KnownSessions,
  changeRow: (session: ListedSession) => ListedSession,
): Promise<Changes | undefined> {
  const { knownSessions, alert, ...list } = await read('knownSessions', 'snapshot', 'moreSessions', 'alert');
  const { snapshot, moreSessions } = list;
  const isMeant = ({ session_id, hash }: ListedSession) => key !== '' && (session_id || hash) === key;
  const listed = sessionsOf(list)?.find(isMeant);
  if (!knownSessions || !snapshot || !listed) return undefined;
  const { hash = await hashOf(knownSessions.salt, key) } = listed;
  const known = changeKnown(knownSessions, hash);
  const rows = (sessions: ListedSession[]) =>
    sessions.map((session) => (isMeant(session) ? changeRow(session) : session));
  return {
    knownSessions: known,
    ...recountAlert(alert, known),
    snapshot: { ...snapshot, sessions: rows(snapshot.sessions) },
    ...(moreSessions && { moreSessions: rows(moreSessions) }),
  };
}
