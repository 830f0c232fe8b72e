import * as v from 'valibot';
import { type LiveChatErrorCode, liveChatErrorCodes } from '../livechat/error.ts';
import { timeSchema } from './number-schemas.ts';

/** Sets the time for which an ending can be undone before its request goes out, in milliseconds. */
export const undoTime = 5_000;

/**
 * Describes a session that the agent wants ended. Times are in milliseconds since 1970.
 *
 * - `waiting` its request goes out at `dueAt`; until then it can be undone
 * - `sent` the request is on its way; found again by a later service worker, its answer was lost
 * - `ended` LiveChat has ended it, or knew it no more
 * - why it was not ended: an error code, `no_id` where LiveChat does not tell its ID, or `no_current` where all were
 *   to be ended and LiveChat does not tell which one is ours, or `unlisted` where that one stays as there are more
 *   sessions than are stored
 */
export const endingSchema = v.object({
  sessionId: v.string(),
  /** The button that the agent pressed: the end of this session, of all others, or of all. */
  of: v.picklist(['one', 'others', 'all']),
  /** Our own session: its end signs us out, so it is the last one. */
  current: v.boolean(),
  state: v.picklist(['waiting', 'sent', 'ended', 'no_id', 'no_current', 'unlisted', ...liveChatErrorCodes]),
  dueAt: timeSchema,
});
export type Ending = v.InferOutput<typeof endingSchema>;

/** Names the reasons why a session was not ended. */
export type EndingFailure = LiveChatErrorCode | 'no_id' | 'no_current' | 'unlisted';

/** Lists the failures that the next session would meet as well: the rest is left alone. */
const stopping: readonly Ending['state'][] = [
  'rate_limited',
  'insufficient_scope',
  'unauthorized',
  'offline',
  'timeout',
];

/** Tells whether an ending is still to come, or on its way. */
export const isOpen = ({ state }: Ending): boolean => state === 'waiting' || state === 'sent';

/**
 * Adds endings, and drops those that are over: what came of them was told. The end of our own session signs us out, so
 * none can be undone that is to come before it.
 */
export function withEndings(endings: readonly Ending[] | undefined, added: readonly Ending[]): Ending[] {
  const isIn = (list: readonly Ending[], { sessionId }: Ending) =>
    list.some((each) => each.sessionId === sessionId);
  const kept = (endings ?? []).filter(
    (each) => each.state === 'sent' || (each.state === 'waiting' && !isIn(added, each)),
  );
  const all = [...kept, ...added.filter((each) => !isIn(kept, each))];
  const own = all.find(({ current }) => current);
  return own ? all.map((each) => ({ ...each, dueAt: Math.min(each.dueAt, own.dueAt) })) : all;
}

/** Drops an ending that the agent has thought better of. Its request must not be on its way. */
export const withoutWaiting = (endings: readonly Ending[], sessionId: string): Ending[] =>
  endings.filter((each) => each.sessionId !== sessionId || each.state !== 'waiting' || each.of !== 'one');

/**
 * Chooses the ending whose request goes out next, if one is due: our own session's when no other one is left.
 *
 * @param underWay whose requests this service worker has sent and awaits
 * @param now milliseconds since 1970
 */
export function nextEnding(
  endings: readonly Ending[],
  underWay: ReadonlySet<string>,
  now: number,
): Ending | undefined {
  // A time further off than that was told by a clock that has been set back since.
  const isDue = ({ state, dueAt }: Ending) =>
    state === 'sent' || (state === 'waiting' && (dueAt <= now || dueAt > now + undoTime));
  const due = endings.filter((each) => isDue(each) && !underWay.has(each.sessionId));
  const isOwnLast = endings.every((each) => each.current || !isOpen(each));
  return due.find(({ current }) => !current) ?? (isOwnLast ? due[0] : undefined);
}

/**
 * Calculates the endings after LiveChat's answer to one. What would fail in the same way counts as failed, and our own
 * session stays if another could not be ended: signed out, the agent could not try again.
 */
export function afterAnswer(
  endings: readonly Ending[],
  answered: Ending,
  state: 'ended' | LiveChatErrorCode,
): Ending[] {
  const isDropped = (each: Ending) =>
    each.state === 'waiting' &&
    state !== 'ended' &&
    (each.current || (each.of === answered.of && each.of !== 'one' && stopping.includes(state)));
  return endings.map((each) =>
    each.sessionId === answered.sessionId || isDropped(each) ? { ...each, state } : each,
  );
}
