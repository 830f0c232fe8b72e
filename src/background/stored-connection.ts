import {
  type Connection,
  type ConnectionEvent,
  isDuring,
  nextConnection,
  type RefusalReason,
  type SignedIn,
  signedOut,
} from '../state/connection.ts';
import { type Changes, read, removalsAt, write } from '../state/store/background-store.ts';
import { type DiagnosticLine, readLog, writeWithDiagnostic } from './add-diagnostic.ts';
import { withAgentLock } from './agent-lock.ts';

/** Reads the connection as it is stored; signed out when nothing is. */
export async function currentConnection(): Promise<Connection> {
  const { connection = signedOut } = await read('connection');
  return connection;
}

/**
 * Runs a task with the agent's lock, unless the sign-in that it is about has ended meanwhile.
 *
 * @param task gets the connection as it is stored
 * @returns what the task returns; nothing when it did not run
 */
export function duringSignIn<T>(
  signInId: number,
  task: (connection: SignedIn) => Promise<T>,
): Promise<T | undefined> {
  return withAgentLock(async () => {
    const connection = await currentConnection();
    return isDuring(connection, signInId) ? task(connection) : undefined;
  });
}

/**
 * Stores changes during a sign-in.
 *
 * @returns whether they were stored; not when that sign-in has ended
 */
export async function writeDuring(
  signInId: number,
  changes: () => Changes | Promise<Changes>,
): Promise<boolean> {
  const isStored = await duringSignIn(signInId, async () => {
    await write(await changes());
    return true;
  });
  return isStored ?? false;
}

/**
 * Stores what an event makes of the connection, in one step with what came with it and a line of the diagnostics.
 *
 * @param signInId the sign-in that the event is about: news about any other is dropped
 * @param findNews tells from what is stored by then what has happened, and what came with it
 * @returns that, and the connection after it; nothing when that sign-in has ended
 */
export function advance<N extends { event: ConnectionEvent; changes: Changes }>(
  signInId: number,
  line: DiagnosticLine,
  findNews: () => Promise<N> | N,
): Promise<{ news: N; connection: Connection } | undefined> {
  return withAgentLock(async () => {
    // Read together: it is one call to another process.
    const [before, log, news] = await Promise.all([currentConnection(), readLog(), findNews()]);
    if (!isDuring(before, signInId)) return undefined;
    const connection = nextConnection(before, news.event);
    await writeWithDiagnostic(line, { ...news.changes, connection }, log);
    return { news, connection };
  });
}

/**
 * Stores that LiveChat takes the tokens of a sign-in no more, which ends it.
 *
 * @param what the number for which it was asked
 * @returns the connection then; nothing where that sign-in has ended before
 */
export async function refuse(
  signInId: number,
  what: 'sessions' | 'chats',
  reason: RefusalReason,
): Promise<Connection | undefined> {
  const advanced = await advance(signInId, { what, outcome: reason }, () => ({
    event: { type: 'refused', reason },
    changes: removalsAt('refused'),
  }));
  return advanced?.connection;
}
