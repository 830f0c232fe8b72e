import { signedOut } from '../state/connection.ts';
import { type Credentials, read, type Stored } from '../state/stored.ts';
import { readCredentials } from './access-token.ts';
import { inTurn, nothingOfTheAgent, writeWithDiagnostic } from './connection.ts';
import { keepPolling } from './poll.ts';

/** Tokens that are no longer stored, and still good at LiveChat. */
export type ForgottenTokens = {
  accessToken?: NonNullable<Stored['accessToken']>;
  credentials: Credentials | undefined;
};

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
      { ...nothingOfTheAgent, connection: signedOut, signIn: null, transaction: null },
    );
    return stored;
  });
  await keepPolling();
  return before;
}
