import { isDuring, nextConnection } from '../state/connection.ts';
import {
  forgottenAt,
  read,
  removalsAt,
  remove,
  type Stored,
  write,
} from '../state/store/background-store.ts';
import { StorageError } from '../state/store/storage.ts';
import { writeWithDiagnostic } from './add-diagnostic.ts';
import { withAgentLock } from './agent-lock.ts';
import { ensurePollAlarm } from './poll.ts';
import { currentConnection } from './stored-connection.ts';
import { readTokens, type StoredTokens } from './stored-tokens.ts';

/** Describes what was stored of an agent who is forgotten. */
type Forgotten = StoredTokens &
  Pick<Stored, 'endings'> & {
    /** The reason why something of them may still be stored. */
    failure?: StorageError;
  };

/**
 * Forgets everything about the agent, who is signed out then; on a full disk, too, where nothing can be stored but what
 * is stored can be removed.
 *
 * @param signInId only if this is still their sign-in; whichever it is where absent
 * @returns what there was to do or to revoke at LiveChat
 */
export async function forgetAgent(signInId?: number): Promise<Forgotten> {
  const before = await withAgentLock(() => forgetAll(signInId));
  await ensurePollAlarm();
  return before;
}

async function forgetAll(signInId: number | undefined): Promise<Forgotten> {
  let stored: Forgotten = { credentials: undefined };
  try {
    const connection = await currentConnection();
    // One that LiveChat has refused meanwhile is theirs still.
    const isAnother =
      signInId !== undefined && connection.status === 'signedIn' && !isDuring(connection, signInId);
    if (isAnother) return stored;
    const { endings, chatsRefusal } = await read('endings', 'chatsRefusal');
    stored = { ...(endings && { endings }), ...(await readTokens()) };
    // Another agent is asked anew, but signs in with the same app.
    const isOfApp = chatsRefusal?.error === 'invalid_scope';
    await writeWithDiagnostic(
      { what: 'sign-out', outcome: 'ok' },
      {
        ...removalsAt('signedOut'),
        ...(isOfApp && { chatsRefusal }),
        connection: nextConnection(connection, { type: 'signedOut' }),
      },
    );
  } catch (error) {
    if (!(error instanceof StorageError)) throw error;
    // Nothing stored counts as signed out.
    const failure = await remove(forgottenAt('signedOut')).then(
      () => undefined,
      () => error,
    );
    return { ...stored, ...(failure && { failure }) };
  }
  return stored;
}

/**
 * Removes what a service worker that was stopped while it forgot the agent has left of them. A sign-in that has begun
 * stays, and so do the reason why the last one failed and the known sessions: a sign-out has removed those together with
 * the sign-in, and the end of a browser that does not stay signed in keeps them.
 */
export function forgetLeftovers(): Promise<void> {
  return withAgentLock(async () => {
    // Only where it is known that nobody is signed in: a value that nobody can read says nothing.
    const { connection } = await read('connection');
    if (connection?.status !== 'refused' && connection?.status !== 'signedOut') return;
    const { signInFailure: _, ...leftovers } = removalsAt(
      connection.status === 'refused' ? 'refused' : 'signedIn',
    );
    await write(leftovers);
  });
}
