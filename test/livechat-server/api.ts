import { type Context, Hono } from 'hono';
import { bearerOf } from './bearer.ts';
import { done, errorResponse, insufficientScope, notFound, unauthorized } from './errors.ts';
import { includesScope } from './scopes.ts';
import type { State } from './state.ts';
import type { AccessToken } from './token-store.ts';
import { hasWrittenId, writtenSession } from './written.ts';

/** Serves the Accounts API, as far as a Bearer token opens it. */
export function accountsApi(state: State): Hono {
  const app = new Hono();
  const { tokens } = state;

  /** Answers with `answer` if the request's token works and has the scope. */
  const withToken =
    (scope: string | undefined, answer: (token: AccessToken, c: Context) => Response) => (c: Context) => {
      const token = tokens.liveAccessToken(bearerOf(c));
      if (!token) return unauthorized(state.description, 'The access token is unknown, expired or revoked.');
      if (scope && !includesScope(token.family.scopes, scope))
        return insufficientScope(state.description, scope);
      return answer(token, c);
    };

  /** Takes either token of a pair. */
  app.delete('/v2/token', (c) => {
    const token = tokens.liveAccessToken(bearerOf(c)) ?? tokens.liveRefreshToken(bearerOf(c));
    if (!token) return unauthorized(state.description, 'The token is unknown.');
    token.revoked = true;
    if (token.pair) token.pair.revoked = true;
    return done(state.description);
  });

  const info = withToken(undefined, (token) =>
    Response.json({
      account_id: token.family.agent.accountId,
      client_id: token.family.client.clientId,
      expires_in: tokens.secondsLeft(token),
      organization_id: token.family.organizationId,
      scope: token.family.scopes.join(','),
      token_type: 'Bearer',
    }),
  );

  app.get('/v2/info', (c) => {
    if (c.req.header('Authorization')) return info(c);
    const { status, body } = state.description.infoWithoutToken;
    if (status === 200) return Response.json({});
    const error = {
      400: 'invalid_request',
      401: 'unauthorized',
      403: 'access_denied',
      404: 'resource_not_found',
    };
    return errorResponse(state.description, { status, error: error[status] }, 'The token is missing.', {
      body,
    });
  });

  app.get(
    '/v2/accounts/me',
    withToken('accounts--my:ro', ({ family: { agent } }) => {
      const { accountId: account_id, name, email } = agent;
      switch (state.description.account) {
        case 'published':
          return Response.json({ account_id, name, email });
        case 'nulls':
          return Response.json({ account_id, name: null, email: null });
        case 'empty':
          return Response.json({});
        case 'forbidden':
          return errorResponse(
            state.description,
            { status: 403, error: 'access_denied' },
            'This is for administrators.',
          );
      }
    }),
  );

  app.get(
    '/v2/sessions',
    withToken('sessions--my:ro', ({ family }) =>
      Response.json(
        state
          .listedSessionsOf(family.agent.email)
          .map((session) =>
            writtenSession(state.description.sessions, session, session.session_id === family.sessionId),
          ),
      ),
    ),
  );

  app.delete(
    '/v2/sessions/:id',
    withToken('sessions--my:rw', ({ family }, c) => {
      const { description } = state;
      const session = state
        .sessionsOf(family.agent.email)
        .find((each) => hasWrittenId(description.sessions, each, c.req.param('id') ?? ''));
      if (!session) return description.unknownSession === 404 ? notFound(description) : done(description);
      state.removeSession(session.session_id);
      return done(description);
    }),
  );

  app.delete(
    '/v2/sessions',
    withToken('sessions--my:rw', ({ family }) => {
      if (!state.mayEndAllSessions) return insufficientScope(state.description, 'accounts--all:rw');
      for (const session of state.sessionsOf(family.agent.email)) state.removeSession(session.session_id);
      return done(state.description);
    }),
  );

  return app;
}
