import * as v from 'valibot';
import type { Grant } from '../../config/schema.ts';
import type { LiveChatErrorDetails } from '../../livechat/error.ts';
import { lifetimeSchema, tokenSchema } from '../../livechat/token.ts';

/** Describes what LiveChat's login page answers on success, for either grant, after the SDK has tidied it. */
export const answerSchema = () =>
  v.union([
    v.object({ state: tokenSchema(), code: tokenSchema() }),
    v.object({ state: tokenSchema(), access_token: tokenSchema(), expires_in: lifetimeSchema() }),
  ]);
export type Answer = v.InferOutput<ReturnType<typeof answerSchema>>;

/** Lists `oauth_exception`, `identity_exception` and `exception_details` as LiveChat publishes them. */
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

/** Tells whether a name is one of LiveChat's published reasons to refuse. */
const isLiveChatRefusal = (name: string | undefined): name is (typeof liveChatRefusals)[number] =>
  liveChatRefusals.some((refusal) => refusal === name);

/**
 * Lists the reasons why a sign-in did not succeed: LiveChat's own names, and ours for what LiveChat cannot know.
 *
 * - `unknown_refusal` LiveChat refused in words that it has not published
 * - `login_window_closed` the login window was closed, or ended on LiveChat's error page
 * - `login_window_cut_off` a page in the login window has cut it off from ours, so that it cannot answer
 * - `login_window_blocked` the browser did not open the login window
 * - `wrong_answer` the answer is not for the sign-in that is under way (state, age, second use)
 * - `interrupted` the browser stopped the service worker while LiveChat's answer was being used
 * - `code_refused` LiveChat did not exchange the authorization code
 * - `livechat_unreachable` LiveChat could not be reached; also where the login window closed
 * - `network_login` the network answered in LiveChat's place
 * - `unexpected_answer` LiveChat exchanged the code, but its answer cannot be read
 * - `not_allowed` the browser does not let the extension reach LiveChat
 * - `storage_failed` the browser did not store the tokens
 * - `not_configured` there is no client ID
 */
export const signInErrorCodes = [
  ...liveChatRefusals,
  'unknown_refusal',
  'login_window_closed',
  'login_window_cut_off',
  'login_window_blocked',
  'wrong_answer',
  'interrupted',
  'code_refused',
  'livechat_unreachable',
  'network_login',
  'unexpected_answer',
  'not_allowed',
  'storage_failed',
  'not_configured',
] as const;
export type SignInErrorCode = (typeof signInErrorCodes)[number];

/** Describes why a sign-in did not succeed, with what LiveChat said about it. */
export type SignInFailure = {
  error: SignInErrorCode;
  /** Says that it asked for chats by the way, which the next one does not where LiveChat has refused them. */
  withChats?: true;
} & Pick<LiveChatErrorDetails, 'said' | 'wantsSecret' | 'requestId'>;

const nameSchema = () => v.pipe(v.string(), v.maxLength(100));

/** Describes LiveChat's refusal, in the popup's message as in the redirect's parameters. */
export const refusalSchema = () =>
  v.object({
    oauth_exception: v.optional(nameSchema()),
    identity_exception: v.optional(nameSchema()),
    exception_details: v.optional(nameSchema()),
    /** The redirect's name for it ([RFC 6749 §4.1.2.1](https://www.rfc-editor.org/rfc/rfc6749#section-4.1.2.1)). */
    error: v.optional(nameSchema()),
  });

/** Chooses the most telling of LiveChat's names for a refusal. */
export function refusalCodeOf(refusal: unknown): SignInErrorCode {
  const parsed = v.safeParse(refusalSchema(), refusal);
  if (!parsed.success) return 'unknown_refusal';
  const { exception_details, oauth_exception, identity_exception, error } = parsed.output;
  const names = [exception_details, oauth_exception, identity_exception, error];
  return names.find(isLiveChatRefusal) ?? 'unknown_refusal';
}

/**
 * Reads the address that LiveChat redirected to: a code in its query
 * ([RFC 6749 §4.1.2](https://www.rfc-editor.org/rfc/rfc6749#section-4.1.2)), a token in its fragment
 * ([RFC 6749 §4.2.2](https://www.rfc-editor.org/rfc/rfc6749#section-4.2.2)), an error in either. An answer with
 * another state, or at another address, is for another request; one that says something twice
 * ([RFC 6749 §3.1](https://www.rfc-editor.org/rfc/rfc6749#section-3.1)) is nobody's.
 */
export function redirectedAnswer(
  address: string,
  request: { state: string; grant: Grant; redirectUri: string },
): { answer: Answer } | { error: SignInErrorCode } {
  if (!URL.canParse(address)) return { error: 'wrong_answer' };
  const { origin, pathname, search, hash } = new URL(address);
  if (origin + pathname !== new URL(request.redirectUri).href) return { error: 'wrong_answer' };
  const inQuery = new URLSearchParams(search);
  const inFragment = new URLSearchParams(hash.slice(1));
  const refusal = [inQuery, inFragment].find(
    (each) => each.has('error') || each.has('oauth_exception') || each.has('identity_exception'),
  );
  const said = refusal ?? (request.grant === 'code' ? inQuery : inFragment);
  const parameters = Object.fromEntries(said);
  if (Object.keys(parameters).length !== said.size) return { error: 'wrong_answer' };
  if (refusal && !refusal.has('state')) return { error: refusalCodeOf(parameters) };
  if (parameters['state'] !== request.state) return { error: 'wrong_answer' };
  if (refusal) return { error: refusalCodeOf(parameters) };
  const answer = v.safeParse(answerSchema(), parameters);
  return answer.success ? { answer: answer.output } : { error: 'wrong_answer' };
}
