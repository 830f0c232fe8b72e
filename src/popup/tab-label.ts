import { number, t } from '../i18n/index.ts';
import { chatsNumber, unreadText } from '../state/chats-text.ts';
import type { ChatsView, View } from '../state/view.ts';

/** Describes what a tab says beside its name; each is empty where there is nothing to say. */
export type TabLabel = {
  /** The number: `5`, `300+`; `5?` where it may be wrong; `!` where there is none before something is done. */
  count: string;
  /** Asks for the agent: `2 unread`. */
  news: string;
};

/** Says that something has to be done, as the badge does. */
const needed: TabLabel = { count: '!', news: '' };

/** Writes a number that may not be known, or may be wrong. */
const countText = (count: string | undefined, isStale: boolean): string =>
  isStale ? `${count ?? ''}?` : (count ?? '');

/**
 * Says what the sessions' tab does.
 *
 * @param isAsked whether a new one waits for an answer
 */
export function sessionsLabel(view: View, isAsked: boolean): TabLabel {
  if (view.state === 'scopeMissing') return needed;
  const known = view.state === 'stale' ? view.known : 'count' in view ? view : undefined;
  return {
    count: countText(known && number(known.count), view.state === 'stale'),
    news: isAsked ? t('new_tag') : '',
  };
}

/** Says what the chats' tab does. */
export function chatsLabel(view: ChatsView): TabLabel {
  if (view.state === 'scopeMissing' || view.state === 'notAuthorized') return needed;
  const known = view.state === 'stale' ? view.known : 'summary' in view ? view : undefined;
  const summary = known?.summary;
  return {
    count: countText(summary && chatsNumber(summary.mine, summary), view.state === 'stale'),
    news: summary && summary.unread > 0 ? unreadText(summary) : '',
  };
}
