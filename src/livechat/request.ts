import * as v from 'valibot';
import { countRequest, type RequestKind } from './count-requests.ts';
import { LiveChatError } from './error.ts';
import { type Endpoint, judgeAnswer } from './judge-answer.ts';

/** Limits the time that an answer may take, headers and body together, in milliseconds. */
const timeout = 15_000;

/** The longest body that is read, in bytes: 10,000 sessions fit in well. */
const maxBytes = 16 * 1024 * 1024;

/** Reads the whole body, which must not be longer than `maxBytes`. */
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
 * Calls `fetch`, which is counted, with limits on time and size, for servers that are not to be trusted with either. Sends no cookies and
 * follows no redirects, as an access token must not go elsewhere; a redirect is an answer with the status 302. Resolves
 * once the whole body is here.
 *
 * @throws LiveChatError `offline`, `timeout`, or `unexpected_answer` when the body is too long
 */
export async function boundedFetch(
  url: string,
  kind: RequestKind,
  init: RequestInit = {},
): Promise<Response> {
  countRequest(kind);
  try {
    const response = await fetch(url, {
      ...init,
      credentials: 'omit',
      cache: 'no-store',
      redirect: 'manual',
      referrerPolicy: 'no-referrer',
      signal: AbortSignal.timeout(timeout),
    });
    // Of a redirect, browsers tell nothing else.
    if (response.type === 'opaqueredirect') return new Response(null, { status: 302 });
    const { status, statusText, headers } = response;
    const body = await readBody(response);
    return new Response(body.size > 0 ? body : null, { status, statusText, headers });
  } catch (cause) {
    if (cause instanceof LiveChatError) throw cause;
    const timedOut = cause instanceof DOMException && cause.name === 'TimeoutError';
    throw new LiveChatError(timedOut ? 'timeout' : 'offline', { cause, origin: new URL(url).origin });
  }
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return text;
  }
}

/**
 * Reads the answer of an endpoint.
 *
 * @returns the body, of the shape that `schema` describes
 * @throws LiveChatError what `judgeAnswer` makes of it; `unexpected_answer` for a body of another shape
 */
export async function processResponse<S extends v.GenericSchema>(
  endpoint: Endpoint,
  response: Response,
  schema: S,
): Promise<v.InferOutput<S>> {
  const { status, headers } = response;
  const body = parsed(await response.text());
  const { means, ...details } = judgeAnswer(endpoint, { status, headers, body }, Date.now());
  if (means !== 'success') throw new LiveChatError(means, details);
  const result = v.safeParse(schema, body);
  if (!result.success) throw new LiveChatError('unexpected_answer');
  return result.output;
}

/**
 * Calls a LiveChat API and reads its answer.
 *
 * @param options.accessToken sent as a bearer token
 * ([RFC 6750 §2.1](https://www.rfc-editor.org/rfc/rfc6750#section-2.1))
 * @throws LiveChatError
 */
export async function request<S extends v.GenericSchema>(
  url: string,
  options: { kind: RequestKind; schema: S; method?: 'GET' | 'DELETE'; accessToken?: string },
): Promise<v.InferOutput<S>> {
  const { kind, schema, method = 'GET', accessToken } = options;
  const headers: HeadersInit = { accept: 'application/json' };
  if (accessToken) headers['authorization'] = `Bearer ${accessToken}`;
  const response = await boundedFetch(url, kind, { method, headers });
  return processResponse(accessToken ? 'api' : 'open', response, schema);
}
