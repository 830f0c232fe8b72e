import { Hono } from 'hono';
import type { Description } from './description.ts';
import { errorResponse } from './errors.ts';
import { isWellFormed, verifierMatches } from './pkce.ts';
import type { Client, State } from './state.ts';
import type { AccessToken, TokenStore } from './token-store.ts';
import { writtenRefreshToken, writtenToken } from './written.ts';

/** Serves `POST /v2/token` of LiveChat's Accounts API: the token endpoint of RFC 6749 §3.2. */
export function tokenEndpoint(state: State): Hono {
  const app = new Hono();
  app.post('/v2/token', async (c) => {
    const { description } = state;
    if (!c.req.header('Content-Type')?.startsWith('application/x-www-form-urlencoded')) {
      return malformed(description, 'The body must be form-encoded.');
    }
    const form = new URLSearchParams(await c.req.text());
    const client = state.clients.get(form.get('client_id') ?? '');
    if (!client) return errorResponse(description, description.unknownClient, 'Unknown client.');
    if (client.type === 'server' && form.get('client_secret') !== client.secret) {
      return errorResponse(description, description.missingSecret, 'client_secret is missing or wrong.');
    }
    switch (form.get('grant_type')) {
      case 'authorization_code':
        return exchangeCode(state, client, form);
      case 'refresh_token':
        return refresh(state, client, form);
      case null:
        return malformed(description, 'grant_type is missing.');
      default:
        return errorResponse(
          description,
          { status: 400, error: 'unsupported_grant_type' },
          'Only authorization_code and refresh_token.',
        );
    }
  });
  return app;
}

/** RFC 6749 §4.1.3 with RFC 7636 §4.6: a code works once, for its client, redirect URI and verifier. */
function exchangeCode({ tokens, description }: State, client: Client, form: URLSearchParams): Response {
  const value = form.get('code');
  const redirectUri = form.get('redirect_uri');
  const verifier = form.get('code_verifier');
  if (!value || !redirectUri) return malformed(description, 'code and redirect_uri are required.');
  if (verifier !== null && !isWellFormed(verifier))
    return malformed(description, 'code_verifier is malformed.');

  const refused = (reason: string) => errorResponse(description, description.refusedCode, reason);
  const code = tokens.code(value);
  if (!code || code.family.client !== client) return refused('Unknown code.');
  if (code.used) {
    // RFC 6749 §4.1.2: somebody has the code who should not have it.
    code.family.revoked = true;
    return refused('The code was used before.');
  }
  code.used = true;
  if (code.family.revoked || tokens.isExpired(code)) return refused('The code has expired.');
  if (code.redirectUri !== redirectUri) return refused('The code was issued for another redirect_uri.');
  // RFC 9700 §4.8.2: a verifier without a challenge is a sign of a downgrade, so it is refused as well.
  const isVerified = code.challenge ? verifierMatches(verifier ?? '', code.challenge) : verifier === null;
  if (!isVerified) {
    const { refusedVerifier } = description;
    return errorResponse(description, refusedVerifier, 'code_verifier does not match the code_challenge.');
  }
  const hasRefreshToken = description.exchange.refresh_token === 'text';
  const repeated = description.signInRepeatsTokens && tokens.livePairOf(code.family, hasRefreshToken);
  if (repeated) return tokenResponse(tokens, repeated, description.exchange);
  const issued = hasRefreshToken
    ? tokens.issuePair(code.family).access
    : tokens.issueAccessToken(code.family);
  return tokenResponse(tokens, issued, description.exchange);
}

/** RFC 6749 §6; refresh tokens of JavaScript apps work once (RFC 9700 §4.14.2). */
function refresh(state: State, client: Client, form: URLSearchParams): Response {
  const { tokens, description } = state;
  const value = form.get('refresh_token');
  if (!value) return malformed(description, 'refresh_token is required.');

  const refused = (reason: string) => errorResponse(description, description.refusedRefreshToken, reason);
  const token = tokens.refreshToken(value);
  if (!token || token.family.client !== client) return refused('Unknown refresh token.');
  if (token.used) {
    tokens.reuseAttempts += 1;
    token.family.revoked = true;
    return refused('The refresh token was used before.');
  }
  if (token.revoked || token.family.revoked) return refused('The refresh token was revoked.');
  const { renewal } = description;
  if (client.type === 'server' || renewal.refresh_token !== 'new') {
    return tokenResponse(tokens, tokens.issuePair(token.family, token).access, renewal);
  }
  token.used = true;
  return tokenResponse(tokens, tokens.issuePair(token.family).access, renewal);
}

function tokenResponse(
  tokens: TokenStore,
  access: AccessToken,
  fields: Description['exchange' | 'renewal'],
): Response {
  const { family, pair } = access;
  const body = {
    access_token: access.value,
    account_id: family.agent.accountId,
    organization_id: family.organizationId,
    ...writtenToken(fields, { seconds: tokens.secondsLeft(access), scopes: family.scopes }),
    ...writtenRefreshToken(fields.refresh_token, pair?.value ?? ''),
  };
  return Response.json(body, { headers: { 'Cache-Control': 'no-store' } });
}

function malformed(livechat: Description, description: string): Response {
  return errorResponse(livechat, livechat.malformedRequest, description);
}
