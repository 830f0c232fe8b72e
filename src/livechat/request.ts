import * as v from 'valibot';
import { LiveChatError, requestIdSchema } from './error.ts';

/** How long an answer may take, headers and body together, in milliseconds. */
const timeout = 15_000;

/** The longest body that is read, in bytes: 10,000 sessions fit in well. */
const maxBytes = 16 * 1024 * 1024;

/** The error answers of LiveChat's APIs. */
const errorSchema = v.object({
  error: v.string(),
  request_id: v.fallback(v.optional(requestIdSchema), undefined),
});

type ErrorBody = v.InferOutput<typeof errorSchema>;

/** The body of an error answer; nothing where it is not from LiveChat, but from a proxy on the way. */
export async function errorBodyOf(response: Response): Promise<ErrorBody | undefined> {
  const body = v.safeParse(errorSchema, await response.json().catch(() => undefined));
  return body.success ? body.output : undefined;
}

/** The whole body, which must not be longer than `maxBytes`. */
async function readBody(response: Response): Promise<Blob> {
  const chunks: BlobPart[] = [];
  let bytes = 0;
  const reader = response.body?.getReader();
  for (let part = await reader?.read(); part && !part.done; part = await reader?.read()) {
    bytes += part.value.length;
    if (bytes > maxBytes) {
      await reader?.cancel();
      throw new LiveChatError('unexpected_answer');
    }
    chunks.push(part.value);
  }
  return new Blob(chunks);
}

/**
 * `fetch` with limits on time and size, for servers that are not to be trusted with either. Sends no cookies,
 * follows no redirects (an access token must not go elsewhere), and resolves once the whole body is here.
 *
 * @throws LiveChatError `offline`, `timeout`, `rate_limited`, `server_error`, or `unexpected_answer` when too long
 */
export async function boundedFetch(url: string, init: RequestInit = {}): Promise<Response> {
  try {
    const response = await fetch(url, {
      ...init,
      credentials: 'omit',
      cache: 'no-store',
      redirect: 'error',
      referrerPolicy: 'no-referrer',
      signal: AbortSignal.timeout(timeout),
    });
    const { status, statusText, headers } = response;
    const body = await readBody(response);
    const whole = new Response(body.size > 0 ? body : null, { status, statusText, headers });
    if (status === 429) throw errorFrom(whole, 'rate_limited', await errorBodyOf(whole));
    if (status >= 500) throw errorFrom(whole, 'server_error', await errorBodyOf(whole));
    return whole;
  } catch (cause) {
    if (cause instanceof LiveChatError) throw cause;
    const timedOut = cause instanceof DOMException && cause.name === 'TimeoutError';
    throw new LiveChatError(timedOut ? 'timeout' : 'offline', { cause });
  }
}

/** `Retry-After` in seconds, given as a number of seconds or as a date (RFC 9110 §10.2.3). */
export function retryAfterSeconds(headers: Headers, now: number): number | undefined {
  const value = headers.get('retry-after')?.trim();
  if (!value) return undefined;
  if (/^\d+$/.test(value)) return Number(value);
  const date = value.endsWith('GMT') ? Date.parse(value) : Number.NaN;
  return Number.isNaN(date) ? undefined : Math.max(0, Math.ceil((date - now) / 1000));
}

/** An error with what its answer tells: LiveChat's name for the request, and when to come back. */
export function errorFrom(
  { headers }: Response,
  code: LiveChatError['code'],
  body: ErrorBody | undefined,
): LiveChatError {
  const seconds = retryAfterSeconds(headers, Date.now());
  return new LiveChatError(code, {
    ...(body?.request_id && { requestId: body.request_id }),
    ...(seconds !== undefined && { retryAfterSeconds: seconds }),
  });
}

const codeByStatus: Record<number, LiveChatError['code']> = {
  401: 'unauthorized',
  403: 'insufficient_scope',
  404: 'not_found',
};

/**
 * Judges the answer of a LiveChat API. An error status counts as LiveChat's word only with LiveChat's error body:
 * a proxy's 401 page must not sign anybody out.
 *
 * @returns the body, of the shape that `schema` describes
 * @throws LiveChatError
 */
export async function processResponse<S extends v.GenericSchema>(
  response: Response,
  schema: S,
): Promise<v.InferOutput<S>> {
  if (!response.ok) {
    const code = codeByStatus[response.status];
    const body = await errorBodyOf(response);
    throw errorFrom(response, code && body ? code : 'unexpected_answer', body);
  }
  const result = v.safeParse(schema, await response.json().catch(() => undefined));
  if (!result.success) throw new LiveChatError('unexpected_answer');
  return result.output;
}

/**
 * Calls a LiveChat API and judges its answer.
 *
 * @param options.accessToken sent as a bearer token (RFC 6750 §2.1)
 * @throws LiveChatError
 */
export async function request<S extends v.GenericSchema>(
  url: string,
  options: { schema: S; method?: 'GET' | 'DELETE'; accessToken?: string },
): Promise<v.InferOutput<S>> {
  const { schema, method = 'GET', accessToken } = options;
  const headers: HeadersInit = { accept: 'application/json' };
  if (accessToken) headers['authorization'] = `Bearer ${accessToken}`;
  return processResponse(await boundedFetch(url, { method, headers }), schema);
}
