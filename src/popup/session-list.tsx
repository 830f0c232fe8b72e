import { useEffect, useRef, useState } from 'preact/hooks';
import { t } from '../i18n/index.ts';
import type { Ending } from '../state/endings.ts';
import type { Command } from '../state/protocol/commands.ts';
import type { ListedSession } from '../state/store/public-items.ts';
import { describeSession } from './describe-session.ts';
import { EndOthers } from './end-others.tsx';
import { matchesSearch } from './matches-search.ts';
import { SearchField } from './search-field.tsx';
import { SessionRow } from './session-row.tsx';
import { useProgressiveCount } from './use-progressive-count.ts';
import { useStable } from './use-stable.ts';
import './session-list.css';

/** Sets from how many sessions on there is a search field. */
const searchableFrom = 8;

type SessionListProps = {
  sessions: ListedSession[];
  endings: readonly Ending[];
  /** Tells whether later sessions are marked as new. */
  marksNew: boolean;
  onCommand(command: Command): void;
};

/** Shows the sessions in the order in which they are stored: this browser's first. */
export function SessionList({ sessions, endings, marksNew, onCommand }: SessionListProps) {
  const [typed, setTyped] = useState('');
  const list = useRef<HTMLDivElement>(null);
  const stable = useStable(sessions);
  const endingOf = new Map(endings.map((ending) => [ending.sessionId, ending]));
  const listed = stable.filter(({ session_id }) => endingOf.get(session_id)?.state !== 'ended');
  const isOursKnown = listed.some(({ current }) => current);
  useKeptFocus(list, listed.length);
  const rendered = useProgressiveCount(listed.length);

  if (listed.length === 0) return <p class="empty">{t('sessions_empty')}</p>;
  const isSearchable = listed.length >= searchableFrom;
  const query = isSearchable ? typed.trim() : '';
  const found = query ? listed.filter((session) => matchesSearch(describeSession(session), query)) : listed;
  const groups = [
    { title: t('group_here'), members: found.filter(({ current }) => current) },
    { title: t('group_elsewhere'), members: found.filter(({ current }) => !current) },
  ].filter(({ members }) => members.length > 0);
  const others = listed.filter(({ current }) => !current).length;
  // Nothing has been seen to arrive yet.
  const areAllBefore = others > 0 && stable.every(({ arrivedAt }) => arrivedAt === undefined);
  const hasTitles = groups.length > 1;

  return (
    <>
      {isSearchable && <SearchField query={typed} hits={found.length} onQuery={setTyped} />}
      <section id="sessions" ref={list} tabIndex={-1} aria-label={t('sessions_title')}>
        {!isOursKnown && <p class="list-note">{t('current_unknown')}</p>}
        {areAllBefore && marksNew && <p class="list-note">{t('all_before_extension')}</p>}
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
              {members.slice(0, rendered).map((session, row) => (
                <SessionRow
                  key={session.session_id || row}
                  session={session}
                  isTagged={session.current && !hasTitles}
                  ending={endingOf.get(session.session_id)}
                  onCommand={onCommand}
                />
              ))}
            </ul>
          </div>
        ))}
      </section>
    </>
  );
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
