import { clock, plural, text } from '../text/index.ts';
import type { RefusalReason } from './connection.ts';
import type { Choices } from './settings.ts';
import type { ShownTrouble, View } from './view.ts';

/**
 * What the toolbar button shows: the badge's text and colour, and the button's title, which is for later: the first
 * number or time that a process writes in a language takes longer than a whole poll.
 */
export type Badge = { text: string; color: string; title(): string };

/** Dark enough for the white text that the browser puts on them. */
const colors = {
  count: '#1f6feb',
  alert: '#b3146b',
  stale: '#6b7280',
  progress: '#6b7280',
  warning: '#b45309',
  error: '#c62828',
};

/** A count as the badge has room for it. */
const short = (count: number) => (count > 99 ? '99+' : String(count));

/** Why the number could not be fetched, and since when, in words. */
export const troubleText = ({ code, since }: ShownTrouble): string =>
  text(
    (
      {
        offline: 'trouble_offline',
        not_allowed: 'trouble_not_allowed',
        paused: 'trouble_paused',
        storage_failed: 'trouble_storage_failed',
        storage_unreadable: 'trouble_storage_unreadable',
        timeout: 'trouble_timeout',
        rate_limited: 'trouble_rate_limited',
        server_error: 'trouble_server_error',
        unexpected_answer: 'trouble_unexpected_answer',
        network_login: 'trouble_network_login',
        unauthorized: 'trouble_unauthorized',
        grant_refused: 'trouble_unauthorized',
        access_denied: 'trouble_access_denied',
        not_found: 'trouble_invalid_request',
        invalid_request: 'trouble_invalid_request',
        insufficient_scope: 'badge_scope_missing',
      } as const
    )[code],
    clock(since),
  );

/** That there are new sessions, in words. */
export const newsText = (added: number, newest: string): string =>
  added === 1 ? text('new_session', newest) : plural('new_sessions', added);

/** Why LiveChat no longer takes our tokens, in words. */
export const refusalText = (reason: RefusalReason): string => text(`refusal_${reason}`);

/**
 * The one place that decides what the toolbar button shows.
 *
 * @param choices.badgeForZero false hides a count of zero; not a stale one, which has to be marked
 */
export function badgeOf(view: View, { badgeForZero }: Pick<Choices, 'badgeForZero'>): Badge {
  switch (view.state) {
    case 'notConfigured':
      return { text: '', color: colors.count, title: () => text('badge_set_up') };
    case 'signedOut':
      return { text: '', color: colors.count, title: () => text('badge_signed_out') };
    case 'signingIn':
      return { text: '…', color: colors.progress, title: () => text('badge_signing_in') };
    case 'loading':
      return { text: '…', color: colors.progress, title: () => text('badge_loading') };
    case 'fresh':
      return {
        text: view.count === 0 && !badgeForZero ? '' : short(view.count),
        color: colors.count,
        title: () => text('badge_fresh', plural('active_sessions', view.count), clock(view.fetchedAt)),
      };
    case 'new':
      return { text: short(view.count), color: colors.alert, title: () => newsText(view.added, view.newest) };
    case 'stale':
      return {
        text: view.known ? short(view.known.count) : '?',
        color: colors.stale,
        title: () =>
          view.known
            ? text(
                'badge_stale',
                plural('active_sessions', view.known.count),
                clock(view.known.fetchedAt),
                troubleText(view.trouble),
              )
            : text('badge_stale_unknown', troubleText(view.trouble)),
      };
    case 'refused':
      return {
        text: '!',
        color: colors.warning,
        title: () => text('badge_refused', refusalText(view.reason)),
      };
    case 'scopeMissing':
      return { text: '!', color: colors.error, title: () => text('badge_scope_missing') };
  }
}
