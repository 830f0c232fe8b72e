/**
 * Names the shape of an error: as published, in JSON of another shape, as the Agent Chat API, as a gateway, or not at
 * all.
 */
export type ErrorBody = 'published' | 'other JSON' | 'Agent Chat' | 'HTML' | 'empty';

/** Describes a status, and the name that goes with it. */
export interface Refusal {
  status: number;
  error: string;
}

/** A field of an answer as published, not there at all, or `null`. */
type Absent = 'missing' | 'null';

/** Describes the fields of an answer with an access token, as they are written. */
export interface TokenFields {
  /** The lifetime: in seconds, as a number or as text; in words; or as nobody means it. The token lasts 8 hours anyway. */
  expires_in: 'number' | 'text' | 'soon' | 'zero' | 'negative' | 'milliseconds' | Absent;
  token_type: 'Bearer' | 'bearer' | 'BEARER' | Absent;
  scope: 'commas' | 'spaces' | 'list' | Absent;
}

/** Describes the fields of a session, as they are written. The number of sessions is the same. */
export interface SessionFields {
  /** A UUID as published, or else; `base64` has characters that mean something in an address. */
  session_id: 'UUID' | 'word' | 'base64' | 'number' | Absent;
  /** Tells whether it is this token's session: `if true` leaves it out of all others. */
  current: 'boolean' | 'if true' | 'text' | Absent;
  user_agent: 'text' | 'number' | Absent;
  identity_source: 'text' | 'number' | Absent;
  ip: 'text' | 'number' | Absent;
  applications: 'objects' | 'names' | 'with nulls' | Absent;
}

/** Names the shape of an error of the Agent Chat API: as published, as the Accounts API's, as a gateway's, or none. */
export type ChatErrorBody = 'published' | 'Accounts' | 'other JSON' | 'HTML' | 'empty';

/** Describes the Agent Chat API: its refusals, and the fields of a chat as they are written. The chats are the same. */
export interface AgentChatDescription {
  /** In which body the 401 comes that refuses an access token. */
  refusedAccessToken: ChatErrorBody;
  /** Names the type of the 403 that refuses a token without the scope. */
  insufficientScope: 'authorization' | 'missing_access';
  /** Says what comes of a filter by a group that the agent is not in: a 403, or none of its chats. */
  foreignGroup: 'missing_access' | 'left out';
  /** Tells whether errors whose status is not published have one each, or are all 400. */
  unpublishedStatuses: 'own' | 400;
  /** Tells whether a request for a token of `fra` needs `X-Region`, or finds its way. */
  regions: 'named' | 'found';
  /** Names the fields as v3.6 does, or as v3.7 will. */
  names: 'v3.6' | 'v3.7';
  /** Tells whether chats without threads are among the active ones, unless they are left out by their own filter. */
  activeWithoutThreads: boolean;
  /** Writes the ID of the next page where there is none. */
  next_page_id: 'missing' | 'null' | 'empty';
  /** All published samples have an e-mail address for an agent's ID; some agents were entered in capitals. */
  agentId: 'e-mail' | 'capitals' | 'account ID';
  /** An agent's e-mail address. */
  agentEmail: 'text' | Absent;
  present: 'boolean' | Absent;
  /** `if agents` leaves it out of all others. */
  visibility: 'text' | 'if agents' | Absent;
  /** The time up to which an agent has seen all events. */
  events_seen_up_to: 'text' | Absent;
  /** The same of an agent who has seen none; `epoch` is the year 1970. */
  nothingSeen: 'missing' | 'null' | 'epoch';
  /** Times with the letter Z, or with an hour's offset. */
  times: 'UTC' | 'offset';
  /** The properties of routing: of the chat, of its last thread, of both, or none. */
  routing: 'both' | 'chat' | 'thread' | 'missing';
  /** The queue of a thread that does not wait in it. */
  noQueue: 'missing' | 'null';
  /** Names the place where it says that the agent may not read an event: the event's own, or a field in it. */
  restricted_access: 'in its place' | 'in it';
  /** A customer's name, who need not have one. */
  customerName: 'text' | Absent;
}

/**
 * Describes one LiveChat: how it decides each point on which LiveChat's publications are silent, or say two things. The
 * extension must be right with any.
 */
export interface Description {
  /** A refresh token that is not good any more. LiveChat's table of exceptions has one name, RFC 6749 §5.2 another. */
  refusedRefreshToken: Refusal;
  /** An authorization code that is unknown, used, too old, or another redirect URI's. */
  refusedCode: Refusal;
  /** A code verifier that does not match its challenge. */
  refusedVerifier: Refusal;
  /** A token request with a client ID that is unknown. */
  unknownClient: Refusal;
  /** A token request without the secret of its client, which is a server-side app. */
  missingSecret: Refusal;
  /** A token request that is malformed. */
  malformedRequest: Refusal;
  /** In which body the 401 comes that refuses an access token. */
  refusedAccessToken: ErrorBody;
  /** Answers `GET /v2/info` without a token; with 200, by an empty object. */
  infoWithoutToken: { status: 200 | 400 | 401 | 403 | 404; body: ErrorBody };
  /** Names the field of a 403 that says `insufficient_scope`. */
  insufficientScope: 'sub_error' | 'error';
  /** Tells whether errors carry a `request_id`. */
  requestIds: boolean;
  /** The answer to an authorization code. Without a refresh token, none is issued. */
  exchange: TokenFields & { refresh_token: 'text' | 'empty' | Absent };
  /** The answer to a refresh token: with a new one, or without, and the old one stays good. */
  renewal: TokenFields & { refresh_token: 'new' | 'same' | 'empty' | Absent };
  /** The login page's message with an access token, and the name that its scope goes by. */
  message: TokenFields & { nameOfScope: 'scopes' | 'scope' };
  /** The same in the address of the redirect flow. A list is written with spaces, `null` in letters. */
  redirect: TokenFields;
  /** Names the origin of the login page's message: the server's, or that with `livechatinc.com`, as the SDK has it. */
  messageOrigin: 'livechat.com' | 'livechatinc.com';
  /** Tells whether a refusal carries the request's state. */
  refusalsCarryState: { message: boolean; redirect: boolean };
  /**
   * Tells whether signing in hands out the access token that is good already, and the refresh token that came with it.
   */
  signInRepeatsTokens: boolean;
  sessions: SessionFields;
  /** For how many seconds a session that has ended is still in the list. */
  endedSessionLingers: number;
  /** Answers the end of a session that is unknown, or has ended. */
  unknownSession: 200 | 404;
  /** Answers `GET /v2/accounts/me`. */
  account: 'published' | 'nulls' | 'empty' | 'forbidden';
  /** The good answer that says nothing: an empty object with 200, or no body with 204. */
  done: 'object' | 'no content';
  agentChat: AgentChatDescription;
}

const tokenFields: TokenFields = { expires_in: 'number', token_type: 'Bearer', scope: 'commas' };

/** Describes the stand-in unless it is told otherwise. */
export const defaultDescription: Description = {
  refusedRefreshToken: { status: 400, error: 'unauthorized_client' },
  refusedCode: { status: 400, error: 'invalid_grant' },
  refusedVerifier: { status: 401, error: 'unauthorized' },
  unknownClient: { status: 401, error: 'unauthorized_client' },
  missingSecret: { status: 401, error: 'unauthorized_client' },
  malformedRequest: { status: 400, error: 'invalid_request' },
  refusedAccessToken: 'published',
  infoWithoutToken: { status: 401, body: 'published' },
  insufficientScope: 'sub_error',
  requestIds: true,
  exchange: { ...tokenFields, refresh_token: 'text' },
  renewal: { ...tokenFields, refresh_token: 'new' },
  message: { ...tokenFields, expires_in: 'text', nameOfScope: 'scopes' },
  redirect: tokenFields,
  messageOrigin: 'livechat.com',
  refusalsCarryState: { message: false, redirect: true },
  signInRepeatsTokens: false,
  sessions: {
    session_id: 'UUID',
    current: 'boolean',
    user_agent: 'text',
    identity_source: 'text',
    ip: 'text',
    applications: 'objects',
  },
  endedSessionLingers: 0,
  unknownSession: 404,
  account: 'published',
  done: 'object',
  agentChat: {
    refusedAccessToken: 'published',
    insufficientScope: 'authorization',
    foreignGroup: 'missing_access',
    unpublishedStatuses: 'own',
    regions: 'named',
    names: 'v3.6',
    activeWithoutThreads: true,
    next_page_id: 'missing',
    agentId: 'e-mail',
    agentEmail: 'text',
    present: 'boolean',
    visibility: 'text',
    events_seen_up_to: 'text',
    nothingSeen: 'missing',
    times: 'UTC',
    routing: 'both',
    noQueue: 'missing',
    restricted_access: 'in its place',
    customerName: 'text',
  },
};
