import { useRef } from 'preact/hooks';
import type { ListedSession } from '../state/store/public-items.ts';

/** Returns the sessions, where it can as the objects of the last time: storage gives new ones even for the same. */
export function useStable(sessions: ListedSession[]): ListedSession[] {
  const last = useRef({ given: sessions, stable: sessions });
  if (last.current.given !== sessions) {
    const previousById = new Map(last.current.stable.map((session) => [session.session_id, session]));
    const stable = sessions.map((session) => {
      const previous = previousById.get(session.session_id);
      return previous && JSON.stringify(previous) === JSON.stringify(session) ? previous : session;
    });
    last.current = { given: sessions, stable };
  }
  return last.current.stable;
}
