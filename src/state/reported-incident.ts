import { config } from '../config/index.ts';
import type { ServiceStatus } from '../livechat/service-status.ts';
import type { ShownTrouble } from './view.ts';

/** Lists the troubles that are nobody's but the browser's, or the network's in between. */
const notLiveChats: readonly ShownTrouble['code'][] = [
  'not_allowed',
  'paused',
  'storage_failed',
  'storage_unreadable',
  'network_login',
];

/** Describes what LiveChat's status page tells: text from outside, and where to read more. */
export type ReportedIncident = { name: string; link: string };

/**
 * Finds what LiveChat's status page tells of a trouble: the first incident, or that something is wrong; nothing where
 * all is well there, and of a trouble that LiveChat cannot be the cause of.
 */
export function reportedIncident(
  { code }: Pick<ShownTrouble, 'code'>,
  status: ServiceStatus | null | undefined,
): ReportedIncident | undefined {
  if (!status || notLiveChats.includes(code)) return undefined;
  const [incident] = status.incidents;
  if (incident) return { name: incident.name, link: incident.shortlink ?? config.statusUrl };
  const { indicator, description } = status.status;
  return indicator === 'none' ? undefined : { name: description, link: config.statusUrl };
}
