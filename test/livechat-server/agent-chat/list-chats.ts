import * as v from 'valibot';
import type { Chat } from './chat-store.ts';

/** Describes how a list of chats was asked for, on its first page. */
export interface ChatQuery {
  active: boolean | undefined;
  withoutThreads: boolean;
  groupIds: number[] | undefined;
  order: 'asc' | 'desc';
  limit: number;
}

/** Describes a page of a list: one that was asked for by its filters, or by the ID of a page. */
export type PageRequest = { query: ChatQuery } | { pageId: string };

/** An object that is no list: Valibot takes either. */
const record = v.custom<Record<string, unknown>>(
  (value) => typeof value === 'object' && value !== null && !Array.isArray(value),
);

const groupId = v.pipe(v.number(), v.integer(), v.minValue(0));

const firstPageSchema = v.pipe(
  record,
  v.strictObject({
    filters: v.optional(
      v.pipe(
        record,
        v.strictObject({
          active: v.optional(v.boolean()),
          include_chats_without_threads: v.optional(v.boolean()),
          group_ids: v.optional(v.pipe(v.array(groupId), v.maxLength(200))),
        }),
      ),
      {},
    ),
    sort_order: v.optional(v.picklist(['asc', 'desc']), 'desc'),
    limit: v.optional(v.pipe(v.number(), v.integer(), v.minValue(1), v.maxValue(100)), 10),
  }),
);

const pageSchema = v.strictObject({ page_id: v.string() });

const isPageId = (body: unknown): boolean => typeof body === 'object' && body !== null && 'page_id' in body;

/**
 * Reads the body of a request for `list_chats` (Agent Chat API, "List Chats" and "Pagination"): what it asks for, or
 * why it is refused.
 */
export function readPageRequest(body: unknown): PageRequest | { invalid: string } {
  if (isPageId(body)) {
    const { success, output } = v.safeParse(pageSchema, body);
    return success ? { pageId: output.page_id } : { invalid: '`page_id` is a text, and comes alone' };
  }
  const { success, output, issues } = v.safeParse(firstPageSchema, body);
  if (!success) return { invalid: `\`${v.getDotPath(issues[0]) ?? 'body'}\`: ${issues[0].message}` };
  const { filters, sort_order: order, limit } = output;
  return {
    query: {
      active: filters.active,
      withoutThreads: filters.include_chats_without_threads ?? true,
      groupIds: filters.group_ids,
      order,
      limit,
    },
  };
}

/** Names the place of a chat in the order of a list: its last thread began then, or the chat itself did. */
export const placeOf = (chat: Chat): number => chat.threads.at(-1)?.at ?? chat.at;

/**
 * Lists the chats that a query asks for, of those that an agent may see.
 *
 * @param groupIds the agent's groups; group 0 is everybody's
 */
export function chatsFor(
  chats: readonly Chat[],
  query: ChatQuery,
  { groupIds, activeWithoutThreads }: { groupIds: readonly number[] | 'all'; activeWithoutThreads: boolean },
): Chat[] {
  const isMine = (id: number) => id === 0 || groupIds === 'all' || groupIds.includes(id);
  const asked = (id: number) => query.groupIds?.includes(id) ?? true;
  const found = chats.filter((chat) => {
    if (!chat.groupIds.some((id) => isMine(id) && asked(id))) return false;
    const thread = chat.threads.at(-1);
    if (thread) return query.active === undefined || thread.active === query.active;
    return query.withoutThreads && (query.active !== true || activeWithoutThreads);
  });
  const sign = query.order === 'asc' ? 1 : -1;
  return found.sort((one, other) => sign * (placeOf(one) - placeOf(other)));
}

/** Takes what comes after a place in a list. */
export const chatsAfter = (chats: Chat[], order: ChatQuery['order'], place: number): Chat[] =>
  chats.filter((chat) => (order === 'asc' ? placeOf(chat) > place : placeOf(chat) < place));
