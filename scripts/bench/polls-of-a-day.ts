import type { Connection } from '../../src/state/connection.ts';
import { paceOf } from '../../src/state/schedule.ts';
import type { Choices } from '../../src/state/settings.ts';

const hour = 3_600_000;

/** Lists when the sessions change on a day of eight hours that begins at zero, in milliseconds. */
const changes = [2 * hour, 4 * hour, 6 * hour];

/** Counts the polls of an agent's day: eight hours at the computer, the browser started with it, three changes of the sessions. */
export function pollsOfADay(intervalSeconds: Choices['intervalSeconds']): number {
  const choices = { intervalSeconds, minimumIntervalSeconds: 30 };
  const begunAt = Date.parse('2026-11-23T09:00:00Z');
  const presence = { state: 'active', since: begunAt, begunAt } as const;
  let polls = 0;
  for (let time = 0; time < 8 * hour; polls += 1) {
    const now = begunAt + time;
    const changedAt = changes
      .filter((at) => at <= time)
      .map((at) => begunAt + at)
      .at(-1);
    const connection: Connection = {
      status: 'signedIn',
      signInId: begunAt - 24 * hour,
      known: { count: 3, fetchedAt: now, ...(changedAt && { changedAt }) },
    };
    time += paceOf({ choices, connection, presence }, now).interval;
  }
  return polls;
}
