import * as v from 'valibot';

/** LiveChat's own name for a request, which its support can look up. */
export const requestIdSchema = v.pipe(v.string(), v.regex(/^[\w.:-]{1,100}$/));

/**
 * What can go wrong between us and LiveChat, one name for each thing that an agent could do about it.
 *
 * - `offline` no connection could be made, or it broke off
 * - `not_allowed` the same, because the agent has withdrawn the permission to reach LiveChat
 * - `timeout` no complete answer in time
 * - `rate_limited` LiveChat asks to come back later (429)
 * - `server_error` LiveChat's own trouble (5xx)
 * - `unexpected_answer` an answer that is not LiveChat's: a captive portal's page, cut off, of wrong types, enormous
 * - `unauthorized` the access token is expired, revoked or unknown (401)
 * - `insufficient_scope` the access token lacks a scope (403)
 * - `not_found` the thing asked for does not exist (404)
 * - `grant_refused` LiveChat refused the refresh token or the authorization code for good (RFC 6749 §5.2)
 */
export const liveChatErrorCodes = [
  'offline',
  'not_allowed',
  'timeout',
  'rate_limited',
  'server_error',
  'unexpected_answer',
  'unauthorized',
  'insufficient_scope',
  'not_found',
  'grant_refused',
] as const;
export type LiveChatErrorCode = (typeof liveChatErrorCodes)[number];

/** Details of a failure that are safe to show: they never hold a token. */
export type LiveChatErrorDetails = {
  /** How long LiveChat asks to be left alone, in seconds, from `Retry-After` (RFC 9110 §10.2.3). */
  retryAfterSeconds?: number;
  requestId?: string;
  /** What was caught; stays in memory. */
  cause?: unknown;
};

/** The one error that `src/livechat` throws. */
export class LiveChatError extends Error {
  override readonly name = 'LiveChatError';
  readonly retryAfterSeconds: number | undefined;
  readonly requestId: string | undefined;

  constructor(
    readonly code: LiveChatErrorCode,
    { retryAfterSeconds, requestId, cause }: LiveChatErrorDetails = {},
  ) {
    super(code, { cause });
    this.retryAfterSeconds = retryAfterSeconds;
    this.requestId = requestId;
  }
}
