import * as oauth from 'oauth4webapi';
import * as v from 'valibot';
import type { RequestKind } from './count-requests.ts';
import { LiveChatError } from './error.ts';
import { boundedFetch, processResponse, request } from './request.ts';
import { lifetimeSchema, tokenSchema } from './token.ts';

/** Names the client that asks, and the authorization server that it asks. */
export type Client = { accountsUrl: string; clientId: string };

/**
 * Describes the tokens that LiveChat hands out ([RFC 6749 §5.1](https://www.rfc-editor.org/rfc/rfc6749#section-5.1)).
 * `expiresIn` is in seconds.
 */
export type Tokens = { accessToken: string; expiresIn: number; refreshToken?: string };

function optionsFor({ accountsUrl }: Client, kind: RequestKind): oauth.TokenEndpointRequestOptions {
  return {
    [oauth.customFetch]: (url: string, { method, headers, body }) =>
      boundedFetch(url, kind, { method, headers, body: body as URLSearchParams }),
    // Only this machine can be configured with `http:`; see `src/config`.
    [oauth.allowInsecureRequests]: accountsUrl.startsWith('http:'),
  };
}

/**
 * Tells whether a token type is the one that we can use
 * ([RFC 6749 §7.1](https://www.rfc-editor.org/rfc/rfc6749#section-7.1)), or none is named.
 */
const isBearer = (type: unknown): boolean =>
  typeof type !== 'string' || type === '' || /^bearer$/i.test(type);

/**
 * Describes the part of a token answer that we use
 * ([RFC 6749 §5.1](https://www.rfc-editor.org/rfc/rfc6749#section-5.1)): only the access token is indispensable.
 */
const tokensSchema = () =>
  v.object({
    access_token: tokenSchema(),
    token_type: v.optional(v.pipe(v.unknown(), v.check(isBearer))),
    expires_in: lifetimeSchema(),
    refresh_token: v.fallback(v.optional(tokenSchema()), undefined),
  });

/**
 * Reads the answer of the token endpoint. Not by `oauth4webapi`, whose judgement includes ID tokens, DPoP and
 * challenges that LiveChat does not send: a fifth of the service worker, and what tokens may consist of is left open.
 *
 * @throws LiveChatError `grant_refused` when LiveChat refuses for good
 * ([RFC 6749 §5.2](https://www.rfc-editor.org/rfc/rfc6749#section-5.2))
 */
async function processTokenResponse(response: Response): Promise<Tokens> {
  const { access_token, expires_in, refresh_token } = await processResponse(
    'token',
    response,
    tokensSchema(),
  );
  return {
    accessToken: access_token,
    expiresIn: expires_in,
    ...(refresh_token && { refreshToken: refresh_token }),
  };
}

/**
 * Makes an error of ours of what was thrown: `oauth4webapi` refuses to ask only for what it has found wrong with an
 * answer.
 */
const toLiveChatError = (cause: unknown): LiveChatError =>
  cause instanceof LiveChatError ? cause : new LiveChatError('unexpected_answer', { cause });

/**
 * Generates a fresh state and code verifier for one sign-in
 * ([RFC 6749 §10.12](https://www.rfc-editor.org/rfc/rfc6749#section-10.12),
 * [RFC 7636 §4.1](https://www.rfc-editor.org/rfc/rfc7636#section-4.1)).
 */
export const generateSecrets = (): { state: string; codeVerifier: string } => ({
  state: oauth.generateRandomState(),
  codeVerifier: oauth.generateRandomCodeVerifier(),
});

/**
 * Calculates the S256 code challenge of a code verifier
 * ([RFC 7636 §4.2](https://www.rfc-editor.org/rfc/rfc7636#section-4.2)).
 */
export const codeChallengeOf = (codeVerifier: string): Promise<string> =>
  oauth.calculatePKCECodeChallenge(codeVerifier);

/**
 * Asks the token endpoint for tokens.
 *
 * @throws LiveChatError
 */
async function requestTokens(
  client: Client,
  grantType: 'authorization_code' | 'refresh_token',
  parameters: Record<string, string>,
): Promise<Tokens> {
  const { accountsUrl, clientId } = client;
  try {
    const response = await oauth.genericTokenEndpointRequest(
      { issuer: accountsUrl, token_endpoint: `${accountsUrl}/v2/token` },
      { client_id: clientId },
      oauth.None(),
      grantType,
      parameters,
      optionsFor(client, grantType === 'refresh_token' ? 'renewals' : 'signIns'),
    );
    return await processTokenResponse(response);
  } catch (cause) {
    throw toLiveChatError(cause);
  }
}

/**
 * Exchanges an authorization code for tokens ([RFC 6749 §4.1.3](https://www.rfc-editor.org/rfc/rfc6749#section-4.1.3),
 * [RFC 7636 §4.5](https://www.rfc-editor.org/rfc/rfc7636#section-4.5)).
 *
 * @param code of an answer whose state was compared
 * @throws LiveChatError `grant_refused` when LiveChat does not accept the code, or what `boundedFetch` throws
 */
export const exchangeCode = (
  client: Client,
  code: string,
  { redirectUri, codeVerifier }: { redirectUri: string; codeVerifier: string },
): Promise<Tokens> =>
  requestTokens(client, 'authorization_code', {
    code,
    redirect_uri: redirectUri,
    code_verifier: codeVerifier,
  });

/**
 * Renews tokens with a refresh token ([RFC 6749 §6](https://www.rfc-editor.org/rfc/rfc6749#section-6)). LiveChat
 * rotates: the refresh token is spent by this.
 *
 * @throws LiveChatError `grant_refused` when LiveChat refuses the refresh token, or what `boundedFetch` throws
 */
export const renewTokens = (client: Client, refreshToken: string): Promise<Tokens> =>
  requestTokens(client, 'refresh_token', { refresh_token: refreshToken });

/**
 * Revokes an access token and the refresh token that came with it.
 *
 * @throws LiveChatError
 */
export async function revokeTokens(accountsUrl: string, accessToken: string): Promise<void> {
  await request(`${accountsUrl}/v2/token`, {
    kind: 'revocations',
    method: 'DELETE',
    accessToken,
    schema: v.unknown(),
  });
}
