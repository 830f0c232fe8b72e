import { useEffect, useRef, useState } from 'preact/hooks';
import { t } from '../i18n/index.ts';
import { type Ending, isOpen } from '../state/endings.ts';
import { failureOf } from '../state/endings-result.ts';
import type { Command } from '../state/protocol/commands.ts';
import { send } from '../state/protocol/messages.ts';
import type { ListedSession } from '../state/store/public-items.ts';
import { describeSession } from './describe-session.ts';
import { EndOthers } from './end-others.tsx';
import { firstPaint } from './first-paint.ts';
import { matchesSearch } from './matches-search.ts';
import { SearchField } from './search-field.tsx';
import { SessionRow } from './session-row.tsx';
import { useProgressiveCount } from './use-progressive-count.ts';
import { useStable } from './use-stable.ts';
import { whenFocused } from './when-focused.ts';
import './session-list.css';

/** Sets from how many sessions on there is a search field. */
const searchableFrom = 8;

type SessionListProps = {
  sessions: ListedSession[];
  endings: readonly Ending[];
  onCommand(command: Command): void;
};

/** Shows the sessions: this browser's first, then the new ones. */
export function SessionList({ sessions, endings, onCommand }: SessionListProps) {
  const [typed, setTyped] = useState('');
  const list = useRef<HTMLDivElement>(null);
  const stable = useStable(sessions);
  const endingOf = new Map(endings.map((ending) => [ending.sessionId, ending]));
  const listed = stable.filter(({ session_id }) => endingOf.get(session_id)?.state !== 'ended');
  const isOursKnown = listed.some(({ current }) => current);
  const isNew = useNewSessions(stable);
  useKeptFocus(list, listed.length);
  const rendered = useProgressiveCount(listed.length);

  if (listed.length === 0) return <p class="empty">{t('sessions_empty')}</p>;
  const isSearchable = listed.length >= searchableFrom;
  const query = isSearchable ? typed.trim() : '';
  const found = query ? listed.filter((session) => matchesSearch(describeSession(session), query)) : listed;
  // A mark that has to be scrolled to is no alert.
  const newFirst = (some: ListedSession[]) => some.toSorted((a, b) => Number(isNew(b)) - Number(isNew(a)));
  const groups = [
    { title: t('group_here'), members: found.filter(({ current }) => current) },
    { title: t('group_elsewhere'), members: newFirst(found.filter(({ current }) => !current)) },
  ].filter(({ members }) => members.length > 0);
  const others = listed.filter(({ current }) => !current).length;
  const hasTitles = groups.length > 1;

  return (
    <>
      {isSearchable && <SearchField query={typed} hits={found.length} onQuery={setTyped} />}
      <section id="sessions" ref={list} tabIndex={-1} aria-label={t('sessions_title')}>
        {!isOursKnown && <p class="list-note">{t('current_unknown')}</p>}
        {groups.map(({ title, members }, index) => (
          <div key={title} class="group">
            {hasTitles && (
              <div class="group-head">
                <h2>{title}</h2>
                {index > 0 && others > 1 && !query && (
                  <EndOthers count={others} onConfirm={() => onCommand({ type: 'endOtherSessions' })} />
                )}
              </div>
            )}
            <ul>
              {members.slice(0, rendered).map((session, row) => {
                const ending = endingOf.get(session.session_id);
                return (
                  <SessionRow
                    key={session.session_id || row}
                    session={session}
                    isNew={isNew(session)}
                    isTagged={session.current && !hasTitles}
                    ending={progressOf(ending)}
                    failure={ending && failureOf(ending)}
                    isAlert={ending?.of === 'one'}
                    onCommand={onCommand}
                  />
                );
              })}
            </ul>
          </div>
        ))}
      </section>
    </>
  );
}

function progressOf(ending: Ending | undefined): 'undoable' | 'sent' | undefined {
  if (!ending || !isOpen(ending)) return undefined;
  return ending.state === 'waiting' && ending.of === 'one' && !ending.current ? 'undoable' : 'sent';
}

/**
 * Tells the background that new sessions were looked at, once they were painted and somebody was there. Here they stay
 * marked.
 */
function useNewSessions(sessions: ListedSession[]) {
  const marked = useRef(new Set<string>());
  const fresh = sessions.filter(({ isNew }) => isNew).map(({ session_id }) => session_id);
  for (const id of fresh) marked.current.add(id);
  useEffect(() => {
    // What is not marked now is marked the next time.
    if (fresh.length === 0) return;
    firstPaint()
      .then(whenFocused)
      .then(() => send({ type: 'markSeen' }))
      .catch(() => undefined);
  }, [fresh.join()]);
  return ({ session_id }: ListedSession) => marked.current.has(session_id);
}

/** Gives the list the focus when the row that had it is gone: on the page, the keyboard would start over. */
function useKeptFocus(list: { current: HTMLElement | null }, rows: number): void {
  const previousRows = useRef(rows);
  useEffect(() => {
    const isLost = rows < previousRows.current && document.activeElement === document.body;
    previousRows.current = rows;
    if (isLost) list.current?.focus();
  }, [rows]);
}
