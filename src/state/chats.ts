import * as v from 'valibot';
import type { Chat } from '../livechat/chat.ts';
import { countSchema, timeSchema } from './number-schemas.ts';

type User = Chat['users'][number];
type Kind = keyof Chat['last_event_per_type'];

/** Lists the kinds of events that somebody has written or sent, and that the other side should read. */
const messageKinds = ['message', 'file', 'rich_message', 'filled_form'] as const satisfies readonly Kind[];

const lineSchema = () =>
  v.object({
    kind: v.picklist(messageKinds),
    /** The last line; empty where its kind has none. */
    text: v.string(),
    author: v.picklist(['me', 'agent', 'customer', 'unknown']),
    /** The author's name. */
    name: v.string(),
  });
/** Describes the last line of a message: anybody's text. */
type Line = v.InferOutput<ReturnType<typeof lineSchema>>;

/** Describes a chat in a list. Times are in milliseconds since 1970. */
export const listedChatSchema = () =>
  v.object({
    /** LiveChat's ID, and that of its thread, for its address; empty where it has no usable one. */
    id: v.string(),
    threadId: v.string(),
    /** The customer's name: anybody's text; empty where LiveChat knows none. */
    customer: v.string(),
    /** Tells whether somebody else has written what the agent has not seen; never where they are not in the chat. */
    isUnread: v.boolean(),
    /** The newest message; absent where there is none, or none that may be read. */
    newest: v.exactOptional(lineSchema()),
    /** The time of the newest message, or else of the thread's beginning; absent where LiveChat tells neither. */
    at: v.exactOptional(timeSchema()),
    /** The time since which it has been unread; absent where it is not. */
    unreadSince: v.exactOptional(timeSchema()),
  });
export type ListedChat = v.InferOutput<ReturnType<typeof listedChatSchema>>;

/**
 * Describes active chats by what they are to the agent, the unread ones first, then the newest.
 *
 * - `mine` the agent is in it
 * - `supervised` the agent only looks on
 * - `queued` the customer waits in the queue
 * - `unassigned` nobody is in it, of the groups that LiveChat lists: the agent's own
 * - `others` other agents are in it
 */
export type SortedChats = Record<Place, ListedChat[]> & {
  /** The time since which a customer in the queue has waited longest, in milliseconds since 1970. */
  waitingSince?: number;
};
type Place = 'mine' | 'supervised' | 'queued' | 'unassigned' | 'others';

/** Describes the numbers of chats. */
export const chatsSummarySchema = () =>
  v.object({
    mine: countSchema(),
    supervised: countSchema(),
    queued: countSchema(),
    unassigned: countSchema(),
    others: countSchema(),
    /** The agent's own that are unread. */
    unread: countSchema(),
    /** All that LiveChat listed. */
    active: countSchema(),
    /** Tells that LiveChat has more chats than it was asked for: each number may be higher. */
    isAtLeast: v.exactOptional(v.literal(true)),
    /** The time since which a customer in the queue has waited longest. */
    waitingSince: v.exactOptional(timeSchema()),
  });
export type ChatsSummary = v.InferOutput<ReturnType<typeof chatsSummarySchema>>;

/** Tells whether two IDs or e-mail addresses are the same, in whatever letters; an empty one says nothing. */
const isSame = (one: string, other: string): boolean =>
  one !== '' && one.toLowerCase() === other.toLowerCase();

/** Tells whether a user is the agent with an e-mail address: never a customer, whatever address they have given. */
const isAgent = ({ type, ...user }: User, email: string): boolean =>
  type === 'agent' && (isSame(user.id, email) || isSame(user.email, email));

/**
 * Decides what an active chat is to the agent; `me` is their part in it, absent where they are not in it. With none in it but
 * who only looks on, nobody answers.
 */
function placeOf({ users }: Chat, isInQueue: boolean, me: User | undefined): Place {
  if (me?.visibility === 'agents') return 'supervised';
  if (isInQueue) return 'queued';
  if (me) return 'mine';
  const isAnswering = ({ type, present, visibility }: User) =>
    type === 'agent' && present && visibility !== 'agents';
  return users.some(isAnswering) ? 'others' : 'unassigned';
}

/** Lists the newest message of each kind with its author, the newest one first; one without a time is the oldest. */
function messagesOf({ users, last_event_per_type }: Chat, email: string) {
  const messages = messageKinds.flatMap((kind) => {
    const event = last_event_per_type[kind];
    if (!event) return [];
    const author = users.find(({ id }) => isSame(id, event.author_id));
    const isMine = author ? isAgent(author, email) : isSame(event.author_id, email);
    return [{ ...event, kind, author, isMine }];
  });
  return messages.toSorted((a, b) => (b.created_at ?? 0) - (a.created_at ?? 0));
}
type Message = ReturnType<typeof messagesOf>[number];

/** Tells whether the newest message of somebody else is younger than the newest event that the agent has seen. */
function isUnread(messages: readonly Message[], { events_seen_up_to }: User): boolean {
  const message = messages.find(({ isMine }) => !isMine);
  if (!message || events_seen_up_to === undefined) return message !== undefined;
  return message.created_at !== undefined && message.created_at > events_seen_up_to;
}

const lineOf = ({ kind, text, author, isMine }: Message): Line => ({
  kind,
  text,
  author: isMine ? 'me' : author?.type || 'unknown',
  name: author?.name ?? '',
});

/**
 * Sorts active chats by what they are to the agent, as LiveChat's own app does: to the letter of what is published of
 * that.
 *
 * @param email the agent's, as LiveChat's `/v2/accounts/me` tells it; where that is empty, no chat is theirs
 */
export function sortChats(chats: readonly Chat[], email: string): SortedChats {
  const places: Record<Place, ListedChat[]> = {
    mine: [],
    supervised: [],
    queued: [],
    unassigned: [],
    others: [],
  };
  let waitingSince = Number.POSITIVE_INFINITY;
  for (const chat of chats) {
    const { id, users, last_thread_summary: thread } = chat;
    if (!thread?.active) continue;
    const { queue, created_at } = thread;
    const me = users.find((user) => user.present && isAgent(user, email));
    const messages = messagesOf(chat, email);
    const newest = messages[0];
    const at = newest?.created_at ?? created_at;
    const place = placeOf(chat, queue !== undefined, me);
    places[place].push({
      id,
      threadId: thread.id,
      customer: users.find(({ type }) => type === 'customer')?.name ?? '',
      isUnread: me !== undefined && isUnread(messages, me),
      ...(newest && { newest: lineOf(newest) }),
      ...(at !== undefined && { at }),
    });
    const since = queue?.queued_at ?? created_at;
    if (place === 'queued' && since !== undefined) waitingSince = Math.min(waitingSince, since);
  }
  for (const list of Object.values(places)) list.sort(byUrgency);
  return { ...places, ...(Number.isFinite(waitingSince) && { waitingSince }) };
}

/** Compares two chats: the unread one first, then the newer one. */
const byUrgency = (a: ListedChat, b: ListedChat): number =>
  Number(b.isUnread) - Number(a.isUnread) || (b.at ?? 0) - (a.at ?? 0);

/**
 * Counts chats.
 *
 * @param hasMore LiveChat has more chats than were sorted
 */
export function summaryOf(sorted: SortedChats, hasMore: boolean): ChatsSummary {
  const { mine, supervised, queued, unassigned, others, waitingSince } = sorted;
  const lists = [mine, supervised, queued, unassigned, others];
  return {
    mine: mine.length,
    unread: mine.filter((chat) => chat.isUnread).length,
    supervised: supervised.length,
    queued: queued.length,
    unassigned: unassigned.length,
    others: others.length,
    active: lists.reduce((sum, { length }) => sum + length, 0),
    ...(hasMore && { isAtLeast: true }),
    ...(waitingSince !== undefined && { waitingSince }),
  };
}
