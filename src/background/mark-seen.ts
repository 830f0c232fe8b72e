import { afterLook, isUnseen } from '../state/known-sessions.ts';
import { read } from '../state/store/background-store.ts';
import { writeWithDiagnostic } from './add-diagnostic.ts';
import { withAgentLock } from './agent-lock.ts';

/** Calms the badge, as the agent has looked at the sessions. What is new stays marked in the list until they answer. */
export function markSeen(): Promise<void> {
  return withAgentLock(async () => {
    const { knownSessions } = await read('knownSessions');
    if (!knownSessions?.entries.some(isUnseen)) return;
    await writeWithDiagnostic(
      { what: 'alert', outcome: 'seen' },
      { knownSessions: afterLook(knownSessions, Date.now()), alert: null },
    );
  });
}
