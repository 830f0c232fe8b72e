import type { ComponentChildren } from 'preact';
import { plural, t } from '../i18n/index.ts';
import './search-field.css';

type SearchFieldProps = {
  query: string;
  hits: number;
  onQuery(query: string): void;
  /** Ends what was found. */
  children: ComponentChildren;
};

/** Lets the agent search for a session, and says how many were found. */
export function SearchField({ query, hits, onQuery, children }: SearchFieldProps) {
  return (
    <search class="search">
      <input
        id="search"
        type="search"
        autocomplete="off"
        spellcheck={false}
        aria-label={t('search_sessions')}
        placeholder={t('search_hint')}
        value={query}
        onInput={({ currentTarget }) => onQuery(currentTarget.value)}
      />
      <p id="hits" role="status">
        {query && (hits > 0 ? plural('search_hits', hits) : t('search_none'))}
      </p>
      {children}
    </search>
  );
}
