import { randomUUID } from 'node:crypto';

/** An error of the Accounts API: LiveChat's Accounts API, "Errors". */
export function errorResponse(
  status: number,
  error: string,
  description: string,
  more: Record<string, unknown> = {},
): Response {
  const body = { error, error_description: description, ...more, request_id: randomUUID() };
  return Response.json(body, { status, headers: { 'Cache-Control': 'no-store' } });
}

export const unauthorized = (description: string) => errorResponse(401, 'unauthorized', description);

export const notFound = () => errorResponse(404, 'resource_not_found', 'There is nothing here.');

export const insufficientScope = (scope: string) =>
  errorResponse(403, 'access_denied', `The token lacks ${scope}.`, { sub_error: 'insufficient_scope' });
