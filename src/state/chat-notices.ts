import * as v from 'valibot';
import { clock, t } from '../i18n/index.ts';
import { sanitizeText } from '../i18n/sanitize-text.ts';
import type { ChatsSummary, ListedChat } from './chats.ts';
import { timeSchema } from './number-schemas.ts';
import type { Choices } from './settings.ts';

/** Lists what a notification about chats may tell: one was assigned to the agent, one is unread, somebody waits in the queue. */
export const chatNoticeKinds = ['assigned', 'unread', 'waiting'] as const;

/** Describes a notification that is out, or was. Times are in milliseconds since 1970. */
export const chatNoticeSchema = () =>
  v.object({
    /** The notification's own ID, which says nothing. */
    id: v.string(),
    kind: v.picklist(chatNoticeKinds),
    /** The chat that it is about, and its thread; empty for the queue. */
    chatId: v.string(),
    threadId: v.string(),
    /** The time since which what it tells has been so: it is told once. */
    since: timeSchema(),
    /** Tells that it has not been shown yet: where a service worker was stopped, the next poll does that. */
    isPending: v.exactOptional(v.literal(true)),
  });
export type ChatNotice = v.InferOutput<ReturnType<typeof chatNoticeSchema>>;

/** Describes what a poll has found out about chats. Times are in milliseconds since 1970. */
export type ChatNews = {
  /** The agent's own chats before; absent where none were known. */
  before: readonly ListedChat[] | undefined;
  /** The time at which LiveChat told those; absent where that was a moment ago. */
  beforeAt?: number | undefined;
  /** Tells that LiveChat had more of them then than it was asked for: one that was not there may be old. */
  wasAtLeast?: boolean | undefined;
  /** Those now. */
  after: readonly ListedChat[];
  summary: ChatsSummary;
  at: number;
};

/** Names what the agent may choose of these notifications. */
type NoticeChoices = Pick<
  Choices,
  'notifyAssigned' | 'notifyUnreadSeconds' | 'notifyWaitingSeconds' | 'chatsIntervalSeconds'
>;

/** Sets how old a list may be to tell from it what is new: after a sleep, all would be; in milliseconds. */
const comparableFor = 10 * 60_000;

const isSame = (one: Pick<ChatNotice, 'chatId' | 'threadId'>, { id, threadId }: ListedChat): boolean =>
  one.chatId === id && one.threadId === threadId;

/** Tells whether something has been so for as long as the agent has chosen; never where they have chosen 0. */
const isLong = (since: number | undefined, seconds: number, now: number): since is number =>
  since !== undefined && seconds > 0 && now - since >= seconds * 1000;

/** Tells whether an agent may not know of a chat yet: they have neither answered nor read what stands there. */
const isNews = ({ newest, isUnread }: ListedChat): boolean => !newest || (isUnread && newest.author !== 'me');

/** Decides what there is to tell of a chat; `undefined`: no more than before. */
function toTell(
  chat: ListedChat,
  { before, beforeAt, wasAtLeast, at }: ChatNews,
  { notifyAssigned, notifyUnreadSeconds, chatsIntervalSeconds }: NoticeChoices,
): Pick<ChatNotice, 'kind' | 'chatId' | 'threadId' | 'since'> | undefined {
  const { id: chatId, threadId, unreadSince } = chat;
  if (isLong(unreadSince, notifyUnreadSeconds, at))
    return { kind: 'unread', chatId, threadId, since: unreadSince };
  const isComparable =
    !wasAtLeast && at - (beforeAt ?? at) <= Math.max(comparableFor, 2000 * chatsIntervalSeconds);
  const isNew =
    before && isComparable && !before.some(({ id, threadId }) => isSame({ chatId: id, threadId }, chat));
  return notifyAssigned && isNew && isNews(chat)
    ? { kind: 'assigned', chatId, threadId, since: at }
    : undefined;
}

/** Tells whether a notification about a chat is as true as it was. */
const isTrue = (notice: ChatNotice, chat: ListedChat): boolean =>
  isSame(notice, chat) && (notice.kind === 'unread' ? chat.unreadSince === notice.since : isNews(chat));

/**
 * Decides which notifications are out, or have been: one for each chat, and one for the queue while somebody waits there too
 * long. Those that stay are the same objects; one that is pending is to be shown, or to be updated, and what is no
 * longer here has become untrue. A chat without a usable ID has none. One that is missing where LiveChat has more
 * chats than it was asked for keeps its own.
 */
export function nextNotices(
  notices: readonly ChatNotice[],
  news: ChatNews,
  choices: NoticeChoices,
  generateId: () => string,
): ChatNotice[] {
  const { after, summary, at } = news;
  const chats = after.flatMap((chat, index): ChatNotice[] => {
    if (!chat.id || after.findIndex(({ id }) => id === chat.id) < index) return [];
    const last = notices.find(({ chatId }) => chatId === chat.id);
    const thing = toTell(chat, news, choices);
    const isTold = last && isSame(last, chat) && last.kind === thing?.kind && last.since === thing.since;
    if (thing && !isTold) return [{ id: last?.id ?? generateId(), ...thing, isPending: true }];
    return last && isTrue(last, chat) ? [last] : [];
  });
  const isMissing = ({ chatId }: ChatNotice) => chatId && !after.some(({ id }) => id === chatId);
  if (summary.isAtLeast) chats.push(...notices.filter(isMissing));
  const { waitingSince: since } = summary;
  if (!isLong(since, choices.notifyWaitingSeconds, at)) return chats;
  const queue = notices.find(({ kind }) => kind === 'waiting');
  return [
    ...chats,
    queue ?? { id: generateId(), kind: 'waiting', chatId: '', threadId: '', since, isPending: true },
  ];
}

/**
 * Writes a notification. Who writes and what is said there only where the agent wants that, and does not hide it: others may see
 * the screen.
 */
export function noticeText(
  { kind, since }: ChatNotice,
  chat: ListedChat | undefined,
  { notifyText, hideNames }: Pick<Choices, 'notifyText' | 'hideNames'>,
): { title: string; message: string } {
  const isShown = notifyText && !hideNames;
  const name = sanitizeText((isShown && chat?.customer) || '', 60);
  const newest = chat?.newest;
  const line = sanitizeText((isShown && newest?.author !== 'me' && newest?.text) || '');
  switch (kind) {
    case 'assigned':
      return {
        title: name ? t('notice_assigned_name', name) : t('notice_assigned'),
        message: line || t('notice_assigned_message'),
      };
    case 'unread':
      return {
        title: name ? t('notice_unread_name', name) : t('notice_unread'),
        message: line || t('notice_unread_message', clock(since)),
      };
    case 'waiting':
      return { title: t('notice_waiting'), message: t('notice_waiting_message') };
  }
}
