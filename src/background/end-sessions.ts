import type { Session } from '../livechat/session.ts';
import { type Ending, withEndings, withHeld, withoutWaiting, withReleased } from '../state/endings.ts';
import { endingsToShow } from '../state/endings-result.ts';
import { endingsToBegin } from '../state/endings-to-begin.ts';
import { read, write } from '../state/store/background-store.ts';
import { writeWithDiagnostic } from './add-diagnostic.ts';
import { withAgentLock } from './agent-lock.ts';
import { resumeEndings } from './carry-out-endings.ts';
import { endAllByOneRequest } from './end-all-by-one-request.ts';
import { currentConnection } from './stored-connection.ts';

/**
 * Ends a session of the list after the time in which that can be undone; our own at once.
 *
 * @param about what is noted with the ending
 */
export const endSession = (sessionId: string, about?: Pick<Ending, 'isStranger' | 'from'>): Promise<void> =>
  begin('one', ({ session_id }) => session_id !== '' && session_id === sessionId, about);

/** Ends several sessions of the list that the agent has chosen, at once; never our own. */
export const endSessions = (sessionIds: readonly string[]): Promise<void> =>
  begin('several', ({ session_id, current }) => !current && sessionIds.includes(session_id));

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

/** Lets an ending stand still while the agent is at its "Undo". */
export const holdEnding = (sessionId: string): Promise<void> =>
  withAgentLock(async () => {
    const { endings = [] } = await read('endings');
    await write({ endings: withHeld(endings, sessionId, Date.now()) });
  });

/** Lets an ending go on that stood still. */
export async function releaseEnding(sessionId: string): Promise<void> {
  await withAgentLock(async () => {
    const { endings = [] } = await read('endings');
    await write({ endings: withReleased(endings, sessionId, Date.now()) });
  });
  await resumeEndings();
}

async function begin(
  pressed: Ending['of'],
  isMeant: (session: Session) => boolean,
  about: Pick<Ending, 'isStranger' | 'from'> = {},
): Promise<void> {
  await withAgentLock(async () => {
    const { endings, ...list } = await read('snapshot', 'moreSessions', 'endings');
    const now = Date.now();
    const begun = endingsToBegin(pressed, list, isMeant, now);
    await write({
      endings: withEndings(
        endingsToShow(endings, now),
        begun.map((each) => ({ ...each, ...about })),
      ),
    });
  });
  await resumeEndings();
}
