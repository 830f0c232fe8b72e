import { type Ending, type EndingFailure, isOpen } from './endings.ts';

/** Limits the time for which the outcome of an ending is shown, in milliseconds. */
const shownFor = 5 * 60_000;

/** Selects the endings worth showing: the open ones, and for a while what came of the others. */
export const endingsToShow = (endings: readonly Ending[] | undefined, now: number): Ending[] =>
  (endings ?? []).filter((each) => isOpen(each) || Math.abs(now - each.dueAt) < shownFor);

/** Describes what came of the endings that one press has begun. `reason`: why not all of them were ended. */
export type EndingsResult = { total: number; ended: number; reason?: EndingFailure };

/** Sums up the ending of several sessions at once; nothing while one of them is open. */
export function endingsResult(endings: readonly Ending[]): EndingsResult | undefined {
  const several = endings.filter(({ of }) => of !== 'one');
  if (several.length === 0 || several.some(isOpen)) return undefined;
  const reason = several.map(failureOf).find(Boolean);
  return {
    total: several.length,
    ended: several.filter(({ state }) => state === 'ended').length,
    ...(reason && { reason }),
  };
}

/** Tells why a session was not ended, if it was to be. */
export function failureOf({ state }: Ending): EndingFailure | undefined {
  return state === 'waiting' || state === 'sent' || state === 'ended' ? undefined : state;
}
