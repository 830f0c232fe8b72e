import { config } from '../config/index.ts';
import { endAllSessions } from '../livechat/end-all-sessions.ts';
import { endSession as requestEnd } from '../livechat/end-session.ts';
import { LiveChatError, type LiveChatErrorCode } from '../livechat/error.ts';
import type { Session } from '../livechat/session.ts';
import { nextConnection } from '../state/connection.ts';
import {
  afterAnswer,
  type Ending,
  type EndingFailure,
  isOpen,
  nextEnding,
  undoTime,
  withEndings,
  withoutWaiting,
} from '../state/endings.ts';
import { endingsResult } from '../state/endings-result.ts';
import { withJustEnded } from '../state/just-ended.ts';
import { sessionsOf, withoutSession } from '../state/snapshot.ts';
import { read, type Stored, write } from '../state/store/background-store.ts';
import { StorageError } from '../state/store/storage.ts';
import { forgetTokens, RefusedError, withAccessToken } from './access-token.ts';
import { addDiagnostic, writeWithDiagnostic } from './add-diagnostic.ts';
import { withAgentLock } from './agent-lock.ts';
import { forgetAgent } from './forget-agent.ts';
import { poll } from './poll.ts';
import { revokeUnlessHeld } from './revoke-unless-held.ts';
import { shareInFlight } from './share-in-flight.ts';
import { toleratingStorage } from './show-badge.ts';
import { currentConnection, duringSignIn, writeDuring } from './stored-connection.ts';
import { troubleCode } from './trouble-code.ts';

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
  const { state } = await outcomeOf((token) => endAllSessions(config.accountsUrl, token));
  if (state !== 'ended') throw new Error(`The sessions are not known, and could not be ended: ${state}`);
  await forgetAgent(connection.signInId);
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

type List = Pick<Stored, 'snapshot' | 'moreSessions'>;

/** The endings of the listed sessions that are meant. */
function endingsOf(of: Ending['of'], list: List, isMeant: (session: Session) => boolean): Ending[] {
  const now = Date.now();
  const sessions = sessionsOf(list) ?? [];
  // Where LiveChat does not tell which session is ours, any other one may be it.
  if (of === 'others' && !sessions.some(({ current }) => current)) return [];
  const meant = sessions.filter(isMeant);
  // Our own session stays if another one must: signed out, the agent could do nothing about that.
  const whyOursStays = meant.some(({ session_id }) => session_id === '')
    ? 'no_id'
    : of === 'all' && list.snapshot?.unlisted
      ? 'unlisted'
      : undefined;
  return meant.map(({ session_id, current }) => {
    const dueAt = of === 'one' && !current ? now + undoTime : now;
    const whyNot = session_id === '' ? 'no_id' : current ? whyOursStays : undefined;
    return { sessionId: session_id, of, current, state: whyNot ?? 'waiting', dueAt };
  });
}

async function begin(of: Ending['of'], isMeant: (session: Session) => boolean): Promise<void> {
  await withAgentLock(async () => {
    const { endings, ...list } = await read('snapshot', 'moreSessions', 'endings');
    await write({ endings: withEndings(endings, endingsOf(of, list, isMeant)) });
  });
  await resumeEndings();
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
    const leave = (state: EndingFailure, isMeant: (ending: Ending) => boolean) => ({
      endings: endings.map((each) => (isMeant(each) && isOpen(each) ? { ...each, state } : each)),
    });
    if (code) return leave(code, ({ current }) => current);
    const sessions = sessionsOf(list) ?? [];
    // Ours is the one that the list says, since we may have been given another one meanwhile.
    const own = sessions.find(({ current }) => current)?.session_id;
    // Any of them may be ours, and its end would leave the rest, of which nobody would hear.
    if (sessions.length > 0 && own === undefined) return leave('no_current', ({ of }) => of === 'all');
    const known = endings.map((each) => ({ ...each, current: each.sessionId === own }));
    const all = endingsOf('all', list, () => true);
    return { endings: withEndings(known, all) };
  });
}

/** Whose requests are on their way. Memory is enough: those of an earlier service worker are sent again. */
const underWay = new Set<string>();

const endDue = shareInFlight(async (): Promise<void> => {
  const connection = await currentConnection();
  if (connection.status !== 'signedIn') return;
  const { signInId } = connection;
  if (await askToEndAll(signInId)) return;
  // Two requests in flight at most.
  const counts = await Promise.all([endOneByOne(signInId), endOneByOne(signInId)]);
  if (counts.every((count) => count === 0)) return;
  const { endings = [] } = await read('endings');
  const result = endingsResult(endings);
  if (result) await addDiagnostic({ what: 'ending', outcome: result.reason ?? 'ok' });
  // Asked for a pause, LiveChat gets one: the list follows with the next poll.
  if (!endings.some(({ state }) => state === 'rate_limited')) await poll('ended');
});

type Outcome = { state: 'ended' | LiveChatErrorCode; requestId?: string };

/** What came of a request, as LiveChat or the network tells it. */
async function outcomeOf(call: (accessToken: string) => Promise<void>): Promise<Outcome> {
  try {
    await withAccessToken(call);
    return { state: 'ended' };
  } catch (error) {
    if (error instanceof RefusedError) return { state: 'unauthorized' };
    if (!(error instanceof LiveChatError)) throw error;
    const { requestId } = error;
    return { state: await troubleCode(error), ...(requestId && { requestId }) };
  }
}

/**
 * Asks LiveChat to end all sessions by one request, if the agent wants all ended, and stores what came of it.
 *
 * @returns whether LiveChat is to be asked nothing more now, as it ended them, or could not; `false` where the sessions
 * are to be ended one by one
 */
async function askToEndAll(signInId: number): Promise<boolean> {
  const { endings = [] } = await read('endings');
  const isMeant = (each: Ending) => each.of === 'all' && isOpen(each);
  if (!endings.some(isMeant)) return false;
  const { state, requestId } = await outcomeOf((token) => endAllSessions(config.accountsUrl, token));
  if (state === 'insufficient_scope' || state === 'not_found') {
    await takeUpTheRest(signInId);
    return false;
  }
  if (state === 'ended') {
    await forgetAgent(signInId);
    return true;
  }
  await duringSignIn(signInId, async () => {
    const { endings: latest = [] } = await read('endings');
    await writeWithDiagnostic(
      { what: 'sign-out', outcome: state, ...(requestId && { requestId }) },
      { endings: latest.map((each) => (isMeant(each) ? { ...each, state } : each)) },
    );
  });
  return true;
}

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

/** The next ending that is due, marked as sent; nothing when the sign-in is over. */
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
  const { state, requestId } = await outcomeOf((token) =>
    requestEnd(config.accountsUrl, token, ending.sessionId),
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
    const {
      endings = [],
      justEnded,
      ...list
    } = await read('endings', 'justEnded', 'snapshot', 'moreSessions');
    const left = outcome === 'ended' ? withoutSession(list, ending.sessionId) : undefined;
    const changes = {
      endings: afterAnswer(endings, ending, outcome),
      ...(outcome === 'ended' && { justEnded: withJustEnded(justEnded, ending.sessionId, Date.now()) }),
      // Counted once: with its place in the list goes its place in the number.
      ...(left && { ...left, connection: nextConnection(connection, { type: 'ended' }) }),
    };
    const line = { what: 'ending', outcome: outcome === 'ended' ? 'ok' : outcome } as const;
    // Several get one line together.
    if (ending.of === 'one') await writeWithDiagnostic({ ...line, ...(requestId && { requestId }) }, changes);
    else await write(changes);
  });
}
