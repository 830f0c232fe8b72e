import { randomUUID } from 'node:crypto';
import { ChatStore } from './agent-chat/chat-store.ts';
import { type Description, defaultDescription } from './description.ts';
import { Faults } from './faults.ts';
import type { Html } from './pages.ts';
import { allOperational, type StatusSummary } from './status.ts';
import { TokenStore } from './token-store.ts';

/** Describes an app in LiveChat's Developer Console. */
export interface Client {
  clientId: string;
  name: string;
  /** A JavaScript app has no secret and uses PKCE; a server-side app has a secret. */
  type: 'javascript' | 'server';
  secret?: string;
  redirectUris: string[];
  scopes: string[];
  responseTypes: ('token' | 'code')[];
  allowCustomSchemesWithoutPkce?: boolean;
}

export interface Agent {
  accountId: string;
  /** Names the organization that the agent signs in to when the app asks for none. */
  organizationId: string;
  /** Every organization that the agent belongs to. */
  organizations: string[];
  email: string;
  password: string;
  name: string;
  role: 'owner' | 'viceowner' | 'administrator' | 'normal';
  /** The data centre is the prefix of the agent's access tokens. */
  dataCentre: 'dal' | 'fra';
  /** The groups whose chats the agent sees. Everybody is in group 0. */
  groups: number[];
}

/** Describes one browser in which an agent is signed in, as the Accounts API tells it, without `current`. */
export interface LiveChatSession {
  account_id: string;
  session_id: string;
  user_agent: string;
  identity_source: 'credentials' | 'explicit' | 'google' | 'token' | 'microsoft' | 'apple';
  ip: string;
  applications: { name: string; client_id: string; session_id: string }[];
}

/** Names the reason of a failed authorization, in LiveChat's words. */
export type AuthorizationError = ({ oauth_exception: string } | { identity_exception: string }) & {
  exception_details?: string;
};

/** Describes what the login popup posts to its opener. */
export type Answer = { data: Record<string, unknown> } | { error: AuthorizationError };

export interface RequestLogEntry {
  at: number;
  method: string;
  host: string;
  path: string;
  query: Record<string, string>;
  /** Tells whether it came with an `Authorization` header, and with a cookie: the log keeps neither. */
  hasToken: boolean;
  hasCookie: boolean;
  /** The form of a token request without its secrets says which grant it was. */
  grantType?: string;
  /** The data centre that a request to the Agent Chat API names. */
  region?: string;
  /** 0 when the connection was dropped. */
  status: number;
}

export interface Options {
  /** The clock, in milliseconds. */
  now?: () => number;
  /** Shows the known agents' e-mails and passwords on the login page. */
  suggestLogins?: boolean;
  /** Decides what LiveChat's publications leave open, where it does not as by default. */
  description?: Partial<Description>;
}

/** Holds everything that LiveChat remembers, and the levers that tests pull. */
export class State {
  readonly clients = new Map<string, Client>();
  /** By e-mail. */
  readonly agents = new Map<string, Agent>();
  readonly faults = new Faults();
  readonly requests: RequestLogEntry[] = [];
  status: StatusSummary = allOperational();

  /** By e-mail: `true` consents to every app without a page, `false` denies; the page asks all others. */
  readonly grantsAutomatically = new Map<string, boolean>();
  /** Redirects for one client and account that LiveChat puts up with. */
  redirectLimit = { count: 3, seconds: 30 };
  /** LiveChat's API description asks for more than `sessions--my:rw` to end every session at once. */
  mayEndAllSessions = false;
  /** Decides what LiveChat's publications leave open. */
  description: Description;
  /** The version of the Agent Chat API that there is; any other is unsupported. */
  agentChatVersion = '3.6';
  /** The headers that announce this version as old, with the day on which that ends. */
  agentChatLifecycle: { Legacy?: string; Deprecation?: string } = {};
  /** The next authorization of a valid client ends with this error. */
  nextError: AuthorizationError | undefined;
  /** Replaces the script of the popup's answer page. */
  answerScript: ((message: Answer, targetOrigin: string) => string) | undefined;

  /** Pages that wait to be shown by LiveChat's old host, by ID. */
  readonly pages = new Map<string, Html>();

  readonly now: () => number;
  readonly suggestLogins: boolean;
  readonly tokens: TokenStore;
  readonly chats: ChatStore;
  readonly #sessions = new Map<string, LiveChatSession>();
  readonly #ended: { session: LiveChatSession; at: number }[] = [];
  /** The login cookies of browsers; the values are session ids. */
  readonly #cookies = new Map<string, string>();
  /** The scopes that an agent consented to, by e-mail and client. */
  readonly #consents = new Map<string, Set<string>>();
  readonly #redirects = new Map<string, number[]>();

  constructor({ now = Date.now, suggestLogins = false, description = {} }: Options = {}) {
    this.description = { ...defaultDescription, ...description };
    this.now = now;
    this.suggestLogins = suggestLogins;
    this.tokens = new TokenStore(now);
    this.chats = new ChatStore(now);
  }

  /** Every access token, refresh token and code ever issued. */
  get issuedTokens(): string[] {
    return this.tokens.issued;
  }

  /** Counts the uses of refresh tokens that had been used. */
  get reuseAttempts(): number {
    return this.tokens.reuseAttempts;
  }

  addClient(partial: Partial<Client> = {}): Client {
    const client: Client = {
      clientId: randomUUID().replaceAll('-', ''),
      name: 'Session Badge',
      type: 'javascript',
      redirectUris: [],
      scopes: ['sessions--my:rw'],
      responseTypes: ['token', 'code'],
      ...partial,
    };
    this.clients.set(client.clientId, client);
    return client;
  }

  addAgent(partial: Partial<Agent> = {}): Agent {
    const organizationId = partial.organizationId ?? randomUUID();
    const agent: Agent = {
      accountId: randomUUID(),
      organizationId,
      organizations: [organizationId],
      email: 'agent@example.com',
      password: 'correct horse',
      name: 'Ada Agent',
      role: 'normal',
      dataCentre: 'dal',
      groups: [0],
      ...partial,
    };
    this.agents.set(agent.email, agent);
    return agent;
  }

  addSession(email: string, partial: Partial<LiveChatSession> = {}): LiveChatSession {
    const session: LiveChatSession = {
      account_id: this.#accountId(email),
      session_id: randomUUID(),
      user_agent: 'Mozilla/5.0 (Windows NT 10.0; Win64; x64; rv:153.0) Gecko/20100101 Firefox/153.0',
      identity_source: 'credentials',
      ip: '192.0.2.1',
      applications: [],
      ...partial,
    };
    this.#sessions.set(session.session_id, session);
    return session;
  }

  /** Ends a session: its browser is signed out, and all its tokens are revoked. */
  removeSession(sessionId: string): void {
    const session = this.#sessions.get(sessionId);
    if (session) this.#ended.push({ session, at: this.now() });
    this.#sessions.delete(sessionId);
    this.tokens.revokeFamilies((family) => family.sessionId === sessionId);
  }

  session(sessionId: string): LiveChatSession | undefined {
    return this.#sessions.get(sessionId);
  }

  sessionsOf(email: string): LiveChatSession[] {
    const accountId = this.#accountId(email);
    return [...this.#sessions.values()].filter((session) => session.account_id === accountId);
  }

  /** The sessions as the API lists them: those that have ended are in it for a while, where LiveChat is slow. */
  listedSessionsOf(email: string): LiveChatSession[] {
    const accountId = this.#accountId(email);
    const since = this.now() - this.description.endedSessionLingers * 1000;
    const lingering = this.#ended.filter(({ session, at }) => session.account_id === accountId && at > since);
    return [...this.sessionsOf(email), ...lingering.map(({ session }) => session)];
  }

  agentByAccount(accountId: string): Agent | undefined {
    return [...this.agents.values()].find((agent) => agent.accountId === accountId);
  }

  /** Signs a browser in, with the value for its login cookie. A browser keeps its session of the same agent. */
  signIn(agent: Agent, userAgent: string, cookie: string | undefined): string {
    if (cookie && this.signedIn(cookie)?.agent === agent) return cookie;
    const session = this.addSession(agent.email, { user_agent: userAgent });
    const value = randomUUID();
    this.#cookies.set(value, session.session_id);
    return value;
  }

  signedIn(cookie: string | undefined): { agent: Agent; session: LiveChatSession } | undefined {
    const session = this.#sessions.get(this.#cookies.get(cookie ?? '') ?? '');
    const agent = session && this.agentByAccount(session.account_id);
    return agent && { agent, session };
  }

  /** The agent uses this app in this session from now on. */
  noteApplication(session: LiveChatSession, { clientId, name }: Client): void {
    if (session.applications.some((application) => application.client_id === clientId)) return;
    session.applications.push({ name, client_id: clientId, session_id: session.session_id });
  }

  consent(agent: Agent, client: Client, scopes: string[]): void {
    const key = `${agent.email} ${client.clientId}`;
    this.#consents.set(key, new Set([...(this.#consents.get(key) ?? []), ...scopes]));
  }

  hasConsented(agent: Agent, client: Client, scopes: string[]): boolean {
    const consented = this.#consents.get(`${agent.email} ${client.clientId}`);
    return consented !== undefined && scopes.every((scope) => consented.has(scope));
  }

  /** Counts a redirect; `false` when it is one too many. */
  mayRedirect(agent: Agent, client: Client): boolean {
    const key = `${agent.email} ${client.clientId}`;
    const since = this.now() - this.redirectLimit.seconds * 1000;
    const recent = (this.#redirects.get(key) ?? []).filter((at) => at > since);
    if (recent.length >= this.redirectLimit.count) return false;
    this.#redirects.set(key, [...recent, this.now()]);
    return true;
  }

  revokeAllTokens(email: string): void {
    const accountId = this.#accountId(email);
    this.tokens.revokeFamilies((family) => family.agent.accountId === accountId);
  }

  expireAccessTokens(email: string): void {
    this.tokens.expireAccessTokens(this.#accountId(email));
  }

  #accountId(email: string): string {
    const agent = this.agents.get(email);
    if (!agent) throw new Error(`No agent ${email}: add one with addAgent()`);
    return agent.accountId;
  }
}
