import type { ChatsConnection } from './chats-connection.ts';
import { isAway, type Presence } from './presence.ts';
import type { Pace } from './schedule.ts';
import type { Choices } from './settings.ts';

const minute = 60_000;

/** Lists how often LiveChat is asked for chats at least, by the time for which nothing has gone on, in milliseconds. */
const steps = [
  { until: 10 * minute, interval: 0 },
  { until: 30 * minute, interval: 3 * minute },
  { until: Number.POSITIVE_INFINITY, interval: 5 * minute },
] as const;

/** Sets how often the alarm goes off while the agent is away, when nobody is asked for chats, in milliseconds. */
const pausedInterval = 60 * minute;

/** Describes what the pace of the chats is decided from. */
export type ChatsCircumstances = {
  choices: Pick<Choices, 'chatsIntervalSeconds'>;
  chats?: ChatsConnection | undefined;
  presence?: Presence | undefined;
};

/**
 * Decides how often LiveChat is asked for chats now; nothing else does. At the chosen interval while the agent is at the
 * computer and has chats, or somebody waits for one, and for a while after that, after the agent's return, or a start of the
 * browser; longer step by step while there are none. Not while the agent is away.
 *
 * @param now milliseconds since 1970
 */
export function chatsPaceOf({ choices, chats, presence }: ChatsCircumstances, now: number): Pace {
  const newFor = choices.chatsIntervalSeconds * 1000;
  if (isAway(presence))
    return { interval: Math.max(newFor, pausedInterval), newFor, isPaused: true, isAutomatic: true };
  const events = [chats?.known?.busyAt, presence?.begunAt, presence?.since].filter(
    (at) => at !== undefined && at <= now,
  ) as number[];
  const quietFor = now - Math.max(...events, Number.NEGATIVE_INFINITY);
  const step = steps.find(({ until }) => quietFor < until) ?? steps[0];
  return { interval: Math.max(newFor, step.interval), newFor, isPaused: false, isAutomatic: true };
}
