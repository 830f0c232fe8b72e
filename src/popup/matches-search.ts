import type { Description } from './describe-session.ts';

/**
 * Tells whether a session has every word that is searched for in its name, its device, its IP address or its
 * applications.
 */
export function matchesSearch({ ownName, name, ip, applications }: Description, query: string): boolean {
  const searched = [ownName, name, ip, applications].join('\n').toLowerCase();
  return query
    .toLowerCase()
    .split(/\s+/)
    .every((word) => searched.includes(word));
}
