import * as v from 'valibot';

/** Describes LiveChat's own name for a request, which its support can look up. */
export const requestIdSchema = () => v.pipe(v.string(), v.regex(/^[\w.:-]{1,100}$/));

/**
 * Describes LiveChat's own name for an error, such as `access_denied`: never a sentence, in which anything could
 * stand.
 */
export const saidSchema = () => v.pipe(v.string(), v.regex(/^[a-z][a-z0-9_]{0,59}$/));

/** Describes LiveChat's name for a data centre, such as `fra`: it is sent back in a header. */
export const regionSchema = () => v.pipe(v.string(), v.regex(/^[a-z][a-z0-9-]{0,19}$/));

/**
 * Lists the failures between us and LiveChat, one name for each thing that an agent could do about it. The answers
 * that have each are in `judge-answer.ts`.
 *
 * - `offline` no connection could be made, or it broke off
 * - `not_allowed` the same, because the agent has withdrawn the permission to reach LiveChat
 * - `timeout` no complete answer in time
 * - `network_login` the network answered in LiveChat's place: by a redirect, a page, or a wish for a login of its own
 * - `rate_limited` LiveChat asks to come back later
 * - `server_error` LiveChat's own trouble
 * - `unexpected_answer` an answer that cannot be read: cut off, without what is indispensable, enormous
 * - `unauthorized` the access token is expired, revoked or unknown
 * - `insufficient_scope` the access token lacks a scope
 * - `access_denied` LiveChat refuses for another reason: the account is suspended, say
 * - `not_found` the thing asked for does not exist
 * - `invalid_request` LiveChat does not accept the request as it is
 * - `grant_refused` LiveChat refused the refresh token or the authorization code for good
 *   ([RFC 6749 §5.2](https://www.rfc-editor.org/rfc/rfc6749#section-5.2))
 */
export const liveChatErrorCodes = [
  'offline',
  'not_allowed',
  'timeout',
  'network_login',
  'rate_limited',
  'server_error',
  'unexpected_answer',
  'unauthorized',
  'insufficient_scope',
  'access_denied',
  'not_found',
  'invalid_request',
  'grant_refused',
] as const;
export type LiveChatErrorCode = (typeof liveChatErrorCodes)[number];

/**
 * Lists the headers by which LiveChat announces that the version of an API that was asked will end: `Legacy` that there is a
 * newer one, `Deprecation` that it ends soon.
 */
export const announcementCodes = ['legacy', 'deprecation'] as const;
export type Announcement = (typeof announcementCodes)[number];

/** Details of a failure that are safe to show: they never hold a token. */
export type LiveChatErrorDetails = {
  /** Tells whether LiveChat itself gave this answer, in an error body of its own. */
  isLiveChats?: boolean;
  /** LiveChat's name for the error. */
  said?: string | undefined;
  /** Tells that LiveChat wants a client secret: the app is not of the type that has none. */
  wantsSecret?: true | undefined;
  /**
   * The pause that LiveChat asks for, in seconds, from `Retry-After`
   * ([RFC 9110 §10.2.3](https://www.rfc-editor.org/rfc/rfc9110#section-10.2.3)).
   */
  retryAfterSeconds?: number | undefined;
  requestId?: string | undefined;
  /** The data centre to ask instead of the one that was asked. */
  region?: string | undefined;
  /** The server that could not be reached. */
  origin?: string;
  /** The error that was caught; stays in memory. */
  cause?: unknown;
};

/** Reports a failure between us and LiveChat: the only error that `src/livechat` throws. */
export class LiveChatError extends Error {
  override readonly name = 'LiveChatError';
  readonly isLiveChats: boolean;
  readonly said: string | undefined;
  readonly wantsSecret: true | undefined;
  readonly retryAfterSeconds: number | undefined;
  readonly requestId: string | undefined;
  readonly region: string | undefined;
  readonly origin: string | undefined;

  constructor(
    readonly code: LiveChatErrorCode,
    details: LiveChatErrorDetails = {},
  ) {
    super(code, { cause: details.cause });
    this.isLiveChats = details.isLiveChats ?? false;
    this.said = details.said;
    this.wantsSecret = details.wantsSecret;
    this.retryAfterSeconds = details.retryAfterSeconds;
    this.requestId = details.requestId;
    this.region = details.region;
    this.origin = details.origin;
  }
}
