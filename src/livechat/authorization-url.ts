/**
 * Describes what LiveChat's login page is asked for
 * ([RFC 6749 §4.1.1](https://www.rfc-editor.org/rfc/rfc6749#section-4.1.1),
 * [RFC 7636 §4.3](https://www.rfc-editor.org/rfc/rfc7636#section-4.3)). No secret in it.
 */
export type AuthorizationRequest = {
  clientId: string;
  accountsUrl: string;
  /** Comma-separated; empty asks for all that the client may have. */
  scope: string;
  grant: 'code' | 'implicit';
  state: string;
  /** S256; only for the `code` grant. */
  codeChallenge: string;
  redirectUri: string;
  /** The organization to sign in to; LiveChat decides without. */
  organizationId?: string | undefined;
  /** Fills in the login form. */
  email?: string | undefined;
};

/**
 * Builds the address of LiveChat's login page for the redirect flow: the one that the SDK's `authorizeURL` makes, for
 * where the SDK does not belong.
 */
export function authorizationUrl(request: AuthorizationRequest): string {
  const { clientId, accountsUrl, scope, grant, state, codeChallenge, redirectUri } = request;
  const query = new URLSearchParams({
    client_id: clientId,
    redirect_uri: redirectUri,
    response_type: grant === 'code' ? 'code' : 'token',
    state,
    ...(scope && { scope }),
    ...(request.organizationId && { organization_id: request.organizationId }),
    ...(request.email && { email: request.email }),
    ...(grant === 'code' && { code_challenge: codeChallenge, code_challenge_method: 'S256' }),
  });
  return `${accountsUrl}/?${query}`;
}
