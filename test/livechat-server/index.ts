import { createServer as createHttpServer } from 'node:http';
import { createServer as createHttpsServer } from 'node:https';
import { getRequestListener } from '@hono/node-server';
import { RESPONSE_ALREADY_SENT } from '@hono/node-server/utils/response';
import { Hono } from 'hono';
import { agentChatApi } from './agent-chat/agent-chat-api.ts';
import { chatErrorResponse } from './agent-chat/errors.ts';
import { accountsApi } from './api.ts';
import { authorizationPages } from './authorize.ts';
import { notFound } from './errors.ts';
import { ConnectionDropped } from './faults.ts';
import { type Options, type RequestLogEntry, State } from './state.ts';
import { tokenEndpoint } from './token.ts';

export type { Chat, Customer } from './agent-chat/chat-store.ts';
export { chatFault } from './agent-chat/errors.ts';
export { type Description, defaultDescription } from './description.ts';
export type { Fault } from './faults.ts';
export type { Agent, Client } from './state.ts';

/**
 * Describes LiveChat as far as this extension knows it: accounts.livechat.com, api.livechatinc.com and
 * status.livechat.com in one.
 */
export type LiveChat = State & { fetch(request: Request): Promise<Response> };

export type RunningLiveChat = LiveChat & { url: string; port: number; stop(): Promise<void> };

/** Makes LiveChat in memory, without a socket. */
export function createLiveChat(options: Options = {}): LiveChat {
  const state = new State(options);
  const app = new Hono()
    .route('/', authorizationPages(state))
    .route('/', tokenEndpoint(state))
    .route('/', accountsApi(state))
    .route('/', agentChatApi(state))
    .get('/api/v2/summary.json', (c) => c.json(state.status))
    .notFound((c) => nothingAt(c.req.raw));

  function nothingAt(request: Request): Response {
    return new URL(request.url).hostname === 'api.livechatinc.com'
      ? chatErrorResponse(state.description.agentChat, {
          type: 'not_found',
          message: 'There is nothing here',
        })
      : notFound(state.description);
  }

  return Object.assign(state, {
    async fetch(request: Request): Promise<Response> {
      const entry = await logEntry(request, state.now());
      state.requests.push(entry);
      const response = await state.faults.apply(request, async () =>
        isMisdirected(request) ? nothingAt(request) : app.fetch(request),
      );
      entry.status = response.status;
      return response;
    },
  });
}

/** Starts LiveChat on 127.0.0.1, for real browsers. */
export async function startLiveChat(
  options: Options & { port?: number; tls?: { key: string; cert: string } } = {},
): Promise<RunningLiveChat> {
  const liveChat = createLiveChat(options);
  const listener = getRequestListener(async (request, { outgoing }) => {
    try {
      return await liveChat.fetch(request);
    } catch (error) {
      // A browser that has given up gets no answer either.
      if (!(error instanceof ConnectionDropped || request.signal.aborted)) throw error;
      outgoing.destroy();
      return RESPONSE_ALREADY_SENT;
    }
  });
  const server = options.tls ? createHttpsServer(options.tls) : createHttpServer();
  server.on('request', (incoming, outgoing) => {
    // A browser sends a request again, by itself, when a connection that it reuses breaks: faults would then
    // be seen by some requests and not by others.
    outgoing.setHeader('Connection', 'close');
    listener(incoming, outgoing);
  });
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    server.listen(options.port ?? 0, '127.0.0.1', resolve);
  });

  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error('The server has no port.');
  const { port } = address;
  return Object.assign(liveChat, {
    url: `${options.tls ? 'https' : 'http'}://127.0.0.1:${port}`,
    port,
    stop: () =>
      new Promise<void>((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  });
}

/** Names what LiveChat has on each of its hosts; on any other host everything is. */
const hosts: Record<string, 'status page' | 'agent chat' | 'accounts'> = {
  'status.livechat.com': 'status page',
  'api.livechatinc.com': 'agent chat',
  'accounts.livechat.com': 'accounts',
};

function partOf(pathname: string): (typeof hosts)[string] {
  if (pathname.startsWith('/api/v2/')) return 'status page';
  return pathname.includes('/agent/action/') ? 'agent chat' : 'accounts';
}

function isMisdirected(request: Request): boolean {
  const { hostname, pathname } = new URL(request.url);
  return hostname in hosts && hosts[hostname] !== partOf(pathname);
}

async function logEntry(request: Request, at: number): Promise<RequestLogEntry> {
  const { host, pathname, searchParams } = new URL(request.url);
  const region = request.headers.get('X-Region');
  const entry = {
    at,
    method: request.method,
    host,
    path: pathname,
    query: Object.fromEntries(searchParams),
    hasToken: Boolean(request.headers.get('Authorization')),
    hasCookie: Boolean(request.headers.get('Cookie')),
    ...(region !== null && { region }),
    status: 0,
  };
  if (request.method !== 'POST' || pathname !== '/v2/token') return entry;
  const grantType = new URLSearchParams(await request.clone().text()).get('grant_type');
  return grantType ? { ...entry, grantType } : entry;
}
