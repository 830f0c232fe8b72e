import {
  type Connection,
  type ConnectionEvent,
  isDuring,
  nextConnection,
  type SignedIn,
  signedOut,
} from '../state/connection.ts';
import { type Diagnostic, withDiagnostic } from '../state/diagnostics.ts';
import { type Changes, read, write } from '../state/store/background-store.ts';
import { createMutex } from './mutex.ts';

/** Runs a task with the mutex of all that reads and then writes the agent's items. Not for waiting on a network. */
export const withAgentLock = createMutex();

/** The connection as stored; signed out when nothing is. */
export async function currentConnection(): Promise<Connection> {
  const { connection = signedOut } = await read('connection');
  return connection;
}

/** What is in memory only while an agent is signed in. */
export const nothingInMemory = {
  sessionCredentials: null,
  accessToken: null,
  snapshot: null,
  moreSessions: null,
  alert: null,
  endings: null,
  storageFailure: null,
  notifications: null,
  silentRenewal: null,
  agentAskedAt: null,
  justEnded: null,
} satisfies Changes;

/** What is stored only while an agent is signed in. */
export const nothingOfTheSignIn = {
  ...nothingInMemory,
  credentials: null,
  knownSessions: null,
} satisfies Changes;

/** Who it was is known until they sign out, for when they sign in again. */
export const nothingOfTheAgent = { ...nothingOfTheSignIn, agent: null } satisfies Changes;

/** Removes what a service worker that was stopped while signing out has left of the agent. */
export function forgetLeftovers(): Promise<void> {
  return withAgentLock(async () => {
    // Only where it is known that nobody is signed in: a value that nobody can read says nothing.
    const { connection } = await read('connection');
    if (connection && connection.status !== 'signedIn') {
      await write(connection.status === 'refused' ? nothingOfTheSignIn : nothingOfTheAgent);
    }
  });
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
 * Stores what an event makes of the connection, in one step with what came with it and a line of the diagnostics.
 *
 * @param signInId the sign-in that the event is about: news about any other is dropped
 * @param changes what came with it, or how to tell from what is stored by then
 */
export function advance(
  signInId: number,
  event: ConnectionEvent,
  line: Omit<Diagnostic, 'at'>,
  changes: Changes | (() => Promise<Changes>) = {},
): Promise<void> {
  return duringSignIn(signInId, async (connection) => {
    const more = await (typeof changes === 'function' ? changes() : changes);
    await writeWithDiagnostic(line, { ...more, connection: nextConnection(connection, event) });
  });
}

/**
 * Stores what belongs to a sign-in, unless that has ended.
 *
 * @param signInId the sign-in that it is about
 * @returns whether it was stored
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

/** Stores changes, and a line of the diagnostics with them. Only within `withAgentLock`. */
export async function writeWithDiagnostic(line: Omit<Diagnostic, 'at'>, changes: Changes): Promise<void> {
  const { diagnostics } = await read('diagnostics');
  await write({ ...changes, diagnostics: withDiagnostic(diagnostics, { at: Date.now(), ...line }) });
}

/** Adds a line to the diagnostics. They are never worth failing for. */
export async function addDiagnostic(line: Omit<Diagnostic, 'at'>): Promise<void> {
  await withAgentLock(() => writeWithDiagnostic(line, {})).catch(() => undefined);
}
