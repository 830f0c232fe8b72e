import { randomUUID } from 'node:crypto';
import type { Description, ErrorBody, Refusal } from './description.ts';

/** Makes an error of the Accounts API: LiveChat's Accounts API, "Errors". */
export function errorResponse(
  { requestIds }: Description,
  { status, error }: Refusal,
  description: string,
  { body = 'published', sub_error }: { body?: ErrorBody; sub_error?: string } = {},
): Response {
  const init = { status, headers: { 'Cache-Control': 'no-store' } };
  const id = requestIds ? { request_id: randomUUID() } : {};
  switch (body) {
    case 'published':
      return Response.json(
        { error, error_description: description, ...(sub_error && { sub_error }), ...id },
        init,
      );
    case 'other JSON':
      return Response.json({ status, message: description }, init);
    case 'Agent Chat':
      return Response.json({ error: { type: 'authentication', message: description } }, init);
    case 'HTML':
      return new Response(`<!doctype html><title>${status}</title>`, {
        status,
        headers: { ...init.headers, 'Content-Type': 'text/html' },
      });
    case 'empty':
      return new Response(null, init);
  }
}

/** Makes the answer to an access token that is not good, or to none. */
export const unauthorized = (livechat: Description, description: string): Response =>
  errorResponse(livechat, { status: 401, error: 'unauthorized' }, description, {
    body: livechat.refusedAccessToken,
  });

export const notFound = (livechat: Description): Response =>
  errorResponse(livechat, { status: 404, error: 'resource_not_found' }, 'There is nothing here.');

export function insufficientScope(livechat: Description, scope: string): Response {
  const isSub = livechat.insufficientScope === 'sub_error';
  const refusal = { status: 403, error: isSub ? 'access_denied' : 'insufficient_scope' };
  const more = isSub ? { sub_error: 'insufficient_scope' } : {};
  return errorResponse(livechat, refusal, `The token lacks ${scope}.`, more);
}

/** Makes the good answer that has nothing to tell. */
export const done = ({ done }: Description): Response =>
  done === 'object' ? Response.json({}) : new Response(null, { status: 204 });
