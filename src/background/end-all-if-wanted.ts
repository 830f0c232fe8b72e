import { type Ending, type EndingFailure, isOpen, withEndings } from '../state/endings.ts';
import { endingsToBegin } from '../state/endings-to-begin.ts';
import { sessionsOf } from '../state/snapshot.ts';
import { read } from '../state/store/background-store.ts';
import { writeWithDiagnostic } from './add-diagnostic.ts';
import { endAllByOneRequest } from './end-all-by-one-request.ts';
import { poll } from './poll.ts';
import { duringSignIn, writeDuring } from './stored-connection.ts';

/** Tells whether an ending is one of all, and is not over. */
const isMeant = (ending: Ending): boolean => ending.of === 'all' && isOpen(ending);

/**
 * Asks LiveChat to end all sessions by one request, if the agent wants all ended, and stores what came of it.
 *
 * @returns `settled` where LiveChat is to be asked nothing more now, as it ended them, or could not; `oneByOne` where
 * what is due is to be ended one by one
 */
export async function endAllIfWanted(signInId: number): Promise<'settled' | 'oneByOne'> {
  const { endings = [] } = await read('endings');
  if (!endings.some(isMeant)) return 'oneByOne';
  const { state, requestId } = await endAllByOneRequest(signInId);
  if (state === 'ended') return 'settled';
  if (state === 'insufficient_scope' || state === 'not_found') {
    await takeUpTheRest(signInId);
    return 'oneByOne';
  }
  await duringSignIn(signInId, async () => {
    const { endings: latest = [] } = await read('endings');
    await writeWithDiagnostic(
      { what: 'sign-out', outcome: state, requestId },
      { endings: latest.map((each) => (isMeant(each) ? { ...each, state } : each)) },
    );
  });
  return 'settled';
}

/**
 * Takes up what has begun since the list of all was stored: once our own session has ended, the agent sees it no more.
 * So that one stays where LiveChat does not tell the list; and all of them, where it does not tell which one that is.
 */
async function takeUpTheRest(signInId: number): Promise<void> {
  await poll('ended');
  await writeDuring(signInId, async () => {
    const {
      connection,
      endings = [],
      ...list
    } = await read('connection', 'endings', 'snapshot', 'moreSessions');
    const code = connection?.status === 'signedIn' ? connection.trouble?.code : undefined;
    const leave = (state: EndingFailure, isLeft: (ending: Ending) => boolean) => ({
      endings: endings.map((each) => (isLeft(each) && isOpen(each) ? { ...each, state } : each)),
    });
    if (code) return leave(code, ({ current }) => current);
    const sessions = sessionsOf(list) ?? [];
    // Ours is the one that the list says, since we may have been given another one meanwhile.
    const own = sessions.find(({ current }) => current)?.session_id;
    // Any of them may be ours, and its end would leave the rest, of which nobody would hear.
    if (sessions.length > 0 && own === undefined) return leave('no_current', ({ of }) => of === 'all');
    const begun = endings.map((each) => ({ ...each, current: each.sessionId === own }));
    return {
      endings: withEndings(
        begun,
        endingsToBegin('all', list, () => true, Date.now()),
      ),
    };
  });
}
