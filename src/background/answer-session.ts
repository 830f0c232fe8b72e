import { hashOf, type KnownSessions, withConfirmed, withName } from '../state/known-sessions.ts';
import { sessionsOf } from '../state/snapshot.ts';
import { type Changes, type ListedSession, read, write } from '../state/store/background-store.ts';
import { writeWithDiagnostic } from './add-diagnostic.ts';
import { withAgentLock } from './agent-lock.ts';
import { recountAlert } from './recount-alert.ts';

/** Notes that a new session is the agent's own: it is new no more, in this list and in later ones. */
export const confirmSession = (sessionId: string): Promise<void> =>
  withAgentLock(async () => {
    const changes = await changesOf(sessionId, withConfirmed, ({ isNew: _, ...session }) => session);
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

/** Changes what is known of a session, and its row with it. Nothing where it is not listed, or LiveChat tells no ID. */
async function changesOf(
  sessionId: string,
  changeKnown: (known: KnownSessions, hash: string) => KnownSessions,
  changeRow: (session: ListedSession) => ListedSession,
): Promise<Changes | undefined> {
  const { knownSessions, alert, ...list } = await read('knownSessions', 'snapshot', 'moreSessions', 'alert');
  const { snapshot, moreSessions } = list;
  const isListed = sessionsOf(list)?.some(({ session_id }) => session_id === sessionId);
  if (!knownSessions || !snapshot || !sessionId || !isListed) return undefined;
  const known = changeKnown(knownSessions, await hashOf(knownSessions.salt, sessionId));
  const rows = (sessions: ListedSession[]) =>
    sessions.map((session) => (session.session_id === sessionId ? changeRow(session) : session));
  return {
    knownSessions: known,
    ...recountAlert(alert, known),
    snapshot: { ...snapshot, sessions: rows(snapshot.sessions) },
    ...(moreSessions && { moreSessions: rows(moreSessions) }),
  };
}
