import { randomUUID } from 'node:crypto';
import { type Context, Hono } from 'hono';
import { getCookie, setCookie } from 'hono/cookie';
import { answerPage, consentPage, type Html, loginPage, ooopsPage } from './pages.ts';
import { type Challenge, readChallenge } from './pkce.ts';
import { hasCustomScheme, originOf, redirectUriMatches } from './redirect-uri.ts';
import { includesScope, isAboveRole, parseScopes } from './scopes.ts';
import type { Agent, Answer, AuthorizationError, Client, LiveChatSession, State } from './state.ts';
import type { TokenFamily } from './token-store.ts';
import { writtenToken } from './written.ts';

const COOKIE = 'lc_session';

type ResponseType = 'token' | 'code';

/** Describes the app that asks, and the address for the answer: an invalid pair of the two gets no answer at all. */
interface Requester {
  client: Client;
  redirectUri: string;
}

interface AuthorizationRequest extends Requester {
  responseType: ResponseType;
  scopes: string[];
  challenge: Challenge | undefined;
}

/** Serves the pages of accounts.livechat.com: login, consent and answer. */
export function authorizationPages(state: State): Hono {
  const app = new Hono();

  app.on('GET', ['/', '/signin'], (c) => {
    const query = queryOf(c);
    const request = readRequest(state, query);
    if ('answer' in request) return request.answer(c);
    const identity = state.signedIn(getCookie(c, COOKIE));
    if (!identity || c.req.path === '/signin') {
      return c.html(loginPage({ email: query.get('email') ?? '', suggestions: suggestions(state) }));
    }
    return authorizeIdentity(c, state, request, identity.agent, identity.session);
  });

  app.on('POST', ['/', '/signin'], async (c) => {
    const query = queryOf(c);
    const request = readRequest(state, query);
    if ('answer' in request) return request.answer(c);
    const form = new URLSearchParams(await c.req.text());
    const decision = form.get('consent');
    if (decision) {
      const identity = state.signedIn(getCookie(c, COOKIE));
      // The session may have ended while the consent page was open.
      if (!identity) return c.redirect(`/?${query}`, 303);
      return authorizeIdentity(c, state, request, identity.agent, identity.session, decision === 'allow');
    }

    const email = form.get('email') ?? '';
    const agent = state.agents.get(email);
    if (!agent || agent.password !== form.get('password')) {
      return c.html(loginPage({ email, suggestions: suggestions(state), wrongPassword: true }), 401);
    }
    const cookie = state.signIn(agent, c.req.header('User-Agent') ?? '', getCookie(c, COOKIE));
    setCookie(c, COOKIE, cookie, { httpOnly: true, path: '/', sameSite: 'Lax', secure: isSecure(c) });
    return c.redirect(`/?${query}`, 303);
  });

  app.get('/answer/:id', (c) => {
    const page = state.pages.get(c.req.param('id'));
    state.pages.delete(c.req.param('id'));
    return page ? c.html(page) : c.html(ooopsPage(''), 404);
  });

  app.get('/ooops', (c) => c.html(ooopsPage(c.req.query('exception_details') ?? ''), 400));

  return app;
}

type Refusal = { answer: (c: Context) => Response | Promise<Response> };

/** Checks everything that can be checked before anybody signs in. */
function readRequest(state: State, query: URLSearchParams): AuthorizationRequest | Refusal {
  const requester = readRequester(state, query);
  if (typeof requester === 'string') return { answer: (c) => ooops(c, requester) };
  const { client } = requester;
  const responseType = query.get('response_type');
  const refuse = (error: AuthorizationError): Refusal => ({
    answer: (c) => deliver(c, state, requester, () => ({ error })),
  });

  const { nextError } = state;
  if (nextError) {
    state.nextError = undefined;
    return refuse(nextError);
  }
  if (!responseType) return refuse({ oauth_exception: 'invalid_request' });
  if (!isResponseType(responseType) || !client.responseTypes.includes(responseType)) {
    return refuse({ oauth_exception: 'unsupported_response_type' });
  }

  const challenge = readChallenge(query);
  // LiveChat's Authorization guide: a JavaScript app has no secret, PKCE takes its place.
  const needsChallenge = responseType === 'code' && client.type === 'javascript';
  if (challenge === 'malformed' || (needsChallenge && !challenge)) {
    return refuse({ oauth_exception: 'invalid_request' });
  }

  const scope = query.get('scope');
  const scopes = scope ? parseScopes(scope) : client.scopes;
  if (!scopes.every((requested) => includesScope(client.scopes, requested))) {
    return refuse({ oauth_exception: 'invalid_scope' });
  }
  return { ...requester, responseType, scopes, challenge };
}

/** Finds the client and checks its redirect URI; a string tells what is wrong with them. */
function readRequester(state: State, query: URLSearchParams): Requester | string {
  const client = state.clients.get(query.get('client_id') ?? '');
  if (!client) return 'client_id_not_found';
  const redirectUri = query.get('redirect_uri');
  if (!redirectUri) return 'redirect_uri_not_set';
  const isListed = client.redirectUris.some((configured) => redirectUriMatches(configured, redirectUri));
  const usesPkce = query.get('response_type') === 'code' && query.has('code_challenge');
  const mayUseScheme = usesPkce || client.allowCustomSchemesWithoutPkce || !hasCustomScheme(redirectUri);
  return isListed && mayUseScheme ? { client, redirectUri } : 'invalid_redirect_uri';
}

/** The agent is known: checks what depends on the agent, asks for consent where it is missing, and answers. */
function authorizeIdentity(
  c: Context,
  state: State,
  request: AuthorizationRequest,
  agent: Agent,
  session: LiveChatSession,
  decision?: boolean,
): Response | Promise<Response> {
  const { client, scopes } = request;
  const query = queryOf(c);
  const refuse = (exception: string) =>
    deliver(c, state, request, () => ({ error: { oauth_exception: exception } }), agent);

  const organizationId = query.get('organization_id') || agent.organizationId;
  if (!agent.organizations.includes(organizationId)) return refuse('access_denied');
  if (scopes.some((scope) => isAboveRole(scope, agent.role))) return refuse('invalid_scope');

  const standing = state.grantsAutomatically.get(agent.email);
  if (decision === false || standing === false) return refuse('access_denied');
  const isGranted = standing || state.hasConsented(agent, client, scopes);
  if (!decision && (!isGranted || query.get('prompt') === 'consent')) {
    return c.html(consentPage({ client, agent, scopes }));
  }
  state.consent(agent, client, scopes);
  state.noteApplication(session, client);
  const family: TokenFamily = {
    client,
    agent,
    organizationId,
    scopes,
    sessionId: session.session_id,
    revoked: false,
  };
  return deliver(c, state, request, () => ({ data: grant(state, request, family, isPopup(query)) }), agent);
}

/** Issues the token or code. The popup's message and the redirect differ in their fields. */
function grant(
  state: State,
  { responseType, redirectUri, challenge }: AuthorizationRequest,
  family: TokenFamily,
  isForPopup: boolean,
): Record<string, unknown> {
  if (responseType === 'code') return { code: state.tokens.issueCode(family, redirectUri, challenge).value };
  const { tokens, description } = state;
  const repeated = description.signInRepeatsTokens && tokens.livePairOf(family, false);
  const access = repeated || tokens.issueAccessToken(family);
  const token = { seconds: tokens.secondsLeft(access), scopes: family.scopes };
  if (!isForPopup) return { access_token: access.value, ...writtenToken(description.redirect, token) };
  return {
    access_token: access.value,
    ...writtenToken(description.message, token),
    account_id: family.agent.accountId,
    organization_id: family.organizationId,
  };
}

/** Brings the answer to the app, by a message to the window that opened the popup or by a redirect. */
function deliver(
  c: Context,
  state: State,
  { client, redirectUri }: Requester,
  decide: () => Answer,
  agent?: Agent,
): Response | Promise<Response> {
  const query = queryOf(c);
  const requestState = query.get('state');
  const { refusalsCarryState } = state.description;
  const echoFor = (answer: Answer, isOfRefusals: boolean) =>
    requestState && ('data' in answer || isOfRefusals) ? { state: requestState } : {};
  if (isPopup(query)) {
    const answer = decide();
    const echo = echoFor(answer, refusalsCarryState.message);
    const message =
      'data' in answer ? { data: { ...answer.data, ...echo } } : { error: { ...answer.error, ...echo } };
    c.header('Cache-Control', 'no-store');
    const page = answerPage(message, originOf(redirectUri), state.answerScript);
    return state.description.messageOrigin === 'livechat.com' ? c.html(page) : elsewhere(c, state, page);
  }

  // One more redirect would feed the loop that this limit breaks, so the agent sees the error page.
  if (agent && !state.mayRedirect(agent, client)) return ooops(c, 'too_many_redirects');
  const answer = decide();
  const parameters = new URLSearchParams(
    Object.entries({
      ...('data' in answer ? answer.data : redirectError(answer.error)),
      ...echoFor(answer, refusalsCarryState.redirect),
    }).map(([key, value]) => [key, Array.isArray(value) ? value.join(' ') : String(value)]),
  );
  const separator = query.get('response_type') === 'token' ? '#' : '?';
  return c.redirect(`${new URL(redirectUri).href}${separator}${parameters}`, 303);
}

/** Has LiveChat's old host show a page: a message from it has that host's origin. */
function elsewhere(c: Context, { pages }: State, page: Html): Response {
  const id = randomUUID();
  pages.set(id, page);
  return c.redirect(`https://accounts.livechatinc.com/answer/${id}`, 303);
}

/** RFC 6749 §4.1.2.1 and §4.2.2.1 name the parameter `error`; LiveChat's own names go with it. */
function redirectError(error: AuthorizationError): Record<string, string> {
  return { error: 'oauth_exception' in error ? error.oauth_exception : error.identity_exception, ...error };
}

function ooops(c: Context, exceptionDetails: string): Response {
  return c.redirect(`/ooops?${new URLSearchParams({ exception_details: exceptionDetails })}`, 303);
}

function suggestions({ suggestLogins, agents }: State): Agent[] {
  return suggestLogins ? [...agents.values()] : [];
}

function isResponseType(value: string): value is ResponseType {
  return value === 'token' || value === 'code';
}

function isPopup(query: URLSearchParams): boolean {
  return query.get('flow') === 'button';
}

function isSecure(c: Context): boolean {
  return new URL(c.req.url).protocol === 'https:';
}

function queryOf(c: Context): URLSearchParams {
  return new URL(c.req.url).searchParams;
}
