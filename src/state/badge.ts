import { clock, plural, t } from '../i18n/index.ts';
import { badgeColors } from './badge-colors.ts';
import { shortCount } from './badge-text.ts';
import type { RefusalReason } from './connection.ts';
import type { Choices } from './settings.ts';
import type { ShownTrouble, View } from './view.ts';

/**
 * Describes the toolbar button: the badge's text and colours, and the button's title, which is for later: the first
 * number or time that a process writes in a language takes longer than a whole poll.
 */
export type Badge = { text: string; color: string; textColor: string; title(): string };

/** Says in words why the number could not be fetched, and since when. */
export const troubleText = ({ code, since }: ShownTrouble): string =>
  t(
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

/** Says in words that there are new sessions. */
export const newsText = (added: number, newest: string): string =>
  added === 1 ? t('new_session', newest) : plural('new_sessions', added);

/** Says in words why LiveChat no longer takes our tokens. */
export const refusalText = (reason: RefusalReason): string => t(`refusal_${reason}`);

/**
 * Decides what the toolbar button shows, and nothing else does. No two states differ by their colour alone: a number
 * is right, `4!` has something new in it, `4?` may be wrong; `!` wants a sign-in, `!!` a change of the app.
 *
 * @param choices.badgeForZero false hides a count of zero; not a stale one, which has to be marked
 */
export function badgeOf(view: View, { badgeForZero }: Pick<Choices, 'badgeForZero'>): Badge {
  switch (view.state) {
    case 'notConfigured':
      return { text: '', ...badgeColors.count, title: () => t('badge_set_up') };
    case 'signedOut':
      return { text: '', ...badgeColors.count, title: () => t('badge_signed_out') };
    case 'signingIn':
      return { text: '…', ...badgeColors.progress, title: () => t('badge_signing_in') };
    case 'loading':
      return { text: '…', ...badgeColors.progress, title: () => t('badge_loading') };
    case 'fresh':
      return {
        text: view.count === 0 && !badgeForZero ? '' : shortCount(view.count),
        ...badgeColors.count,
        title: () => t('badge_fresh', plural('active_sessions', view.count), clock(view.fetchedAt)),
      };
    case 'new':
      return {
        text: shortCount(view.count, '!'),
        ...badgeColors.alert,
        title: () => newsText(view.added, view.newest),
      };
    case 'stale':
      return {
        text: view.known ? shortCount(view.known.count, '?') : '?',
        ...badgeColors.stale,
        title: () =>
          view.known
            ? t(
                'badge_stale',
                plural('active_sessions', view.known.count),
                clock(view.known.fetchedAt),
                troubleText(view.trouble),
              )
            : t('badge_stale_unknown', troubleText(view.trouble)),
      };
    case 'refused':
      return {
        text: '!',
        ...badgeColors.warning,
        title: () => t('badge_refused', refusalText(view.reason)),
      };
    case 'scopeMissing':
      return { text: '!!', ...badgeColors.error, title: () => t('badge_scope_missing') };
  }
}
