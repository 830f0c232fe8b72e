import * as v from 'valibot';
import { timeSchema } from './number-schemas.ts';

/** Sets how long an absence is after which the agent's return counts as a beginning, in milliseconds. */
const longAbsence = 30 * 60_000;

/** Describes whether somebody is at the computer, as the browser tells it. Times are in milliseconds since 1970. */
export const presenceSchema = () =>
  v.object({
    state: v.picklist(['active', 'idle', 'locked']),
    /** Since when they are there, or are not; absent where the extension did not see it begin. */
    since: v.exactOptional(timeSchema()),
    /** The time at which the browser started, or the agent was back after a long absence. */
    begunAt: v.exactOptional(timeSchema()),
  });
export type Presence = v.InferOutput<ReturnType<typeof presenceSchema>>;

/** Tells whether nobody is at the computer; somebody is, as long as nothing was told. */
export const isAway = (presence: Presence | undefined): presence is Presence & { state: 'idle' | 'locked' } =>
  presence !== undefined && presence.state !== 'active';

/** Makes the presence at a start of the browser. */
export const presenceAtStart = (state: Presence['state'], now: number): Presence => ({
  state,
  ...(state !== 'active' && { since: now }),
  begunAt: now,
});

/**
 * Calculates the presence after the browser has told of it. A screen that is locked, too, after a while without mouse and
 * keyboard, makes no new absence.
 *
 * @param before absent where nothing was told since the start of the browser
 * @param now milliseconds since 1970
 */
export function nextPresence(
  before: Presence | undefined,
  state: Presence['state'],
  now: number,
): Presence | undefined {
  const wasAway = isAway(before);
  if (wasAway === (state !== 'active')) return before && { ...before, state };
  const absence = wasAway && before.since !== undefined ? now - before.since : 0;
  const begunAt = absence >= longAbsence ? now : before?.begunAt;
  return { state, since: now, ...(begunAt !== undefined && { begunAt }) };
}
