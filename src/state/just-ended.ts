import * as v from 'valibot';
import type { Session } from '../livechat/session.ts';
import { timeSchema } from './number-schemas.ts';

/** Limits the time for which LiveChat's list may still have a session that LiveChat has ended, in milliseconds. */
const lingersFor = 60_000;

/** Describes the sessions that LiveChat has just ended for us. `endedAt` is in milliseconds since 1970. */
export const justEndedSchema = () => v.array(v.object({ sessionId: v.string(), endedAt: timeSchema() }));
type JustEnded = v.InferOutput<ReturnType<typeof justEndedSchema>>;

const recent = (ended: JustEnded | undefined, now: number): JustEnded =>
  (ended ?? []).filter(({ endedAt }) => Math.abs(now - endedAt) < lingersFor);

/** Adds a session that LiveChat has ended, and drops those of long ago. */
export const withJustEnded = (ended: JustEnded | undefined, sessionId: string, now: number): JustEnded => [
  ...recent(ended, now),
  { sessionId, endedAt: now },
];

/** Takes out of LiveChat's list what LiveChat has said that it has ended: the list may be a moment behind. */
export function withoutJustEnded<S extends Session>(
  listed: readonly S[],
  ended: JustEnded | undefined,
  now: number,
): S[] {
  const gone = new Set(recent(ended, now).map(({ sessionId }) => sessionId));
  return listed.filter(({ session_id }) => !gone.has(session_id));
}
