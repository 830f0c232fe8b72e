import { device } from '../i18n/device.ts';
import { deviceName } from '../i18n/device-name.ts';
import type { Session } from '../livechat/session.ts';
import { afterList, generateSalt, hashOf } from '../state/known-sessions.ts';
import { snapshotOf } from '../state/snapshot.ts';
import { type Changes, type ListedSession, read } from '../state/store/background-store.ts';
import { currentChoices } from '../state/store/current-choices.ts';

/**
 * Compares LiveChat's list with the known sessions. What takes its time is done when the promise resolves.
 *
 * @param at when LiveChat told it, in milliseconds since 1970
 * @returns what to store, to be called with the agent's lock; and then, which sessions were noticed by that as new
 */
export async function recognize(
  sessions: readonly Session[],
  at: number,
): Promise<{ changes: () => Promise<Changes>; added: () => ListedSession[] }> {
  const { knownSessions } = await read('knownSessions');
  const salt = knownSessions?.salt ?? generateSalt();
  const hashed = await Promise.all(
    sessions.map(async ({ session_id, current }) => ({ hash: await hashOf(salt, session_id), current })),
  );
  let added: ListedSession[] = [];

  async function changes(): Promise<Changes> {
    // Read again: the agent may have looked at them meanwhile.
    const [{ knownSessions: before, alert, storageFailure, silentRenewal }, { alerts }] = await Promise.all([
      read('knownSessions', 'alert', 'storageFailure', 'silentRenewal'),
      currentChoices(),
    ]);
    const after = afterList(before, hashed, { salt, now: at, marks: alerts });
    const isKnown = new Set(before?.entries.map(({ hash }) => hash));
    const listed = sessions.map((session, index): ListedSession => {
      const { firstSeen = at, new: isNew } = after.entries[index] ?? {};
      return { ...session, firstSeen, ...(isNew && { isNew }) };
    });
    added = listed.filter(({ isNew }, index) => isNew && !isKnown.has(hashed[index]?.hash ?? ''));
    const news = listed.filter(({ isNew }) => isNew);
    const newest = news.sort((a, b) => (a.firstSeen ?? 0) - (b.firstSeen ?? 0)).at(-1);
    return {
      ...snapshotOf(listed, at),
      knownSessions: after,
      // To remove what is not there would be a change, too, at each poll.
      ...(newest
        ? { alert: { count: news.length, newest: deviceName(device(newest.user_agent)) } }
        : alert && { alert: null }),
      ...(storageFailure && { storageFailure: null }),
      // There is a good token again: what was in vain is no reason to wait at the end of that one.
      ...(silentRenewal && { silentRenewal: null }),
    };
  }
  return { changes, added: () => added };
}
