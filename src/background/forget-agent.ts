import { nextConnection } from '../state/connection.ts';
import { read, type Stored } from '../state/stored.ts';
import type { ForgottenTokens } from './access-token.ts';
import { currentConnection, inTurn, nothingOfTheAgent, writeWithDiagnostic } from './connection.ts';
import { keepPolling } from './poll.ts';
import { readCredentials } from './stored-tokens.ts';

/**
 * Forgets everything about the agent, who is signed out then.
 *
 * @returns what there was to do or to revoke at LiveChat
 */
export async function forgetAgent(): Promise<ForgottenTokens & Pick<Stored, 'endings'>> {
  const before = await inTurn(async () => {
    const stored = { ...(await read('accessToken', 'endings')), credentials: await readCredentials() };
    await writeWithDiagnostic(
      { what: 'sign-out', outcome: 'ok' },
      {
        ...nothingOfTheAgent,
        connection: nextConnection(await currentConnection(), { type: 'signedOut' }),
        signIn: null,
        transaction: null,
      },
    );
    return stored;
  });
  await keepPolling();
  return before;
}
