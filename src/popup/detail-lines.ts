import { t } from '../i18n/index.ts';
import { sanitizeText } from '../i18n/sanitize-text.ts';
import type { ListedSession } from '../state/store/public-items.ts';
import { describeSession } from './describe-session.ts';
import { networkText, sinceText } from './session-lines.ts';

/** Limits how much of a user agent is shown, in characters: all that LiveChat's answer is cut to. */
const longestUserAgent = 2_048;

/** Describes a detail of a session: what it is, and what is known. */
export type Detail = { label: string; value: string };

/** Lists all that is known of a session, fit to be shown; nothing of what is not known. */
export function detailLines(session: ListedSession): Detail[] {
  const { name, ip, way, applications } = describeSession(session);
  // Our own began with a sign-in of ours, which may have been the first thing that we saw.
  const isBefore = session.arrivedAt === undefined && !session.current;
  return [
    { label: t('detail_device'), value: name },
    { label: t('detail_user_agent'), value: sanitizeText(session.user_agent, longestUserAgent) },
    { label: t('detail_applications'), value: applications },
    { label: t('detail_way'), value: way },
    { label: t('detail_ip'), value: ip },
    { label: t('detail_network'), value: networkText(session) },
    { label: t('detail_when'), value: isBefore ? t('before_extension') : sinceText(session) },
  ].filter(({ value }) => value !== '');
}

/** Writes the details of a session as plain text, for whoever helps the agent. */
export const textForIt = (session: ListedSession): string =>
  detailLines(session)
    .map(({ label, value }) => `${label}: ${value}`)
    .join('\n');
