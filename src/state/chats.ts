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
    /** The time of the oldest message that was seen to be unread, as far as LiveChat tells one; absent where none is. */
    unreadSince: v.exactOptional(timeSchema()),
  });
export type ListedChat = v.InferOutput<ReturnType<typeof listedChatSchema>>;

/**
 * Describes active chats by what they are to the agent, the unread ones first, then the newest.
 *
 * - `mine` the agent is in it
 * - `supervised` the agent only looks on while others answer
 * - `queued` the customer waits in the queue
 * - `unassigned` nobody is in it who could answer, of the groups that LiveChat lists: the agent's own
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

/** Lists what the agent goes by: the e-mail address, and the account's ID, which LiveChat may name users by. */
type Identities = readonly string[];

/** Tells whether a user is the agent: never a customer, whatever address they have given. */
const isAgent = ({ type, ...user }: User, me: Identities): boolean =>
  type === 'agent' && me.some((each) => isSame(user.id, each) || isSame(user.email, each));

/**
 * Decides what an active chat is to the agent; `me` is their part in it, absent where they are not in it. With none in it but
 * who only looks on, nobody answers: a customer who waits does so whoever looks on.
 */
function placeOf({ users }: Chat, isInQueue: boolean, me: User | undefined): Place {
  const isAnswering = ({ type, present, visibility }: User) =>
    type === 'agent' && present && visibility !== 'agents';
  if (isInQueue) return 'queued';
  if (me && isAnswering(me)) return 'mine';
  if (!users.some(isAnswering)) return 'unassigned';
  return me ? 'supervised' : 'others';
}

/** Lists the newest message of each kind with its author, the newest one first; one without a time is the oldest. */
function messagesOf({ users, last_event_per_type }: Chat, me: Identities) {
  const messages = messageKinds.flatMap((kind) => {
    const event = last_event_per_type[kind];
    if (!event) return [];
    const author = users.find(({ id }) => isSame(id, event.author_id));
    const isMine = author ? isAgent(author, me) : me.some((each) => isSame(event.author_id, each));
    return [{ ...event, kind, author, isMine }];
  });
  return messages.toSorted((a, b) => (b.created_at ?? 0) - (a.created_at ?? 0));
}
type Message = ReturnType<typeof messagesOf>[number];

/** Lists the messages of others that are younger than the newest event that the agent has seen, the newest one first. */
const unreadOf = (messages: readonly Message[], { events_seen_up_to: seen }: User): Message[] =>
  messages.filter(
    ({ isMine, created_at }) =>
      !isMine && (seen === undefined || (created_at !== undefined && created_at > seen)),
  );

/**
 * Finds the time since which a chat has been unread: of a list before, as LiveChat tells only the newest message of each kind,
 * unless the agent has seen that one meanwhile.
 */
function unreadSinceOf(
  unread: readonly Message[],
  { events_seen_up_to: seen }: User,
  before: number | undefined,
): number | undefined {
  const times = [before, ...unread.map(({ created_at }) => created_at)].filter(
    (at) => at !== undefined && !(seen !== undefined && at <= seen),
  ) as number[];
  return unread.length > 0 && times.length > 0 ? Math.min(...times) : undefined;
}

const lineOf = ({ kind, text, author, isMine }: Message): Line => ({
  kind,
  text,
  author: isMine ? 'me' : author?.type || 'unknown',
  name: author?.name ?? '',
});

/**
 * Sets how much two measurements of a clock may differ, in milliseconds: no answer takes as long on its way. A difference that
 * changed with each answer would move the times of all chats.
 */
const steadyWithin = 20_000;

/** Decides how far this computer's clock is taken to be ahead of LiveChat's, by what was measured now, and taken before. */
export const clockAheadOf = (measured: number, before = 0): number =>
  Math.abs(measured - before) < steadyWithin ? before : measured;

/**
 * Sorts active chats by what they are to the agent, as LiveChat's own app does: to the letter of what is published of
 * that.
 *
 * @param identities what the agent goes by, as LiveChat's `/v2/accounts/me` and `/v2/info` tell it; an empty one says nothing
 * @param before the agent's own chats of the last list
 * @param clockAhead how far this computer's clock, which the sorted chats go by, is ahead of LiveChat's, in milliseconds
 */
export function sortChats(
  chats: readonly Chat[],
  identities: Identities,
  before: readonly ListedChat[] = [],
  clockAhead = 0,
): SortedChats {
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
    const me = users.find((user) => user.present && isAgent(user, identities));
    const messages = messagesOf(chat, identities);
    const newest = messages[0];
    const at = newest?.created_at ?? created_at;
    const place = placeOf(chat, queue !== undefined, me);
    const unread = me ? unreadOf(messages, me) : [];
    const last = before.find((each) => id !== '' && each.id === id && each.threadId === thread.id);
    const unreadBefore = last?.unreadSince === undefined ? undefined : last.unreadSince - clockAhead;
    const unreadSince = me && unreadSinceOf(unread, me, unreadBefore);
    places[place].push({
      id,
      threadId: thread.id,
      customer: users.find(({ type }) => type === 'customer')?.name ?? '',
      isUnread: unread.length > 0,
      ...(newest && { newest: lineOf(newest) }),
      ...(at !== undefined && { at: at + clockAhead }),
      ...(unreadSince !== undefined && { unreadSince: unreadSince + clockAhead }),
    });
    const since = queue?.queued_at ?? created_at;
    if (place === 'queued' && since !== undefined) waitingSince = Math.min(waitingSince, since + clockAhead);
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
