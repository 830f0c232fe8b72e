import * as oauth from 'oauth4webapi';
import * as v from 'valibot';
import { LiveChatError } from './error.ts';
import { boundedFetch, errorFrom, errorSchema, processResponse, request } from './request.ts';

/** The client that asks, and the authorization server that it asks. */
export type Client = { accountsUrl: string; clientId: string };

/** A token: visible ASCII (RFC 6749, appendix A), without the spaces that a header could not carry. */
const tokenSchema = v.pipe(v.string(), v.regex(/^[!-~]{1,8192}$/));

/** What LiveChat hands out (RFC 6749 §5.1). `expiresIn` is in seconds. */
export type Tokens = { accessToken: string; expiresIn: number; refreshToken?: string };

/** LiveChat's default lifetime of access tokens, in seconds. */
const defaultLifetime = 28_800;

/** A year, in seconds: more is a mistake, and can be too much for a clock. */
const longestLifetime = 31_536_000;

/** The refusals that trying again cannot cure; LiveChat also says `unauthorized_client` of unknown refresh tokens. */
const finalRefusals = ['invalid_grant', 'unauthorized_client', 'missing_grant', 'unauthorized'];

function serverOf({ accountsUrl }: Client): oauth.AuthorizationServer {
  return { issuer: accountsUrl, token_endpoint: `${accountsUrl}/v2/token` };
}

function optionsFor({ accountsUrl }: Client): oauth.TokenEndpointRequestOptions {
  return {
    [oauth.customFetch]: (url: string, { method, headers, body }) =>
      boundedFetch(url, { method, headers, body: body as URLSearchParams }),
    // Only this machine can be configured with `http:`; see `src/config`.
    [oauth.allowInsecureRequests]: accountsUrl.startsWith('http:'),
  };
}

/** The part of a token answer that we use (RFC 6749 §5.1). */
const tokensSchema = v.object({
  access_token: tokenSchema,
  token_type: v.pipe(v.string(), v.regex(/^bearer$/i)),
  expires_in: v.optional(
    v.pipe(
      v.union([v.number(), v.string()]),
      v.transform(Number),
      v.minValue(0),
      v.maxValue(longestLifetime),
    ),
    defaultLifetime,
  ),
  refresh_token: v.optional(tokenSchema),
});

/**
 * Judges the answer of the token endpoint. Not by `oauth4webapi`, whose judgement includes ID tokens, DPoP and
 * challenges that LiveChat does not send: a fifth of the service worker, and what tokens may consist of is left open.
 *
 * @throws LiveChatError `grant_refused` when LiveChat refuses for good (RFC 6749 §5.2)
 */
async function processTokenResponse(response: Response): Promise<Tokens> {
  if (!response.ok) {
    const body = v.safeParse(
      errorSchema,
      await response
        .clone()
        .json()
        .catch(() => undefined),
    );
    const isFinal = body.success && finalRefusals.includes(body.output.error);
    throw await errorFrom(response, isFinal ? 'grant_refused' : 'unexpected_answer');
  }
  const { access_token, expires_in, refresh_token } = await processResponse(response, tokensSchema);
  return {
    accessToken: access_token,
    expiresIn: expires_in,
    ...(refresh_token && { refreshToken: refresh_token }),
  };
}

/** What `oauth4webapi` refuses to ask for, it has found wrong with an answer. */
const toLiveChatError = (cause: unknown): LiveChatError =>
  cause instanceof LiveChatError ? cause : new LiveChatError('unexpected_answer', { cause });

/** A fresh state and code verifier for one sign-in (RFC 6749 §10.12, RFC 7636 §4.1). */
export const generateSecrets = (): { state: string; codeVerifier: string } => ({
  state: oauth.generateRandomState(),
  codeVerifier: oauth.generateRandomCodeVerifier(),
});

/** The S256 code challenge of a code verifier (RFC 7636 §4.2). */
export const codeChallengeOf = (codeVerifier: string): Promise<string> =>
  oauth.calculatePKCECodeChallenge(codeVerifier);

/**
 * Exchanges an authorization code for tokens (RFC 6749 §4.1.3, RFC 7636 §4.5).
 *
 * @throws LiveChatError `grant_refused` when LiveChat does not accept the code, or what `boundedFetch` throws
 */
export async function exchangeCode(
  client: Client,
  answer: { state: string; code: string },
  transaction: { state: string; codeVerifier: string; redirectUri: string },
): Promise<Tokens> {
  const server = serverOf(client);
  const oauthClient = { client_id: client.clientId };
  try {
    const parameters = oauth.validateAuthResponse(
      server,
      oauthClient,
      new URLSearchParams(answer),
      transaction.state,
    );
    const response = await oauth.authorizationCodeGrantRequest(
      server,
      oauthClient,
      oauth.None(),
      parameters,
      transaction.redirectUri,
      transaction.codeVerifier,
      optionsFor(client),
    );
    return await processTokenResponse(response);
  } catch (cause) {
    throw toLiveChatError(cause);
  }
}

/**
 * Renews tokens with a refresh token (RFC 6749 §6). LiveChat rotates: the refresh token is spent by this.
 *
 * @throws LiveChatError `grant_refused` when LiveChat refuses the refresh token, or what `boundedFetch` throws
 */
export async function renewTokens(client: Client, refreshToken: string): Promise<Tokens> {
  const server = serverOf(client);
  const oauthClient = { client_id: client.clientId };
  try {
    const response = await oauth.refreshTokenGrantRequest(
      server,
      oauthClient,
      oauth.None(),
      refreshToken,
      optionsFor(client),
    );
    return await processTokenResponse(response);
  } catch (cause) {
    throw toLiveChatError(cause);
  }
}

/**
 * Revokes an access token and the refresh token that came with it.
 *
 * @throws LiveChatError
 */
export async function revokeTokens(accountsUrl: string, accessToken: string): Promise<void> {
  await request(`${accountsUrl}/v2/token`, { method: 'DELETE', accessToken, schema: v.unknown() });
}
