import { type Ending, undoTime } from '../state/endings.ts';

/** Describes how much of the time to undo an ending is left, in milliseconds, and whether it stands still. */
export type TimeToUndo = { left: number; isStill: boolean };

/**
 * Calculates how much of the time to undo is left. It stands still only as long as somebody says again that they are at
 * "Undo": after that it runs, though it is stored as held.
 *
 * @param now milliseconds since 1970
 */
export function timeToUndo({ dueAt, heldWith }: Pick<Ending, 'dueAt' | 'heldWith'>, now: number): TimeToUndo {
  const untilDue = Math.min(Math.max(0, dueAt - now), heldWith ?? undoTime);
  return { left: untilDue, isStill: untilDue === heldWith };
}
