import * as v from 'valibot';

const token = v.pipe(v.string(), v.minLength(1), v.maxLength(8_192));

/** What LiveChat's login page answers on success, for either grant, after the SDK has tidied it. */
export const answerSchema = v.union([
  v.object({ state: token, code: token }),
  v.object({
    state: token,
    access_token: token,
    /** Seconds; LiveChat may send a string. */
    expires_in: v.pipe(v.union([v.number(), v.string()]), v.transform(Number), v.minValue(1), v.finite()),
  }),
]);
export type Answer = v.InferOutput<typeof answerSchema>;

/** `oauth_exception`, `identity_exception` and `exception_details` as LiveChat publishes them. */
const liveChatRefusals = [
  'invalid_request',
  'unauthorized_client',
  'access_denied',
  'unsupported_response_type',
  'invalid_scope',
  'server_error',
  'temporarily_unavailable',
  'missing_grant',
  'unauthorized',
  'identity_lost',
  'credentials_login_disabled',
  'client_id_not_found',
  'redirect_uri_not_set',
  'invalid_redirect_uri',
  'too_many_redirects',
] as const;

/** Whether a name is one of LiveChat's published reasons to refuse. */
export const isLiveChatRefusal = (name: string | undefined): name is (typeof liveChatRefusals)[number] =>
  liveChatRefusals.some((refusal) => refusal === name);

/**
 * Why a sign-in did not succeed: LiveChat's own names, and ours for what LiveChat cannot know.
 *
 * - `unknown_refusal` LiveChat refused in words that it has not published
 * - `login_window_closed` the login window was closed, or ended on LiveChat's error page
 * - `login_window_blocked` the browser did not open the login window
 * - `wrong_answer` the answer is not for the sign-in that is under way (state, age, second use)
 * - `interrupted` the browser stopped the service worker while LiveChat's answer was being used
 * - `code_refused` LiveChat did not exchange the authorization code
 * - `livechat_unreachable` LiveChat could not be reached, or answered with garbage
 * - `storage_failed` the browser did not store the tokens
 * - `not_configured` there is no client ID
 */
export const signInErrorCodes = [
  ...liveChatRefusals,
  'unknown_refusal',
  'login_window_closed',
  'login_window_blocked',
  'wrong_answer',
  'interrupted',
  'code_refused',
  'livechat_unreachable',
  'storage_failed',
  'not_configured',
] as const;
export type SignInErrorCode = (typeof signInErrorCodes)[number];
