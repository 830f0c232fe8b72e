import type { AgentChatDescription, ChatErrorBody } from '../description.ts';
import type { Fault } from '../faults.ts';

/** Lists LiveChat's error types, with the statuses of RFC 9110 and RFC 6585 that fit where LiveChat names none. */
const statuses = {
  authentication: 401,
  authorization: 403,
  missing_access: 403,
  validation: 400,
  too_many_requests: 429,
  misdirected_request: 421,
  unsupported_version: 400,
  wrong_product_version: 400,
  license_expired: 402,
  license_not_found: 404,
  not_found: 404,
  agent_offline: 422,
  request_timeout: 504,
  internal: 500,
  service_unavailable: 503,
} as const;

const published: ReadonlySet<string> = new Set([
  'authentication',
  'authorization',
  'missing_access',
  'validation',
  'too_many_requests',
]);

export type ChatErrorType = keyof typeof statuses;

/** Lists all types of errors. */
export const chatErrorTypes = Object.keys(statuses) as ChatErrorType[];

/** Describes an error of the Agent Chat API, in its published body. */
export interface ChatError {
  type: ChatErrorType;
  message: string;
  data?: Record<string, unknown>;
}

/** Names the path of the one method that the stand-in has. */
export const LIST_CHATS = '/v3.6/agent/action/list_chats';

function statusOf(livechat: AgentChatDescription, type: ChatErrorType): number {
  return published.has(type) || livechat.unpublishedStatuses === 'own' ? statuses[type] : 400;
}

/** Makes an error of the Agent Chat API: its reference, "Errors". */
export function chatErrorResponse(
  livechat: AgentChatDescription,
  error: ChatError,
  body: ChatErrorBody = 'published',
): Response {
  const status = statusOf(livechat, error.type);
  switch (body) {
    case 'published':
      return Response.json({ error }, { status });
    case 'Accounts':
      return Response.json({ error: 'unauthorized', error_description: error.message }, { status });
    case 'other JSON':
      return Response.json({ status, message: error.message }, { status });
    case 'HTML':
      return new Response(`<!doctype html><title>${status}</title>`, {
        status,
        headers: { 'Content-Type': 'text/html' },
      });
    case 'empty':
      return new Response(null, { status });
  }
}

/** Makes a fault by which `list_chats` is refused with an error of this type, as LiveChat would write it. */
export function chatFault(
  livechat: AgentChatDescription,
  type: ChatErrorType,
  { data, times, headers }: { data?: object; times?: number; headers?: Record<string, string> } = {},
): Fault {
  return {
    match: { path: LIST_CHATS },
    kind: 'status',
    status: statusOf(livechat, type),
    body: { error: { type, message: type.replaceAll('_', ' '), ...(data && { data }) } },
    ...(times !== undefined && { times }),
    ...(headers && { headers }),
  };
}
