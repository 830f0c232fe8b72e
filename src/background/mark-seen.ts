import { lookedAt } from '../state/known-sessions.ts';
import { type ListedSession, read } from '../state/store/background-store.ts';
import { writeWithDiagnostic } from './add-diagnostic.ts';
import { withAgentLock } from './agent-lock.ts';

/** Marks all sessions as looked at by the agent: none of them is new any more. */
export function markSeen(): Promise<void> {
  return withAgentLock(async () => {
    const { knownSessions, snapshot, moreSessions } = await read('knownSessions', 'snapshot', 'moreSessions');
    const seen = (sessions: ListedSession[]) => sessions.map(({ isNew: _, ...session }) => session);
    if (!knownSessions?.entries.some((entry) => entry.new)) return;
    await writeWithDiagnostic(
      { what: 'alert', outcome: 'seen' },
      {
        knownSessions: lookedAt(knownSessions),
        alert: null,
        ...(snapshot && {
          snapshot: { ...snapshot, sessions: seen(snapshot.sessions) },
        }),
        ...(moreSessions && { moreSessions: seen(moreSessions) }),
      },
    );
  });
}
