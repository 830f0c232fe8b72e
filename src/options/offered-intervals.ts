import type { Choices } from '../state/settings.ts';

/** Lists the intervals on offer, in seconds; a policy or a file may set others. */
const usual = [30, 60, 120, 300, 900, 3600];

/**
 * Lists the intervals that the agent may choose from, in seconds, shortest first: none shorter than an administrator allows,
 * and the one in force, whoever set it.
 */
export const offeredIntervals = ({
  intervalSeconds,
  minimumIntervalSeconds,
}: Pick<Choices, 'intervalSeconds' | 'minimumIntervalSeconds'>): number[] =>
  [...new Set(intervalSeconds === 'automatic' ? usual : [...usual, intervalSeconds])]
    .filter((seconds) => seconds >= minimumIntervalSeconds)
    .sort((a, b) => a - b);
