import { device } from '../i18n/device.ts';
import { deviceName } from '../i18n/device-name.ts';
import type { Session } from '../livechat/session.ts';
import { afterList, generateSalt, hashOf, isUnseen } from '../state/known-sessions.ts';
import { compareNetworks } from '../state/network.ts';
import { snapshotOf } from '../state/snapshot.ts';
import { type Changes, type ListedSession, read } from '../state/store/background-store.ts';
import { currentChoices } from '../state/store/current-choices.ts';

/** Describes LiveChat's list with a salted hash of each session's ID, in the same order. */
export type HashedList = { sessions: readonly Session[]; salt: string; hashes: readonly string[] };

/** Calculates the hashes by which sessions are recognized. Takes its time with a long list, so not with the agent's lock. */
export async function hashSessions(sessions: readonly Session[]): Promise<HashedList> {
  const { knownSessions } = await read('knownSessions');
  const salt = knownSessions?.salt ?? generateSalt();
  const hashes = await Promise.all(sessions.map(({ session_id }) => hashOf(salt, session_id)));
  return { sessions, salt, hashes };
}

/**
 * Describes what a list of LiveChat's brings: what to store, the sessions that were not noticed before, and whether they
 * are others than in the last list.
 */
export type News = { changes: Changes; added: ListedSession[]; areOthers: boolean };

/**
 * Compares LiveChat's list with the known sessions. Only within `withAgentLock`: the agent may look at them meanwhile.
 *
 * @param at when LiveChat told it, in milliseconds since 1970
 * @param signInId the sign-in that it was told to
 */
export async function recognize(
  { sessions, salt, hashes }: HashedList,
  at: number,
  signInId: number,
): Promise<News> {
  const [{ knownSessions: before, alert, storageFailure, silentRenewal }, { alerts }] = await Promise.all([
    read('knownSessions', 'alert', 'storageFailure', 'silentRenewal'),
    currentChoices(),
  ]);
  const hashed = sessions.map(({ current }, index) => ({ hash: hashes[index] ?? '', current }));
  const after = afterList(before, hashed, { salt, signInId, now: at, marks: alerts });
  const isKnown = new Set(before?.entries.map(({ hash }) => hash));
  const lastListed = before?.entries.filter(({ missingSince }) => missingSince === undefined);
  const isSame =
    lastListed?.length === hashed.length && lastListed.every(({ hash }) => hashes.includes(hash));
  const own = sessions.find(({ current }) => current);
  const listed = sessions.map((session, index): ListedSession => {
    const { arrivedAt, new: isNew, name } = after.entries[index] ?? {};
    const network = own && session !== own ? compareNetworks(session.ip, own.ip) : undefined;
    return {
      ...session,
      ...(arrivedAt !== undefined && { arrivedAt }),
      ...(isNew && { isNew }),
      ...(network && { network }),
      ...(name && { name }),
    };
  });
  const unseen = listed.filter((_, index) => isUnseen(after.entries[index] ?? { hash: '' }));
  const newest = unseen.toSorted((a, b) => (a.arrivedAt ?? 0) - (b.arrivedAt ?? 0)).at(-1);
  return {
    areOthers: before !== undefined && !isSame,
    added: listed.filter(({ isNew }, index) => isNew && !isKnown.has(hashes[index] ?? '')),
    changes: {
      ...snapshotOf(listed, at),
      knownSessions: after,
      // To remove what is not there would be a change, too, at each poll.
      ...(newest
        ? { alert: { count: unseen.length, newest: deviceName(device(newest.user_agent)) } }
        : alert && { alert: null }),
      ...(storageFailure && { storageFailure: null }),
      // There is a good token again: what was in vain is no reason to wait at the end of that one.
      ...(silentRenewal && { silentRenewal: null }),
    },
  };
}
