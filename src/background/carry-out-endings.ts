import { config } from '../config/index.ts';
import { endSession } from '../livechat/end-session.ts';
import { nextConnection, type SignedIn } from '../state/connection.ts';
import { afterAnswer, type Ending, isOpen, nextEnding, undoTime } from '../state/endings.ts';
import { endingsResult } from '../state/endings-result.ts';
import { withJustEnded } from '../state/just-ended.ts';
import { hashOf, withoutEntry } from '../state/known-sessions.ts';
import { withoutSession } from '../state/snapshot.ts';
import { type Changes, read, write } from '../state/store/background-store.ts';
import { StorageError } from '../state/store/storage.ts';
import { forgetTokens } from './access-token.ts';
import { addDiagnostic, writeWithDiagnostic } from './add-diagnostic.ts';
import { endAllIfWanted } from './end-all-if-wanted.ts';
import { forgetAgent } from './forget-agent.ts';
import { notifyNotEnded } from './notify.ts';
import { outcomeOf } from './outcome-of.ts';
import { ensurePollAlarm, poll } from './poll.ts';
import { recountAlert } from './recount-alert.ts';
import { revokeUnlessHeld } from './revoke-unless-held.ts';
import { shareInFlight } from './share-in-flight.ts';
import { toleratingStorage } from './show-badge.ts';
import { currentConnection, duringSignIn } from './stored-connection.ts';

/** Ends what is due, and comes back when the next one is. What came of it and was not stored, the next alarm takes up. */
export async function resumeEndings(): Promise<void> {
  // As a rule there is nothing to end, and whoever woke the service worker is waiting.
  if (!(await read('endings')).endings?.some(isOpen)) return;
  clearTimeout(timer);
  try {
    await endDue.afresh();
  } catch (error) {
    if (error instanceof StorageError) return;
    throw error;
  }
  const { endings = [] } = await read('endings');
  clearTimeout(timer);
  if (endings.some(({ state }) => state === 'waiting')) {
    const next = Math.min(...endings.filter(({ state }) => state === 'waiting').map(({ dueAt }) => dueAt));
    // At least a moment, as what is left may be due and yet impossible.
    const delay = Math.min(undoTime, Math.max(100, next - Date.now()));
    timer = setTimeout(toleratingStorage(resumeEndings), delay);
  }
}

let timer: ReturnType<typeof setTimeout> | undefined;

/**
 * Holds the IDs of the sessions whose requests are on their way. Memory is enough: those of an earlier service worker
 * are sent again.
 */
const underWay = new Set<string>();

const endDue = shareInFlight(async (): Promise<void> => {
  const connection = await currentConnection();
  if (connection.status !== 'signedIn') return;
  const { signInId } = connection;
  if ((await endAllIfWanted(signInId)) === 'settled') return;
  // Two requests in flight at most.
  const counts = await Promise.all([endOneByOne(signInId), endOneByOne(signInId)]);
  if (counts.every((count) => count === 0)) return;
  const { endings = [] } = await read('endings');
  const result = endingsResult(endings);
  if (result) await addDiagnostic({ what: 'ending', outcome: result.reason ?? 'ok' });
  // Asked for a pause, LiveChat gets one: the list follows with the next poll.
  if (!endings.some(({ state }) => state === 'rate_limited')) await poll('ended');
  else await ensurePollAlarm();
});

/** Ends one session after the other, until none is due. Returns how many were tried. */
async function endOneByOne(signInId: number): Promise<number> {
  let count = 0;
  for (let ending = await takeNext(signInId); ending; ending = await takeNext(signInId)) {
    try {
      await carryOut(ending, signInId);
    } finally {
      underWay.delete(ending.sessionId);
    }
    count += 1;
  }
  return count;
}

/** Takes the next ending that is due, and marks it as sent; nothing when the sign-in is over. */
function takeNext(signInId: number): Promise<Ending | undefined> {
  return duringSignIn(signInId, async () => {
    const { endings = [] } = await read('endings');
    const next = nextEnding(endings, underWay, Date.now());
    if (!next) return undefined;
    await write({ endings: endings.map((each) => (each === next ? { ...each, state: 'sent' } : each)) });
    underWay.add(next.sessionId);
    return next;
  });
}

async function carryOut(ending: Ending, signInId: number): Promise<void> {
  const { state, requestId } = await outcomeOf((accessToken) =>
    endSession(config.accountsUrl, accessToken, ending.sessionId),
  );
  // One that LiveChat does not know has ended before.
  const outcome = state === 'not_found' ? 'ended' : state;
  if (ending.current && outcome === 'ended') {
    const { accessToken } = await forgetTokens(() => forgetAgent(signInId));
    // Of a session that LiveChat knows no more, our tokens are not: they would be good still.
    if (state === 'not_found') void accessToken.then(revokeUnlessHeld);
    return;
  }
  await duringSignIn(signInId, async (connection) => {
    const { endings = [] } = await read('endings');
    const changes = {
      endings: afterAnswer(endings, ending, outcome),
      ...(outcome === 'ended' && (await changesWithout(ending.sessionId, connection))),
    };
    const line = { what: 'ending', outcome: outcome === 'ended' ? 'ok' : outcome } as const;
    // Several get one line together.
    if (ending.of === 'one') await writeWithDiagnostic({ ...line, requestId }, changes);
    else await write(changes);
  });
  if (outcome !== 'ended' && ending.from === 'notification') await notifyNotEnded(ending.sessionId, outcome);
}

/** Makes the changes that take a session that LiveChat has ended out of all that is stored. */
async function changesWithout(sessionId: string, connection: SignedIn): Promise<Changes> {
  const stored = await read('justEnded', 'knownSessions', 'alert', 'snapshot', 'moreSessions');
  const { justEnded, knownSessions, alert } = stored;
  const at = Date.now();
  const left = withoutSession(stored, sessionId);
  const known = knownSessions && withoutEntry(knownSessions, await hashOf(knownSessions.salt, sessionId));
  return {
    justEnded: withJustEnded(justEnded, sessionId, at),
    ...(known && { knownSessions: known, ...recountAlert(alert, known) }),
    // Counted once: with its place in the list goes its place in the number.
    ...(left && { ...left, connection: nextConnection(connection, { type: 'ended', at }) }),
  };
}
