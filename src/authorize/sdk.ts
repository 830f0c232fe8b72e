import AccountsSDK from '@livechat/accounts-sdk';
import type { AuthorizationRequest } from '../livechat/authorization-url.ts';

/**
 * Sets LiveChat's SDK up for one authorization request, and meets two defects of its version 2.1.3: it sends no `state`
 * unless told one, and its S256 code challenge is not that of
 * [RFC 7636 §4.2](https://www.rfc-editor.org/rfc/rfc7636#section-4.2), so the background makes ours and the SDK's own
 * PKCE stays off. The SDK takes the login page's address from its own `authorizeURL`.
 */
export class Sdk extends AccountsSDK {
  readonly #request: AuthorizationRequest;

  constructor(request: AuthorizationRequest) {
    super({
      client_id: request.clientId,
      server_url: request.accountsUrl,
      response_type: request.grant === 'code' ? 'code' : 'token',
      scope: request.scope,
      state: request.state,
      redirect_uri: request.redirectUri,
      organization_id: request.organizationId ?? '',
      email_hint: request.email ?? '',
      pkce: { enabled: false },
    });
    this.#request = request;
  }

  override authorizeURL(options?: object, flow?: string): string {
    const url = new URL(super.authorizeURL(options, flow));
    if (this.#request.grant === 'code') {
      url.searchParams.set('code_challenge', this.#request.codeChallenge);
      url.searchParams.set('code_challenge_method', 'S256');
    }
    return url.href;
  }
}
