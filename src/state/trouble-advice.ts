import { clock, t } from '../i18n/index.ts';
import { troubleText } from './badge.ts';
import { toldAs } from './told-as.ts';
import type { ShownTrouble } from './view.ts';

function stepText(code: ShownTrouble['code']): string {
  const told = toldAs(code);
  switch (told) {
    case 'rate_limited':
    case 'server_error':
      return t('advice_wait');
    case 'insufficient_scope':
      return t('scope_missing_about');
    default:
      return t(`advice_${told}`);
  }
}

/** Says what the agent can do about a trouble, and when LiveChat is asked again by itself. */
export function adviceText({ code, nextTryAt }: Pick<ShownTrouble, 'code' | 'nextTryAt'>): string {
  const advice = stepText(code);
  // What the browser forbids, no further try changes.
  if (code === 'not_allowed' || nextTryAt === undefined) return advice;
  return `${advice} ${t('tries_again', clock(nextTryAt))}`;
}

/**
 * Says in sentences what the trouble is, and what comes next; the style makes the first letter a capital.
 *
 * @param ofChats it is that of the chats, which have a permission of their own
 */
export const troubleNoticeText = (trouble: ShownTrouble, ofChats = false): string =>
  `${troubleText(trouble, ofChats)}. ${adviceText(trouble)}`;
