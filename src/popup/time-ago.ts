import { clock, relativeTime } from '../i18n/index.ts';

const second = 1_000;
const minute = 60 * second;
const hour = 60 * minute;

/** Says how long ago something was, in words as precise as they are true; above an hour, when it was. */
export function timeAgo(at: number, now: number): string {
  const age = Math.max(0, now - at);
  if (age >= hour) return clock(at);
  return age < minute
    ? relativeTime(Math.floor(age / second), 'second')
    : relativeTime(Math.floor(age / minute), 'minute');
}
