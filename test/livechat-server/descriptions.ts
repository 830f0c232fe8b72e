import { type Description, defaultDescription } from './description.ts';

/** Names that RFC 6749 §5.2, LiveChat's Accounts SDK and its pages have for a refusal, and one that nobody has. */
export const refusalNames = [
  'unauthorized_client',
  'invalid_grant',
  'invalid_client',
  'invalid_request',
  'access_denied',
  'identity_lost',
  'missing_grant',
  'unauthorized',
  'refresh_token_expired',
] as const;

const { agentChat } = defaultDescription;

/** Describes the LiveChats that differ most from the default, each by its own answer to a few of the open points. */
export const worstDescriptions = {
  /** As RFC 6749 §5.2 has it, which LiveChat's pages do not name. */
  oauthNames: {
    refusedRefreshToken: { status: 401, error: 'invalid_client' },
    refusedCode: { status: 400, error: 'invalid_grant' },
    refusedVerifier: { status: 400, error: 'invalid_grant' },
    unknownClient: { status: 401, error: 'invalid_client' },
    missingSecret: { status: 401, error: 'invalid_client' },
    requestIds: false,
  },
  /** As the SDK's list of exceptions has it. */
  identityNames: {
    refusedRefreshToken: { status: 403, error: 'identity_lost' },
    refusedCode: { status: 403, error: 'access_denied' },
    refusalsCarryState: { message: true, redirect: false },
  },
  /** A gateway in front refuses tokens before LiveChat does. */
  gatewayHtml401: { refusedAccessToken: 'HTML', infoWithoutToken: { status: 401, body: 'HTML' } },
  /** The same without a word. */
  silent401: { refusedAccessToken: 'empty', infoWithoutToken: { status: 403, body: 'empty' } },
  /** Both of LiveChat's APIs behind one gateway. */
  agentChatErrors: {
    refusedAccessToken: 'Agent Chat',
    infoWithoutToken: { status: 401, body: 'Agent Chat' },
    insufficientScope: 'error',
  },
  /** Not a word of a token is needed to be told that there is nothing. */
  openInfo: { infoWithoutToken: { status: 200, body: 'published' }, account: 'forbidden' },
  noRefreshToken: { exchange: { ...defaultDescription.exchange, refresh_token: 'null' } },
  /** Renewals say nothing of a refresh token, and the old one stays good. */
  keptRefreshToken: { renewal: { ...defaultDescription.renewal, refresh_token: 'empty' } },
  /** Token answers with no more than RFC 6749 §5.1 asks for, and less. */
  bareTokens: {
    exchange: {
      expires_in: 'missing',
      token_type: 'missing',
      scope: 'missing',
      refresh_token: 'text',
    },
    renewal: { expires_in: 'null', token_type: 'null', scope: 'null', refresh_token: 'new' },
    message: { expires_in: 'missing', token_type: 'missing', scope: 'missing', nameOfScope: 'scope' },
    redirect: { expires_in: 'missing', token_type: 'missing', scope: 'missing' },
  },
  /** Lifetimes that nobody means. */
  absurdLifetimes: {
    exchange: { ...defaultDescription.exchange, expires_in: 'soon' },
    renewal: { ...defaultDescription.renewal, expires_in: 'zero' },
    message: { ...defaultDescription.message, expires_in: 'zero' },
    redirect: { ...defaultDescription.redirect, expires_in: 'negative' },
  },
  /** Sessions of which nothing is as published, but their number. */
  bareSessions: {
    sessions: {
      session_id: 'missing',
      current: 'missing',
      user_agent: 'missing',
      identity_source: 'missing',
      ip: 'missing',
      applications: 'missing',
    },
  },
  /** Sessions with fields of other types, and the ended ones among them for a while. */
  oddSessions: {
    sessions: {
      session_id: 'number',
      current: 'if true',
      user_agent: 'number',
      identity_source: 'null',
      ip: 'null',
      applications: 'with nulls',
    },
    endedSessionLingers: 5,
    unknownSession: 200,
    done: 'no content',
  },
  /** LiveChat's old host has the login page's last word. */
  oldHost: { messageOrigin: 'livechatinc.com' },
  /** Signing in anew brings the tokens that are good already. */
  sameTokens: { signInRepeatsTokens: true },
  /** A gateway in front of the Agent Chat API, whose refusals look alike. */
  chatsGateway: {
    agentChat: {
      ...agentChat,
      refusedAccessToken: 'HTML',
      insufficientScope: 'missing_access',
      foreignGroup: 'left out',
      unpublishedStatuses: 400,
      regions: 'found',
    },
  },
  /** Chats as the next version names them, with `null` for what there is not. */
  nextChats: {
    agentChat: {
      ...agentChat,
      refusedAccessToken: 'Accounts',
      names: 'v3.7',
      next_page_id: 'null',
      nothingSeen: 'null',
      noQueue: 'null',
      restricted_access: 'in it',
      routing: 'missing',
    },
  },
  /** Chats with no more than it takes to tell whose they are, and times with another offset. */
  bareChats: {
    agentChat: {
      ...agentChat,
      refusedAccessToken: 'empty',
      activeWithoutThreads: false,
      next_page_id: 'empty',
      agentId: 'capitals',
      agentEmail: 'missing',
      visibility: 'if agents',
      nothingSeen: 'epoch',
      times: 'offset',
      routing: 'thread',
      customerName: 'missing',
    },
  },
  /** Agents whose e-mail address is not their ID. */
  accountIds: { agentChat: { ...agentChat, agentId: 'account ID', customerName: 'null' } },
} satisfies Record<string, Partial<Description>>;
