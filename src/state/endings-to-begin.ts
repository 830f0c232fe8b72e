import type { Session } from '../livechat/session.ts';
import { type Ending, undoTime } from './endings.ts';
import { sessionsOf } from './snapshot.ts';
import type { Stored } from './store/background-store.ts';

/**
 * Decides which endings a press begins, each of a listed session.
 *
 * @param pressed what the agent has pressed
 * @param isMeant whether that is about a session
 * @param now milliseconds since 1970
 */
export function endingsToBegin(
  pressed: Ending['of'],
  list: Pick<Stored, 'snapshot' | 'moreSessions'>,
  isMeant: (session: Session) => boolean,
  now: number,
): Ending[] {
  const sessions = sessionsOf(list) ?? [];
  // Where LiveChat does not tell which session is ours, any other one may be it.
  if (pressed === 'others' && !sessions.some(({ current }) => current)) return [];
  const meant = sessions.filter(isMeant);
  // Our own session stays if another one must: signed out, the agent could do nothing about that.
  const whyOursStays = meant.some(({ session_id }) => session_id === '')
    ? 'no_id'
    : pressed === 'all' && list.snapshot?.unlisted
      ? 'unlisted'
      : undefined;
  return meant.map(({ session_id, current }) => {
    const dueAt = pressed === 'one' && !current ? now + undoTime : now;
    const whyNot = session_id === '' ? 'no_id' : current ? whyOursStays : undefined;
    return { sessionId: session_id, of: pressed, current, state: whyNot ?? 'waiting', dueAt };
  });
}
