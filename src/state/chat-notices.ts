import * as v from 'valibot';
import { timeSchema } from './number-schemas.ts';

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
  });
export type ChatNotice = v.InferOutput<ReturnType<typeof chatNoticeSchema>>;
