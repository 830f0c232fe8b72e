import * as v from 'valibot';
import { type LiveChatErrorCode, liveChatErrorCodes } from '../livechat/error.ts';
import { countSchema, timeSchema } from './number-schemas.ts';

/** Sets the time for which an ending can be undone before its request goes out, in milliseconds. */
export const undoTime = 10_000;

/**
 * Sets the time for which an ending stands still while the agent is at its "Undo", in milliseconds, unless the popup says again
 * that they are: a popup may go without a word.
 */
export const holdTime = 15_000;

/** Sets for how long an ending can be held since the first time, in milliseconds: nobody is meant to forget one. */
export const longestHold = 120_000;

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
export const endingSchema = () =>
  v.object({
    sessionId: v.string(),
    /** The button that the agent pressed: the end of this session, of several that they have chosen, of all others, or of all. */
    of: v.picklist(['one', 'several', 'others', 'all']),
    /** Our own session: its end signs us out, so it is the last one. */
    current: v.boolean(),
    state: v.picklist(['waiting', 'sent', 'ended', 'no_id', 'no_current', 'unlisted', ...liveChatErrorCodes]),
    dueAt: timeSchema(),
    /** The agent says that it is not theirs. */
    isStranger: v.exactOptional(v.literal(true)),
    /** The place where the agent pressed, if not in the popup: there they hear of it if it fails. */
    from: v.exactOptional(v.literal('notification')),
    /** The time to undo that is left of one that stands still, in milliseconds. */
    heldWith: v.exactOptional(countSchema()),
    /** The time from which on it goes on, whoever holds it; absent before anybody has. */
    heldUntil: v.exactOptional(timeSchema()),
  });
export type Ending = v.InferOutput<ReturnType<typeof endingSchema>>;

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
 * Adds endings, and drops those that are over: what came of them was told. Of a stranger's session, what is to be done is told
 * further on. The end of our own session signs us out, so none can be undone that is to come before it.
 */
export function withEndings(endings: readonly Ending[] = [], added: readonly Ending[]): Ending[] {
  const isIn = (list: readonly Ending[], { sessionId }: Ending) =>
    list.some((each) => each.sessionId === sessionId);
  const strangers = endings.filter(({ isStranger }) => isStranger);
  const kept = endings
    .filter(
      (each) =>
        each.state === 'sent' || ((each.state === 'waiting' || each.isStranger) && !isIn(added, each)),
    )
    // No more one of several, whose result is told.
    .map((each): Ending => (isOpen(each) ? each : { ...each, of: 'one' }));
  const all = [
    ...kept,
    ...added
      .filter((each) => !isIn(kept, each))
      .map((each): Ending => (isIn(strangers, each) ? { ...each, isStranger: true } : each)),
  ];
  const own = all.find(({ current }) => current);
  if (!own) return all;
  return all.map(({ heldWith: _, ...each }) => ({ ...each, dueAt: Math.min(each.dueAt, own.dueAt) }));
}

/** Drops an ending that the agent has thought better of. Its request must not be on its way. */
export const withoutWaiting = (endings: readonly Ending[], sessionId: string): Ending[] =>
  endings.filter((each) => each.sessionId !== sessionId || each.state !== 'waiting' || each.of !== 'one');

/** Changes the waiting ending of one session, which can be undone; the others stay as they are. */
const withUndoable = (
  endings: readonly Ending[],
  sessionId: string,
  change: (ending: Ending) => Ending,
): Ending[] =>
  endings.map((each) =>
    each.sessionId === sessionId && each.state === 'waiting' && each.of === 'one' ? change(each) : each,
  );

/**
 * Lets an ending stand still for a while: the agent is at its "Undo". Once that has been long enough, it goes on with the time
 * that it had left. One that our own session waits for goes on, as nothing may be left to undo then.
 */
export function withHeld(endings: readonly Ending[], sessionId: string, now: number): Ending[] {
  if (endings.some((each) => each.current && isOpen(each))) return [...endings];
  return withUndoable(endings, sessionId, (each) => {
    const { heldUntil = now + longestHold } = each;
    if (now >= heldUntil) return each;
    const { heldWith = Math.min(undoTime, Math.max(0, each.dueAt - now)) } = each;
    return { ...each, heldWith, heldUntil, dueAt: Math.min(now + holdTime, heldUntil + heldWith) };
  });
}

/** Lets an ending go on that stood still, with the time that it had left. */
export const withReleased = (endings: readonly Ending[], sessionId: string, now: number): Ending[] =>
  withUndoable(endings, sessionId, ({ heldWith, ...each }) =>
    heldWith === undefined ? each : { ...each, dueAt: Math.min(now, each.heldUntil ?? now) + heldWith },
  );

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
  // A time much further off than any hold was told by a clock that has been set back since, by more than a correction.
  const isDue = ({ state, dueAt }: Ending) =>
    state === 'sent' || (state === 'waiting' && (dueAt <= now || dueAt > now + 2 * holdTime));
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
