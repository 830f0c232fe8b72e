import * as v from 'valibot';
import type { LiveChatErrorCode, LiveChatErrorDetails } from './error.ts';
import { regionSchema, requestIdSchema, saidSchema } from './error.ts';

/**
 * Names the kind of endpoint that was asked, as far as an answer means something else there: `token` the token
 * endpoint, `api` an API with an access token, `open` anything that needs none.
 */
export type Endpoint = 'token' | 'api' | 'open';

/** Describes an HTTP answer as it is judged; `body` is the parsed JSON, or the text where it is none. */
export type Answer = { status: number; headers: Headers; body: unknown };

/** Describes the meaning of an answer: a success, or the code of the error with what the answer tells about it. */
export type Verdict = { means: 'success' } | ({ means: LiveChatErrorCode } & LiveChatErrorDetails);

/** The longest pause between two answers that a clock tells apart, in seconds: a year. */
const longestPause = 31_536_000;

const nameSchema = () => v.fallback(v.optional(saidSchema()), undefined);

/** Describes an error of the Agent Chat API: `data.region` stands in a `misdirected_request`. */
const agentChatErrorSchema = () =>
  v.object({
    type: v.string(),
    data: v.fallback(v.optional(v.object({ region: v.fallback(v.optional(regionSchema()), undefined) })), {}),
  });

/**
 * Describes LiveChat's error bodies: that of the Accounts API and of OAuth
 * ([RFC 6749 §5.2](https://www.rfc-editor.org/rfc/rfc6749#section-5.2)), that of the Agent Chat API, and the
 * exceptions that the Accounts SDK knows. Any other body is that of somebody on the way.
 */
const errorBodySchema = () =>
  v.pipe(
    v.object({
      error: v.fallback(v.optional(v.union([v.string(), agentChatErrorSchema()])), undefined),
      oauth_exception: v.fallback(v.optional(v.string()), undefined),
      identity_exception: v.fallback(v.optional(v.string()), undefined),
      sub_error: nameSchema(),
      error_description: v.fallback(v.optional(v.string()), undefined),
      request_id: v.fallback(v.optional(requestIdSchema()), undefined),
    }),
    v.transform(
      ({ error, oauth_exception, identity_exception, sub_error, error_description, request_id }) => ({
        error: typeof error === 'object' ? error.type : (error ?? oauth_exception ?? identity_exception),
        region: typeof error === 'object' ? error.data?.region : undefined,
        subError: sub_error,
        description: error_description,
        requestId: request_id,
      }),
    ),
    v.check(({ error }) => error !== undefined),
  );
type ErrorBody = v.InferOutput<ReturnType<typeof errorBodySchema>>;

type Rule = {
  /** The endpoints that it is about; all where absent. */
  at?: readonly Endpoint[];
  from: number;
  /** The last status that it is about; `from` where absent. */
  to?: number;
  /** The body has to be LiveChat's own; anybody's where absent. */
  liveChats?: true;
  /** Names the errors of which LiveChat has to name one; anything fits where absent. */
  named?: readonly string[];
  means: 'success' | LiveChatErrorCode;
};

/**
 * Lists LiveChat's names for trouble of its own (SDK 2.1.3, `oauth_exception`;
 * [RFC 6749 §4.1.2.1](https://www.rfc-editor.org/rfc/rfc6749#section-4.1.2.1)).
 */
const ownTrouble = ['server_error', 'temporarily_unavailable', 'internal', 'service_unavailable'];

/**
 * Lists the Agent Chat API's names for a missing scope: which of them it uses is not published, and no request of ours
 * names anything else that could be refused.
 */
const scopeRefusals = ['authorization', 'missing_access'];

/** Lists the Agent Chat API's refusals that no scope would help: of the licence, the product, or the agent's status. */
const otherRefusals = ['license_expired', 'license_not_found', 'wrong_product_version', 'agent_offline'];

/**
 * Lists the meanings of answers: the first rule that fits holds.
 *
 * Only the token endpoint, in LiveChat's own words, ends a sign-in; the error names there are no closed list:
 * [RFC 6749 §5.2](https://www.rfc-editor.org/rfc/rfc6749#section-5.2) has other ones than LiveChat's pages, and the
 * SDK has more. A 401 is worth a new access token in whatever body, as a gateway may say it in its own.
 */
const rules: readonly Rule[] = [
  // [RFC 9110 §15.4](https://www.rfc-editor.org/rfc/rfc9110#section-15.4): LiveChat's APIs redirect nowhere, a network login page does.
  { from: 300, to: 399, means: 'network_login' },
  // [RFC 9110 §15.5.8](https://www.rfc-editor.org/rfc/rfc9110#section-15.5.8) and [RFC 6585 §6](https://www.rfc-editor.org/rfc/rfc6585#section-6): the network wants a login of its own.
  { from: 407, means: 'network_login' },
  { from: 511, means: 'network_login' },
  { from: 200, to: 299, means: 'success' },
  // [RFC 6585 §4](https://www.rfc-editor.org/rfc/rfc6585#section-4); LiveChat's Accounts API, "Errors".
  { from: 429, means: 'rate_limited' },
  { from: 408, means: 'timeout' },
  // LiveChat's Agent Chat API, "Errors": the types are published, the status of each is not.
  { at: ['api'], from: 400, to: 599, liveChats: true, named: ['too_many_requests'], means: 'rate_limited' },
  { at: ['api'], from: 400, to: 599, liveChats: true, named: ['request_timeout'], means: 'timeout' },
  { from: 500, to: 599, means: 'server_error' },
  { from: 400, to: 499, liveChats: true, named: ownTrouble, means: 'server_error' },
  // [RFC 6749 §5.2](https://www.rfc-editor.org/rfc/rfc6749#section-5.2).
  { at: ['token'], from: 400, to: 499, liveChats: true, means: 'grant_refused' },
  // [RFC 6750 §3.1](https://www.rfc-editor.org/rfc/rfc6750#section-3.1).
  { at: ['api'], from: 401, means: 'unauthorized' },
  { from: 400, to: 499, liveChats: true, named: ['authentication'], means: 'unauthorized' },
  { from: 401, liveChats: true, means: 'unauthorized' },
  // LiveChat's gateway, or a proxy: nobody can tell.
  { at: ['open'], from: 401, means: 'unexpected_answer' },
  { from: 403, named: ['insufficient_scope'], means: 'insufficient_scope' },
  { from: 400, to: 499, liveChats: true, named: scopeRefusals, means: 'insufficient_scope' },
  { from: 400, to: 499, liveChats: true, named: otherRefusals, means: 'access_denied' },
  // The other data centre has the account: whoever asked can ask there.
  { from: 400, to: 499, liveChats: true, named: ['misdirected_request'], means: 'server_error' },
  // LiveChat's Accounts API, "Errors".
  { from: 403, liveChats: true, means: 'access_denied' },
  { from: 404, liveChats: true, means: 'not_found' },
  { from: 400, to: 499, liveChats: true, means: 'invalid_request' },
];

/**
 * Judges an answer: who gave it, and what it means.
 *
 * @param now milliseconds since 1970, for a `Retry-After` that is a date
 */
export function judgeAnswer(endpoint: Endpoint, answer: Answer, now: number): Verdict {
  const { status, headers, body } = answer;
  const parsed = v.safeParse(errorBodySchema(), body);
  // What ends a sign-in must be LiveChat's: a name as [RFC 6749 §5.2](https://www.rfc-editor.org/rfc/rfc6749#section-5.2) has them, and no JSON proxy's "Unauthorized".
  const isNamed = parsed.success && (endpoint !== 'token' || v.is(saidSchema(), parsed.output.error));
  const error = isNamed ? parsed.output : undefined;
  const names = [error?.error, error?.subError, bearerError(headers)];
  const rule = rules.find(
    ({ at, from, to = from, liveChats, named }) =>
      (!at || at.includes(endpoint)) &&
      status >= from &&
      status <= to &&
      (!liveChats || error) &&
      (!named || named.some((each) => names.includes(each))),
  );
  // No API of LiveChat's answers with a page, so a success with one is somebody else's.
  const isOurs = rule && !(rule.means === 'success' && isPage(body));
  const means = isOurs ? rule.means : codeOfStrangers(status, body);
  if (means === 'success') return { means };
  return { means, ...(error && detailsOf(error)), retryAfterSeconds: retryAfterSeconds(headers, now) };
}

function detailsOf(error: ErrorBody): LiveChatErrorDetails {
  const { subError, requestId, region, description = '' } = error;
  const said = subError ?? (v.is(saidSchema(), error.error) ? error.error : undefined);
  return {
    isLiveChats: true,
    said,
    requestId,
    region: said === 'misdirected_request' ? region : undefined,
    wantsSecret: /client[_ ]?secret/i.test(description) || undefined,
  };
}

/**
 * Names what is not LiveChat's: a page, and a text that refuses, come from the network; of anything else nobody knows, as
 * data may be cut off.
 */
const codeOfStrangers = (status: number, body: unknown): LiveChatErrorCode =>
  isPage(body) || (status >= 400 && typeof body === 'string' && body !== '')
    ? 'network_login'
    : 'unexpected_answer';

/** Tells whether a body is a page for people, and no data. */
const isPage = (body: unknown): boolean => typeof body === 'string' && /^\s*</.test(body);

/**
 * Reads the error that a protected resource names in its challenge
 * ([RFC 6750 §3](https://www.rfc-editor.org/rfc/rfc6750#section-3)).
 */
const bearerError = (headers: Headers): string | undefined =>
  /\berror="?([a-z_]+)/.exec(headers.get('www-authenticate') ?? '')?.[1];

/**
 * Reads `Retry-After`: a number of seconds, or a date
 * ([RFC 9110 §10.2.3](https://www.rfc-editor.org/rfc/rfc9110#section-10.2.3)), which is reckoned from the answer's own
 * `Date` ([RFC 9110 §6.6.1](https://www.rfc-editor.org/rfc/rfc9110#section-6.6.1)), as the clock here may be wrong.
 *
 * @param now milliseconds since 1970
 * @returns seconds
 */
export function retryAfterSeconds(headers: Headers, now: number): number | undefined {
  const value = headers.get('retry-after')?.trim();
  if (!value) return undefined;
  if (/^\d+$/.test(value)) return Math.min(Number(value), longestPause);
  const date = timeOf(value);
  if (date === undefined) return undefined;
  return Math.max(0, Math.ceil((date - answeredAt(headers, now)) / 1000));
}

/**
 * Reads the time of an answer by the clock of who gave it, in milliseconds since 1970.
 *
 * @param now stands in for a missing one
 */
export const answeredAt = (headers: Headers, now: number): number => timeOf(headers.get('date')) ?? now;

/**
 * Reads the time of an HTTP date ([RFC 9110 §5.6.7](https://www.rfc-editor.org/rfc/rfc9110#section-5.6.7)), in
 * milliseconds since 1970.
 */
function timeOf(date: string | null): number | undefined {
  const time = date?.trim().endsWith('GMT') ? Date.parse(date) : Number.NaN;
  return Number.isNaN(time) ? undefined : time;
}
