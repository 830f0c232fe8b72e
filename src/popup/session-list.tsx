import { useLayoutEffect, useRef, useState } from 'preact/hooks';
import { number, t } from '../i18n/index.ts';
import { type Ending, isOpen } from '../state/endings.ts';
import type { Command } from '../state/protocol/commands.ts';
import type { ListedSession } from '../state/store/public-items.ts';
import { describeSession } from './describe-session.ts';
import { EndSeveral } from './end-several.tsx';
import { foldTwins } from './fold-twins.ts';
import { matchesSearch } from './matches-search.ts';
import { SearchField } from './search-field.tsx';
import { SessionRow } from './session-row.tsx';
import { TwinRow } from './twin-row.tsx';
import { useMarkSeen } from './use-mark-seen.ts';
import { useProgressiveCount } from './use-progressive-count.ts';
import { useStable } from './use-stable.ts';
import './session-list.css';

/** Sets from how many sessions on there is a search field. */
const searchableFrom = 8;

type SessionListProps = {
  sessions: ListedSession[];
  endings: readonly Ending[];
  /** Tells whether there are new sessions that nobody has looked at. */
  isAlert: boolean;
  /** Tells whether later sessions are marked as new. */
  marksNew: boolean;
  onCommand(command: Command): void;
};

const idOf = ({ session_id }: ListedSession): string => session_id;

const countNew = (some: readonly ListedSession[]): number => some.filter(({ isNew }) => isNew).length;

/** Shows the sessions in the order in which they are stored: this browser's first. */
export function SessionList({ sessions, endings, isAlert, marksNew, onCommand }: SessionListProps) {
  const [typed, setTyped] = useState('');
  /** Holds the IDs of the sessions whose row is open. */
  const [opened, setOpened] = useState<ReadonlySet<string>>(new Set());
  const list = useRef<HTMLDivElement>(null);
  const listed = useStable(sessions, idOf);
  const endingOf = new Map(endings.map((ending) => [ending.sessionId, ending]));
  const isOursKnown = listed.some(({ current }) => current);
  useKeptFocus(list);
  const rendered = useProgressiveCount(listed.length);
  const isSearchable = listed.length >= searchableFrom;
  const query = isSearchable ? typed.trim() : '';
  const found = query ? listed.filter((session) => matchesSearch(describeSession(session), query)) : listed;
  // Nobody sees what the search leaves out.
  useMarkSeen(isAlert && countNew(found) === countNew(listed));

  if (listed.length === 0) return <p class="empty">{t('sessions_empty')}</p>;
  const groups = [
    { title: t('group_here'), members: found.filter(({ current }) => current) },
    { title: t('group_elsewhere'), members: found.filter(({ current }) => !current) },
  ].filter(({ members }) => members.length > 0);
  const others = listed.filter(({ current }) => !current).length;
  // Nothing has been seen to arrive yet.
  const areAllBefore = others > 0 && listed.every(({ arrivedAt }) => arrivedAt === undefined);
  const hasTitles = groups.length > 1;
  const isEndable = ({ session_id, current }: ListedSession) => {
    const ending = endingOf.get(session_id);
    return !current && session_id !== '' && !(ending && isOpen(ending));
  };
  // Where LiveChat does not tell which session is ours, any of several may be it.
  const endableOf = (some: readonly ListedSession[]) => (isOursKnown ? some.filter(isEndable) : []);
  const end = (some: readonly ListedSession[]) =>
    onCommand({ type: 'endSessions', sessionIds: some.map(({ session_id }) => session_id) });
  const endable = query ? endableOf(found) : [];
  const toggle = (twins: readonly ListedSession[]) => {
    const next = new Set(opened);
    const isClosing = twins.some(({ session_id }) => next.has(session_id));
    for (const { session_id } of twins) isClosing ? next.delete(session_id) : next.add(session_id);
    setOpened(next);
  };
  const rowsOf = (members: ListedSession[]) =>
    foldTwins(members, {
      isBusy: ({ session_id }) => endingOf.has(session_id),
      isOpen: ({ session_id }) => opened.has(session_id),
    });

  const rowOf = (session: ListedSession, row: number) => (
    <SessionRow
      key={session.session_id || session.hash || row}
      session={session}
      isTagged={session.current && !hasTitles}
      ending={endingOf.get(session.session_id)}
      onCommand={onCommand}
    />
  );

  return (
    <>
      {isSearchable && (
        <SearchField query={typed} hits={found.length} onQuery={setTyped}>
          {endable.length > 1 && (
            <EndSeveral
              id="end-found"
              label={t('end_found', number(endable.length))}
              count={endable.length}
              onConfirm={() => end(endable)}
            />
          )}
        </SearchField>
      )}
      <section id="sessions" ref={list} tabIndex={-1} aria-label={t('sessions_title')}>
        {!isOursKnown && <p class="list-note">{t('current_unknown')}</p>}
        {areAllBefore && marksNew && <p class="list-note">{t('all_before_extension')}</p>}
        {groups.map(({ title, members }, index) => (
          <div key={title} class="group">
            {hasTitles && (
              <div class="group-head">
                <h2>{title}</h2>
                {index > 0 && others > 1 && !query && (
                  <EndSeveral
                    id="end-others"
                    label={t('end_others')}
                    count={others}
                    onConfirm={() => onCommand({ type: 'endOtherSessions' })}
                  />
                )}
              </div>
            )}
            <ul>
              {rowsOf(members)
                .slice(0, rendered)
                .map((each, index) =>
                  'session' in each ? (
                    rowOf(each.session, index)
                  ) : (
                    <TwinRow
                      key={each.look}
                      twins={each.twins}
                      endable={endableOf(each.twins).length}
                      onEnd={() => end(endableOf(each.twins))}
                      onToggle={() => toggle(each.twins)}
                    >
                      {each.twins.some(({ session_id }) => opened.has(session_id)) &&
                        each.twins.slice(0, rendered).map(rowOf)}
                    </TwinRow>
                  ),
                )}
            </ul>
          </div>
        ))}
      </section>
    </>
  );
}

/**
 * Keeps the focus where it was when what had it is gone: on the page, the keyboard would start over. Of the innermost row that is
 * still there, the button that only opens something takes it; the list, where no row is.
 */
function useKeptFocus(list: { current: HTMLElement | null }): void {
  // The page is still as it was before this rendering.
  const focused = document.activeElement;
  const rows: Element[] = [];
  for (let row = focused?.closest('li'); row; row = row.parentElement?.closest('li')) rows.push(row);
  useLayoutEffect(() => {
    if (focused?.isConnected !== false || document.activeElement !== document.body) return;
    const row = rows.find(({ isConnected }) => isConnected);
    (row?.querySelector<HTMLElement>('[aria-expanded]') ?? list.current)?.focus();
  });
}
