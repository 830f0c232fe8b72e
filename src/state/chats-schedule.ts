import type { ChatsConnection } from './chats-connection.ts';
import { isAway, type Presence } from './presence.ts';
import { isUnreached, latestOf, type Pace } from './schedule.ts';
import type { Choices } from './settings.ts';

const minute = 60_000;

/** Sets how often LiveChat is asked for chats at least while there have been none for long, in milliseconds. */
const calmest = 5 * minute;

/**
 * Lists how often it is asked before that at least, by the time that has passed since there was one, in milliseconds. Two of
 * the longer interval are the calmest one, of the sessions, too: one alarm serves both.
 */
const steps = [
  { until: 10 * minute, interval: 0 },
  { until: 30 * minute, interval: calmest / 2 },
] as const;

/** Describes what the pace of the chats is decided from. */
export type ChatsCircumstances = {
  choices: Pick<Choices, 'chatsIntervalSeconds'>;
  chats?: ChatsConnection | undefined;
  presence?: Presence | undefined;
};

/**
 * Decides how often LiveChat is asked for chats now; nothing else does. At the chosen interval while the agent is at the
 * computer and has chats, or somebody waits for one, and for a while after that, after the first look for chats, the agent's
 * return, or a start of the browser; and as long as the network is not there, as nobody is asked. Longer step by step while
 * there are none. Not while the agent is away: then its interval only says from when on the number is old.
 *
 * @param now milliseconds since 1970
 */
export function chatsPaceOf({ choices, chats, presence }: ChatsCircumstances, now: number): Pace {
  const newFor = choices.chatsIntervalSeconds * 1000;
  const slowest = Math.max(newFor, calmest);
  if (isAway(presence)) return { interval: slowest, newFor, isPaused: true, isAutomatic: true };
  const { known, trouble } = chats ?? {};
  const returnedAt = latestOf([presence?.begunAt, presence?.since], now);
  const eventAt = latestOf([known ? known.busyAt : (trouble?.since ?? now), returnedAt], now);
  const quiet = eventAt === undefined ? Number.POSITIVE_INFINITY : now - eventAt;
  const step = isUnreached(trouble) ? 0 : (steps.find(({ until }) => quiet < until)?.interval ?? calmest);
  return {
    interval: Math.max(newFor, step),
    newFor,
    isPaused: false,
    isAutomatic: true,
    ...(returnedAt !== undefined && { quickened: { at: returnedAt, from: slowest } }),
  };
}
