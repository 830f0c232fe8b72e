import { clock, t } from '../i18n/index.ts';
import type { ListedSession } from '../state/store/public-items.ts';
import { describeSession } from './describe-session.ts';

/** Says whether a session is on this browser's network; empty where nobody can tell. */
export const networkText = ({ network }: ListedSession): string =>
  network ? t(network === 'same' ? 'same_network' : 'other_network') : '';

/** Says when a session was first seen, which may have begun before; empty for one that was there when we began to look. */
export const sinceText = ({ arrivedAt }: ListedSession): string =>
  arrivedAt === undefined ? '' : t('since', clock(arrivedAt));

/**
 * Lists what the row of a session says below its name: lines of words, none of them empty.
 *
 * @param since when it was first seen, in words; empty for several, of which each has its own time
 */
export function sessionLines(session: ListedSession, since = sinceText(session)): string[][] {
  const { ownName, name, ip, identity, applications } = describeSession(session);
  const network = networkText(session);
  // An IPv6 address is not to be cut, so it has a line of its own.
  const where = ip.length > 20 ? [[ip], [network]] : [[ip, network]];
  // No room for more: what else there is, the details tell.
  const how = since ? [since, identity || applications] : [identity, applications];
  return [[ownName && name], ...where, how]
    .map((words) => words.filter(Boolean))
    .filter((words) => words.length > 0);
}
