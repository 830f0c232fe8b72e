import { type Context, Hono } from 'hono';
import { bearerOf } from '../bearer.ts';
import { includesScope } from '../scopes.ts';
import type { Agent, State } from '../state.ts';
import type { Chat } from './chat-store.ts';
import { type ChatErrorType, chatErrorResponse } from './errors.ts';
import { chatsAfter, chatsFor, placeOf, readPageRequest } from './list-chats.ts';
import { type Page, Pages } from './pages.ts';
import { writtenChat } from './written-chat.ts';

/** Describes an agent who may ask for chats, and the groups whose chats there are to see. */
interface Requester {
  agent: Agent;
  groupIds: readonly number[] | 'all';
}

/** Serves the Agent Chat API, as far as the extension may use it: the method that lists chats. */
export function agentChatApi(state: State): Hono {
  const app = new Hono();
  const pages = new Pages(state.now);

  const refuse = (type: ChatErrorType, message: string, data?: Record<string, unknown>): Response =>
    chatErrorResponse(state.description.agentChat, { type, message, ...(data && { data }) });

  app.all('/:version{v[0-9.]+}/agent/action/:action', async (c) => {
    const requester = admit(c);
    const response = requester instanceof Response ? requester : await answer(c, requester);
    for (const [name, date] of Object.entries(state.agentChatLifecycle)) response.headers.set(name, date);
    return response;
  });

  /** Lets in a request whose token, region and scope are right. */
  function admit(c: Context): Requester | Response {
    const { agentChat } = state.description;
    if (c.req.param('version') !== `v${state.agentChatVersion}`)
      return refuse('unsupported_version', 'Unsupported version');

    const token = state.tokens.liveAccessToken(bearerOf(c));
    if (!token) {
      const error = { type: 'authentication', message: 'Invalid access token' } as const;
      return chatErrorResponse(agentChat, error, agentChat.refusedAccessToken);
    }
    const { agent, scopes } = token.family;

    const found = agentChat.regions === 'found' ? agent.dataCentre : 'dal';
    if ((c.req.header('X-Region') ?? found) !== agent.dataCentre)
      return refuse('misdirected_request', 'Wrong region', { region: agent.dataCentre });

    if (c.req.method !== 'POST' || c.req.param('action') !== 'list_chats')
      return refuse('not_found', 'There is no such method');

    if (includesScope(scopes, 'chats--all:ro')) return { agent, groupIds: 'all' };
    if (includesScope(scopes, 'chats--access:ro')) return { agent, groupIds: agent.groups };
    return refuse(agentChat.insufficientScope, 'The token lacks chats--access:ro');
  }

  /** Answers a request that was let in with its page, unless it is malformed. */
  async function answer(c: Context, { agent, groupIds }: Requester): Promise<Response> {
    if (!/^application\/json\b/i.test(c.req.header('Content-Type') ?? ''))
      return refuse('validation', '`Content-Type` is not application/json');
    const asked = readPageRequest(await c.req.json().catch(() => undefined));
    if ('invalid' in asked) return refuse('validation', asked.invalid);

    const page = 'pageId' in asked ? pages.get(asked.pageId, agent.accountId) : firstPage(asked.query);
    if (!page) return refuse('validation', '`page_id` is unknown, or too old');

    const isForeign = (id: number) => id !== 0 && groupIds !== 'all' && !groupIds.includes(id);
    const { foreignGroup } = state.description.agentChat;
    if (foreignGroup === 'missing_access' && page.query.groupIds?.some(isForeign))
      return refuse('missing_access', 'The agent is not in all of these groups');

    const ownId = 'pageId' in asked ? asked.pageId : pages.idFor(page, agent.accountId);
    return Response.json(listed(page, ownId, { agent, groupIds }));
  }

  function listed(page: Page, ownId: string, { agent, groupIds }: Requester): Record<string, unknown> {
    const description = state.description.agentChat;
    const { query, previous } = page;
    const { activeWithoutThreads, names } = description;
    const found = chatsFor(state.chats.all, query, { groupIds, activeWithoutThreads });
    const rest = page.after === undefined ? found : chatsAfter(found, query.order, page.after);
    const chats = rest.slice(0, query.limit);
    const last = chats.at(-1);
    const none = { missing: {}, null: { next_page_id: null }, empty: { next_page_id: '' } };
    const next =
      last && rest.length > chats.length
        ? {
            next_page_id: pages.idFor({ query, after: placeOf(last), previous: ownId }, agent.accountId),
          }
        : none[description.next_page_id];
    const reader = {
      description,
      email: agent.email,
      groupIds,
      agentOf: (email: string) => state.agents.get(email),
      placeInQueue: (chat: Chat) => state.chats.placeInQueue(chat),
    };
    return {
      [names === 'v3.6' ? 'chats_summary' : 'chats_info']: chats.map((chat) => writtenChat(reader, chat)),
      ...next,
      ...(previous !== undefined && { previous_page_id: previous }),
      // An estimate, as LiveChat warns: never right, so that nobody trusts it.
      found_chats: found.length + 1,
    };
  }

  return app;
}

const firstPage = (query: Page['query']): Page => ({ query, after: undefined, previous: undefined });
