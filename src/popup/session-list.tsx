import { useEffect, useRef } from 'preact/hooks';
import type { Session } from '../livechat/session.ts';
import { text } from '../text/index.ts';
import { SessionRow } from './session-row.tsx';

/** The sessions, this browser's first. */
export function SessionList({ sessions }: { sessions: Session[] }) {
  const list = useRef<HTMLUListElement>(null);
  // A list that scrolls must be reachable by keyboard; one that fits would only be in the way.
  useEffect(() => {
    const element = list.current;
    if (!element) return;
    if (element.scrollHeight > element.clientHeight) element.tabIndex = 0;
    else element.removeAttribute('tabindex');
  }, [sessions]);

  if (sessions.length === 0) return <p class="empty">{text('sessions_empty')}</p>;
  const currentFirst = [...sessions].sort((a, b) => Number(b.current) - Number(a.current));
  return (
    <ul id="sessions" ref={list} aria-label={text('sessions_title')}>
      {currentFirst.map((session) => (
        <SessionRow key={session.session_id} session={session} />
      ))}
    </ul>
  );
}
