import { nextConnection } from '../state/connection.ts';
import { read, type Stored } from '../state/stored.ts';
import { currentConnection, inTurn, nothingOfTheAgent, writeWithDiagnostic } from './connection.ts';
import { keepPolling } from './poll.ts';
import { readTokens, type StoredTokens } from './stored-tokens.ts';

/**
 * Forgets everything about the agent, who is signed out then.
 *
 * @param since only if this is still their sign-in; whichever it is where absent
 * @returns what there was to do or to revoke at LiveChat
 * @throws StorageError
 */
export async function forgetAgent(since?: number): Promise<StoredTokens & Pick<Stored, 'endings'>> {
  const before = await inTurn(async () => {
    const connection = await currentConnection();
    const isAnother = connection.status === 'signedIn' && connection.since !== since;
    if (since !== undefined && isAnother) return { credentials: undefined };
    const stored = { ...(await read('endings')), ...(await readTokens()) };
    await writeWithDiagnostic(
      { what: 'sign-out', outcome: 'ok' },
      {
        ...nothingOfTheAgent,
        connection: nextConnection(connection, { type: 'signedOut' }),
        signIn: null,
        transaction: null,
      },
    );
    return stored;
  });
  await keepPolling();
  return before;
}
