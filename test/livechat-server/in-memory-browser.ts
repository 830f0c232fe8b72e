import { LIST_CHATS } from './agent-chat/errors.ts';
import type { Agent, Client, LiveChat } from './index.ts';
import type { Answer } from './state.ts';

/** Names the pair of RFC 7636, appendix B. */
export const VERIFIER = 'dBjftJeZ4CVP-mB92K27uhbUJU1p1r_wW1gFWFOEjXk';
export const CHALLENGE = 'E9Melhoa2OwvFrEMTJguCHaoeK1t8URWbuGJSstw-cM';

/** Describes the fields of a token answer that tests look at. */
export interface Tokens {
  access_token: string;
  refresh_token: string;
  expires_in: number;
  scope: string;
}

/** Does as much of a browser as LiveChat's pages need: keeps the login cookie and submits the forms. */
export class InMemoryBrowser {
  #cookie = '';
  readonly #liveChat: LiveChat;
  readonly #userAgent: string;

  constructor(liveChat: LiveChat, userAgent = 'In-memory browser') {
    this.#liveChat = liveChat;
    this.#userAgent = userAgent;
  }

  async open(pathAndQuery: string, form?: Record<string, string>): Promise<Response> {
    const response = await this.#liveChat.fetch(
      new Request(`https://accounts.livechat.com${pathAndQuery}`, {
        headers: { Cookie: this.#cookie, 'User-Agent': this.#userAgent },
        ...(form && { method: 'POST', body: new URLSearchParams(form) }),
      }),
    );
    this.#cookie = response.headers.get('Set-Cookie')?.split(';')[0] ?? this.#cookie;
    return response;
  }

  /** Goes through login and consent as far as LiveChat asks for them, to the page or redirect at the end. */
  async authorize(query: Record<string, string>, agent: Agent, consent = 'allow'): Promise<Response> {
    const path = `/?${new URLSearchParams(query)}`;
    let response = await this.open(path);
    if (await shows(response, 'id="sign-in"')) {
      await this.open(path, { email: agent.email, password: agent.password });
      response = await this.open(path);
    }
    if (await shows(response, 'id="allow"')) response = await this.open(path, { consent });
    const { hostname, pathname } = locationOf(response);
    // Where LiveChat's old host has the answer.
    return hostname === 'accounts.livechatinc.com' ? this.open(pathname) : response;
  }
}

export async function shows(response: Response, text: string): Promise<boolean> {
  return (await response.clone().text()).includes(text);
}

/** Reads the address that a response redirects to. */
export function locationOf(response: Response): URL {
  return new URL(response.headers.get('Location') ?? '', 'https://accounts.livechat.com');
}

/** Reads what the popup's answer page posts, and to which origin. */
export async function postedBy(
  response: Response,
): Promise<{ message: Answer; targetOrigin: string } | undefined> {
  const call = /postMessage\((.*), (".*?")\); window\.close/.exec(await response.clone().text());
  return call ? { message: JSON.parse(call[1] ?? ''), targetOrigin: JSON.parse(call[2] ?? '') } : undefined;
}

/** Makes a request to the token endpoint. */
export function tokenRequest(form: Record<string, string>): Request {
  return new Request('https://accounts.livechat.com/v2/token', {
    method: 'POST',
    body: new URLSearchParams(form),
  });
}

/** Obtains a code for the client's first redirect URI, bound to `CHALLENGE`. */
export async function obtainCode(
  liveChat: LiveChat,
  client: Client,
  agent: Agent,
  query: Record<string, string> = {},
  browser = new InMemoryBrowser(liveChat),
): Promise<string> {
  const request = {
    client_id: client.clientId,
    redirect_uri: client.redirectUris[0] ?? '',
    response_type: 'code',
    code_challenge: CHALLENGE,
    code_challenge_method: 'S256',
    flow: 'button',
    ...query,
  };
  const posted = await postedBy(await browser.authorize(request, agent));
  return String((posted && 'data' in posted.message && posted.message.data['code']) || '');
}

export function exchangeRequest(client: Client, code: string, changes: Record<string, string> = {}): Request {
  return tokenRequest({
    grant_type: 'authorization_code',
    client_id: client.clientId,
    redirect_uri: client.redirectUris[0] ?? '',
    code,
    code_verifier: VERIFIER,
    ...changes,
  });
}

export function refreshRequest(client: Client, refreshToken: string): Request {
  return tokenRequest({
    grant_type: 'refresh_token',
    client_id: client.clientId,
    refresh_token: refreshToken,
  });
}

/** Signs an agent in and exchanges the code: the tokens that an app gets. */
export async function obtainTokens(
  liveChat: LiveChat,
  client: Client,
  agent: Agent,
  query: Record<string, string> = {},
  browser?: InMemoryBrowser,
): Promise<Tokens> {
  const code = await obtainCode(liveChat, client, agent, query, browser);
  return tokensIn(await liveChat.fetch(exchangeRequest(client, code)));
}

export async function tokensIn(response: Response): Promise<Tokens> {
  if (!response.ok) throw new Error(`LiveChat answered ${response.status}: ${await response.text()}`);
  return (await response.json()) as Tokens;
}

/** Makes a request to the status page. */
export function statusRequest(): Request {
  return new Request('https://status.livechat.com/api/v2/summary.json');
}

/** Makes a request to the Accounts API. */
export function apiRequest(path: string, accessToken?: string, method = 'GET'): Request {
  const headers = accessToken ? { Authorization: `Bearer ${accessToken}` } : {};
  return new Request(`https://accounts.livechat.com${path}`, { method, headers });
}

/** Makes a request for the chats; a text is sent as it is, and anything else as JSON. */
export function listChatsRequest(
  body: unknown,
  accessToken?: string,
  { headers = {}, path = LIST_CHATS, method = 'POST' } = {},
): Request {
  return new Request(`https://api.livechatinc.com${path}`, {
    method,
    headers: {
      'Content-Type': 'application/json',
      ...(accessToken && { Authorization: `Bearer ${accessToken}` }),
      ...headers,
    },
    ...(method !== 'GET' && { body: typeof body === 'string' ? body : JSON.stringify(body) }),
  });
}
