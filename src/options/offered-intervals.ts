import type { Choices } from '../state/settings.ts';

type IntervalChoices = Pick<Choices, 'intervalSeconds' | 'minimumIntervalSeconds'>;

/** Lists the intervals on offer, in seconds; a policy or a file may set others. */
const usual = [30, 60, 120, 300, 900, 3600];

/**
 * Lists the intervals that the agent may choose from, in seconds, shortest first: none shorter than an administrator allows,
 * and the one in force, whoever set it.
 */
export const offeredIntervals = ({ intervalSeconds, minimumIntervalSeconds }: IntervalChoices): number[] =>
  offered(intervalSeconds === 'automatic' ? usual : [...usual, intervalSeconds], minimumIntervalSeconds);

const offered = (intervals: readonly number[], shortest: number): number[] =>
  [...new Set(intervals)].filter((seconds) => seconds >= shortest).sort((a, b) => a - b);

/** Lists the intervals of the chats on offer, in seconds. */
const usualOfChats = [30, 60, 120, 300];

/** Lists the intervals of the chats that the agent may choose from, in seconds, by the same rules. */
export const offeredChatsIntervals = ({
  chatsIntervalSeconds,
  minimumIntervalSeconds,
}: Pick<Choices, 'chatsIntervalSeconds' | 'minimumIntervalSeconds'>): number[] =>
  offered([...usualOfChats, chatsIntervalSeconds], minimumIntervalSeconds);

/**
 * Chooses the small print under the choice of the interval: the automatic pace, or the time away alone; nothing where an
 * administrator has made both untrue.
 */
export function aboutInterval({
  intervalSeconds,
  minimumIntervalSeconds,
}: IntervalChoices): 'automatic' | 'away' | undefined {
  const isAutomatic = intervalSeconds === 'automatic';
  const shortest = Math.max(minimumIntervalSeconds, isAutomatic ? 60 : intervalSeconds);
  if (isAutomatic && shortest === 60) return 'automatic';
  return shortest <= 15 * 60 ? 'away' : undefined;
}
