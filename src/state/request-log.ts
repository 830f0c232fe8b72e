import * as v from 'valibot';
import { type RequestKind, requestKindSchema } from '../livechat/count-requests.ts';
import { countSchema } from './number-schemas.ts';
import { type Choices, intervalSchema, intervalSettingSchema, shortestInterval } from './settings.ts';

const day = 24 * 60 * 60_000;

/** Sets for how many days requests are counted, and how many a month has. */
const keptDays = 30;

/** Sets from how many whole days on the agent's own count tells more than an estimate: a week has weekends. */
const tellingDays = 7;

/** Lists the kinds of requests that LiveChat does not charge for: its pages are no API. */
const free: readonly RequestKind[] = ['status', 'tests'];

/** Describes a day, counted since 1970. */
const dateSchema = () => v.pipe(v.number(), v.safeInteger());

/** Describes the stored item of how many requests went out, by day and kind: for the settings page alone. */
export const requestsItem = {
  area: 'local',
  forgottenAt: 'never',
  schema: () =>
    v.object({
      days: v.array(
        v.object({
          date: dateSchema(),
          counts: v.object(v.entriesFromList(requestKindSchema().options, v.exactOptional(countSchema()))),
        }),
      ),
      /** The last choice of all that decides how often LiveChat is asked, and its day. */
      chosen: v.exactOptional(
        v.object({
          interval: intervalSettingSchema(),
          /** The shortest interval, in seconds, where an administrator has set one. */
          minimum: v.exactOptional(intervalSchema()),
          /** The interval of the chats, in seconds, while they are shown. */
          chats: v.exactOptional(intervalSchema()),
          date: dateSchema(),
        }),
      ),
    }),
} as const;
export type RequestLog = v.InferOutput<ReturnType<typeof requestsItem.schema>>;

/** Tells the day of a time, in milliseconds since 1970. */
const dateOf = (at: number): number => Math.floor(at / day);

/** Chooses the days that count: the last thirty. One that another clock told is none. */
const recent = ({ days }: RequestLog, now: number): RequestLog['days'] =>
  days.filter(({ date }) => date <= dateOf(now) && date > dateOf(now) - keptDays);

/** Adds requests to the log, on the day of now, and drops what is older than a month. */
export function withRequests(
  log: RequestLog = { days: [] },
  kinds: readonly RequestKind[],
  now: number,
): RequestLog {
  const date = dateOf(now);
  const days = recent(log, now);
  const counts = { ...days.find((each) => each.date === date)?.counts };
  for (const kind of kinds) counts[kind] = (counts[kind] ?? 0) + 1;
  return { ...log, days: [...days.filter((each) => each.date !== date), { date, counts }] };
}

/** Names all settings that decide how often LiveChat is asked. */
export type PaceChoices = Pick<
  Choices,
  'intervalSeconds' | 'minimumIntervalSeconds' | 'chats' | 'chatsIntervalSeconds'
>;

type Chosen = NonNullable<RequestLog['chosen']>;

const chosenOf = (choices: PaceChoices): Omit<Chosen, 'date'> => ({
  interval: choices.intervalSeconds,
  ...(choices.minimumIntervalSeconds !== shortestInterval && { minimum: choices.minimumIntervalSeconds }),
  ...(choices.chats && { chats: choices.chatsIntervalSeconds }),
});

/** Tells whether what was noted is what is chosen now. */
function isChosen(chosen: Chosen, choices: PaceChoices): boolean {
  const { interval, minimum, chats } = chosenOf(choices);
  return chosen.interval === interval && chosen.minimum === minimum && chosen.chats === chats;
}

/**
 * Notes what is chosen: what was counted with another choice says nothing of this one. Before anything is counted, there is
 * nothing to note.
 */
export const withChosen = (
  log: RequestLog | undefined,
  choices: PaceChoices,
  now: number,
): RequestLog | undefined =>
  !log || (log.chosen && isChosen(log.chosen, choices))
    ? log
    : { ...log, chosen: { ...chosenOf(choices), date: dateOf(now) } };

/** Counts the requests of a day that LiveChat charges for. */
const charged = ({ counts }: RequestLog['days'][number]): number =>
  requestKindSchema().options.reduce(
    (sum, kind) => (free.includes(kind) ? sum : sum + (counts[kind] ?? 0)),
    0,
  );

const workdays = 22;

/** Sets how long the agent is at the computer in a month, in minutes: eight hours a day, 50 minutes of each are breaks. */
const minutesThere = workdays * (8 * 60 - 50);

/**
 * Estimates how many requests for sessions and tokens an interval means in a month of workdays; the computer stays on at
 * night. The month that a test lives comes to the same.
 */
function estimateSessions({ intervalSeconds, minimumIntervalSeconds }: PaceChoices): number {
  const minutesAway = keptDays * 24 * 60 - minutesThere;
  const renewals = 2 * workdays;
  const minutes = (intervalSeconds === 'automatic' ? 1 : intervalSeconds / 60) || 1;
  const quick = Math.max(minutes, minimumIntervalSeconds / 60);
  if (intervalSeconds !== 'automatic')
    return minutesThere / quick + minutesAway / Math.max(15, quick) + renewals;
  const slow = Math.max(5, quick);
  // About 40 minutes a day are after changes, starts and returns; each day ends with some requests until it is quiet.
  const lively = workdays * 40 * (1 / quick - 1 / slow);
  const away = workdays * 6;
  return minutesThere / slow + lively + away + renewals;
}

/** Estimates how many requests for chats come to that: at the interval, as an agent has some all day, but not in breaks. */
const estimateChats = ({ chats, chatsIntervalSeconds }: PaceChoices): number =>
  chats ? minutesThere / (chatsIntervalSeconds / 60) : 0;

/** Rounds to two digits: nobody knows more of a month to come. */
const rounded = (count: number): number => Number(count.toPrecision(2));

/**
 * Tells about how many requests a month LiveChat charges for, of sessions and chats together, with the chosen intervals: by
 * what was counted since they were chosen, as far as that is a week; else by an estimate.
 *
 * @param now milliseconds since 1970
 */
export function requestsPerMonth(log: RequestLog | undefined, choices: PaceChoices, now: number): number {
  const estimated = rounded(estimateSessions(choices) + estimateChats(choices));
  if (!log || (log.chosen && !isChosen(log.chosen, choices))) return estimated;
  const today = dateOf(now);
  const isWhole = ({ date }: { date: number }) => date < today && date > (log.chosen?.date ?? -Infinity);
  const days = recent(log, now).filter(isWhole);
  // The first day began with the installation.
  const first = Math.min(...days.map(({ date }) => date));
  const count = today - first;
  if (days.length === 0 || count < tellingDays) return estimated;
  return rounded((days.reduce((sum, each) => sum + charged(each), 0) * keptDays) / count);
}
