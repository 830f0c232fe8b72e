import type { Session } from '../livechat/session.ts';
import { type Ending, withEndings, withoutWaiting } from '../state/endings.ts';
import { endingsToBegin } from '../state/endings-to-begin.ts';
import { read, write } from '../state/store/background-store.ts';
import { writeWithDiagnostic } from './add-diagnostic.ts';
import { withAgentLock } from './agent-lock.ts';
import { resumeEndings } from './carry-out-endings.ts';
import { endAllByOneRequest } from './end-all-by-one-request.ts';
import { currentConnection } from './stored-connection.ts';

/** Ends a session of the list after the time in which that can be undone; our own at once. */
export const endSession = (sessionId: string): Promise<void> =>
  begin('one', ({ session_id }) => session_id !== '' && session_id === sessionId);

/** Ends all sessions of the list but our own. */
export const endOtherSessions = (): Promise<void> => begin('others', ({ current }) => !current);

/**
 * Ends all sessions, our own last, which signs the agent out.
 *
 * @throws Error when the sessions are not known, and LiveChat does not end them by one request
 */
export async function endEverySession(): Promise<void> {
  const { snapshot } = await read('snapshot');
  if (snapshot) return begin('all', () => true);
  const connection = await currentConnection();
  if (connection.status !== 'signedIn') return;
  const { state } = await endAllByOneRequest(connection.signInId);
  if (state !== 'ended') throw new Error(`The sessions are not known, and could not be ended: ${state}`);
}

/** Does not end a session after all, unless the request is on its way. */
export function undoEnding(sessionId: string): Promise<void> {
  return withAgentLock(async () => {
    const { endings = [] } = await read('endings');
    const left = withoutWaiting(endings, sessionId);
    if (left.length === endings.length) return;
    await writeWithDiagnostic({ what: 'ending', outcome: 'cancelled' }, { endings: left });
  });
}

async function begin(pressed: Ending['of'], isMeant: (session: Session) => boolean): Promise<void> {
  await withAgentLock(async () => {
    const { endings, ...list } = await read('snapshot', 'moreSessions', 'endings');
    await write({ endings: withEndings(endings, endingsToBegin(pressed, list, isMeant, Date.now())) });
  });
  await resumeEndings();
}
