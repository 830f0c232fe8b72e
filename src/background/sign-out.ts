import { config } from '../config/index.ts';
import { revokeTokens } from '../livechat/authorization.ts';
import { signedOut } from '../state/connection.ts';
import { read } from '../state/stored.ts';
import { inTurn, nothingOfTheAgent, writeWithDiagnostic } from './connection.ts';
import { keepPolling } from './poll.ts';

/** Forgets the agent at once, then revokes our tokens at LiveChat, as far as it can be reached. */
export async function signOut(): Promise<void> {
  const { accessToken } = await inTurn(async () => {
    const tokens = await read('accessToken');
    await writeWithDiagnostic(
      { what: 'sign-out', outcome: 'ok' },
      { ...nothingOfTheAgent, connection: signedOut, signIn: null, transaction: null },
    );
    return tokens;
  });
  await keepPolling();
  // The agent is signed out here whatever LiveChat says; its tokens end by themselves.
  if (accessToken) await revokeTokens(config.accountsUrl, accessToken.value).catch(() => undefined);
}
