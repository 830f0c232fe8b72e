import * as v from 'valibot';
import { regionSchema } from '../livechat/error.ts';
import { type ChatsSummary, chatsSummarySchema } from './chats.ts';
import { type Failed, troubleAfter, troubleSchema } from './connection.ts';
import { timeSchema } from './number-schemas.ts';

/**
 * Describes what LiveChat last told of the agent's chats, in numbers alone, so that it may be kept across browser restarts. It
 * is there from a sign-in on that was asked for chats, too. Its trouble is not that of the sessions. All times are in
 * milliseconds since 1970.
 */
export const chatsConnectionSchema = () =>
  v.object({
    /** The time of the first request for them, until LiveChat has answered one. */
    askedAt: v.exactOptional(timeSchema()),
    /** The last numbers of chats that LiveChat told, and when. */
    known: v.exactOptional(
      v.object({
        summary: chatsSummarySchema(),
        fetchedAt: timeSchema(),
        /** The last time at which the agent had chats, or somebody waited for one; or of the first look. */
        busyAt: v.exactOptional(timeSchema()),
      }),
    ),
    /** The trouble for which they could not be fetched since. */
    trouble: v.exactOptional(troubleSchema()),
    /** The data centre that answered last, where LiveChat has named one. */
    region: v.exactOptional(regionSchema()),
  });
export type ChatsConnection = v.InferOutput<ReturnType<typeof chatsConnectionSchema>>;

/** Describes everything that can happen to it. */
export type ChatsEvent =
  | { type: 'asked'; at: number }
  | { type: 'fetched'; summary: ChatsSummary; at: number; region?: string | undefined }
  | Failed;

/** Tells whether something goes on: the agent has chats, or somebody waits for one. */
const isBusy = ({ mine, queued, unassigned }: ChatsSummary): boolean => mine + queued + unassigned > 0;

/** Tells whether they were never asked for since they were turned on. */
export const areUnasked = ({ askedAt, known, trouble }: ChatsConnection): boolean =>
  askedAt === undefined && !known && !trouble;

/** Lists the failures in which no data centre has answered for itself. */
const ofNoRegion: readonly Failed['code'][] = [
  'offline',
  'not_allowed',
  'timeout',
  'network_login',
  'rate_limited',
];

/** Calculates it after an event. A failure costs no number, but the data centre that may have failed. */
export function nextChats(before: ChatsConnection, event: ChatsEvent): ChatsConnection {
  if (event.type === 'asked') return areUnasked(before) ? { ...before, askedAt: event.at } : before;
  const { region: last, ...chats } = before;
  if (event.type === 'failed') {
    const isKept = last !== undefined && ofNoRegion.includes(event.code);
    return { ...chats, trouble: troubleAfter(chats.trouble, event), ...(isKept && { region: last }) };
  }
  const { summary, at, region } = event;
  const busyAt = isBusy(summary) || !chats.known ? at : chats.known.busyAt;
  return {
    known: { summary, fetchedAt: at, ...(busyAt !== undefined && { busyAt }) },
    ...(region !== undefined && { region }),
  };
}
