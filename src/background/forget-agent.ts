import { signedOut } from '../state/connection.ts';
import { read } from '../state/stored.ts';
import { inTurn, nothingOfTheAgent, writeWithDiagnostic } from './connection.ts';
import { keepPolling } from './poll.ts';

/**
 * Forgets everything about the agent, who is signed out then.
 *
 * @returns what there was to do or to revoke at LiveChat
 */
export async function forgetAgent() {
  const before = await inTurn(async () => {
    const stored = await read('accessToken', 'endings');
    await writeWithDiagnostic(
      { what: 'sign-out', outcome: 'ok' },
      { ...nothingOfTheAgent, connection: signedOut, signIn: null, transaction: null },
    );
    return stored;
  });
  await keepPolling();
  return before;
}
