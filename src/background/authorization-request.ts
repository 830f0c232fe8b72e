import { config } from '../config/index.ts';
import { scopesOf } from '../config/scopes-of.ts';
import { codeChallengeOf } from '../livechat/authorization.ts';
import type { AuthorizationRequest } from '../livechat/authorization-url.ts';
import type { Transaction } from '../state/store/background-store.ts';

/**
 * Decides what to ask LiveChat's login page for: our client and scopes, and the code challenge
 * ([RFC 7636 §4.2](https://www.rfc-editor.org/rfc/rfc7636#section-4.2)) of a code verifier that stays here.
 *
 * @param account the organization to sign in to, and the e-mail to fill in, where they are known
 */
export async function authorizationRequest(
  transaction: Pick<
    Transaction,
    'clientId' | 'grant' | 'state' | 'codeVerifier' | 'redirectUri' | 'withChats'
  >,
  account: Pick<AuthorizationRequest, 'organizationId' | 'email'>,
): Promise<AuthorizationRequest> {
  const { clientId, grant, state, codeVerifier, redirectUri, withChats = false } = transaction;
  return {
    clientId,
    accountsUrl: config.accountsUrl,
    scope: scopesOf(withChats).join(','),
    grant,
    state,
    codeChallenge: await codeChallengeOf(codeVerifier),
    redirectUri,
    ...account,
  };
}
