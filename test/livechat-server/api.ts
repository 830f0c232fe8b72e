import { type Context, Hono } from 'hono';
import { insufficientScope, notFound, unauthorized } from './errors.ts';
import { includesScope } from './scopes.ts';
import type { State } from './state.ts';
import type { AccessToken } from './token-store.ts';

/** The Accounts API, as far as a Bearer token opens it. */
export function accountsApi(state: State): Hono {
  const app = new Hono();
  const { tokens } = state;

  /** Answers with `answer` if the request's token works and has the scope. */
  const withToken =
    (scope: string | undefined, answer: (token: AccessToken, c: Context) => Response) => (c: Context) => {
      const token = tokens.liveAccessToken(bearer(c));
      if (!token) return unauthorized('The access token is unknown, expired or revoked.');
      if (scope && !includesScope(token.family.scopes, scope)) return insufficientScope(scope);
      return answer(token, c);
    };

  /** Takes either token of a pair. */
  app.delete('/v2/token', (c) => {
    const token = tokens.liveAccessToken(bearer(c)) ?? tokens.liveRefreshToken(bearer(c));
    if (!token) return unauthorized('The token is unknown.');
    token.revoked = true;
    if (token.pair) token.pair.revoked = true;
    return Response.json({});
  });

  app.get(
    '/v2/info',
    withToken(undefined, (token) =>
      Response.json({
        account_id: token.family.agent.accountId,
        client_id: token.family.client.clientId,
        expires_in: tokens.secondsLeft(token),
        organization_id: token.family.organizationId,
        scope: token.family.scopes.join(','),
        token_type: 'Bearer',
      }),
    ),
  );

  app.get(
    '/v2/accounts/me',
    withToken('accounts--my:ro', ({ family: { agent } }) =>
      Response.json({ account_id: agent.accountId, name: agent.name, email: agent.email }),
    ),
  );

  app.get(
    '/v2/sessions',
    withToken('sessions--my:ro', ({ family }) =>
      Response.json(
        state.sessionsOf(family.agent.email).map((session) => ({
          ...session,
          current: session.session_id === family.sessionId,
        })),
      ),
    ),
  );

  app.delete(
    '/v2/sessions/:id',
    withToken('sessions--my:rw', ({ family }, c) => {
      const session = state.session(c.req.param('id') ?? '');
      if (session?.account_id !== family.agent.accountId) return notFound();
      state.removeSession(session.session_id);
      return Response.json({});
    }),
  );

  app.delete(
    '/v2/sessions',
    withToken('sessions--my:rw', ({ family }) => {
      if (!state.mayEndAllSessions) return insufficientScope('accounts--all:rw');
      for (const session of state.sessionsOf(family.agent.email)) state.removeSession(session.session_id);
      return Response.json({});
    }),
  );

  return app;
}

function bearer(c: Context): string {
  return /^Bearer (.+)$/.exec(c.req.header('Authorization') ?? '')?.[1] ?? '';
}
