import { isDuring, nextConnection, signedOut } from '../state/connection.ts';
import { read, remove, type Stored, type StoredKey } from '../state/store/background-store.ts';
import { StorageError } from '../state/store/storage.ts';
import { currentConnection, nothingOfTheAgent, withAgentLock, writeWithDiagnostic } from './connection.ts';
import { ensurePollAlarm } from './poll.ts';
import { readTokens, type StoredTokens } from './stored-tokens.ts';

/** What was stored of an agent who is forgotten. */
type Forgotten = StoredTokens &
  Pick<Stored, 'endings'> & {
    /** Why something of them may still be stored. */
    failure?: StorageError;
  };

/** What is stored once the agent is forgotten. */
const forgotten = {
  ...nothingOfTheAgent,
  connection: nextConnection(signedOut, { type: 'signedOut' }),
  signIn: null,
  transaction: null,
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
    stored = { ...(await read('endings')), ...(await readTokens()) };
    await writeWithDiagnostic({ what: 'sign-out', outcome: 'ok' }, forgotten);
  } catch (error) {
    if (!(error instanceof StorageError)) throw error;
    // Nothing stored counts as signed out.
    const failure = await remove(Object.keys(forgotten) as StoredKey[]).then(
      () => undefined,
      () => error,
    );
    return { ...stored, ...(failure && { failure }) };
  }
  return stored;
}
