import { device } from '../i18n/device.ts';
import { deviceName } from '../i18n/device-name.ts';
import type { Session } from '../livechat/session.ts';
import type { ConnectionEvent } from '../state/connection.ts';
import { withoutJustEnded } from '../state/just-ended.ts';
import { afterList, generateSalt, hashOf, identitiesOf, isUnseen } from '../state/known-sessions.ts';
import { compareNetworks } from '../state/network.ts';
import { snapshotOf } from '../state/snapshot.ts';
import { type Changes, type ListedSession, read } from '../state/store/background-store.ts';
import { currentChoices } from '../state/store/current-choices.ts';

/** Describes LiveChat's list, each session with the salted hash by which it is recognized. */
export type HashedList = { sessions: readonly (Session & { hash: string })[]; salt: string };

/** Calculates the hashes by which sessions are recognized. Takes its time with a long list, so not with the agent's lock. */
export async function hashSessions(listed: readonly Session[], salt = generateSalt()): Promise<HashedList> {
  const identities = identitiesOf(listed);
  const sessions = await Promise.all(
    listed.map(async (session, index) => ({ ...session, hash: await hashOf(salt, identities[index] ?? '') })),
  );
  return { sessions, salt };
}

/** Describes what a list of LiveChat's brings: that it came, what to store, and the sessions that were not noticed before. */
export type News = { event: ConnectionEvent; changes: Changes; added: ListedSession[] };

/**
 * Compares LiveChat's list with the known sessions. Only within `withAgentLock`: the agent may look at them meanwhile.
 *
 * @param at when LiveChat told it, in milliseconds since 1970
 * @param signInId the sign-in that it was told to
 */
export async function recognize({ sessions, salt }: HashedList, at: number, signInId: number): Promise<News> {
  const [{ knownSessions: before, alert, storageFailure, silentRenewal, justEnded }, { alerts }] =
    await Promise.all([
      read('knownSessions', 'alert', 'storageFailure', 'silentRenewal', 'justEnded'),
      currentChoices(),
    ]);
  // Not before: one that ends while LiveChat tells its list would come back as a new one.
  const here = withoutJustEnded(sessions, justEnded, at);
  const after = afterList(before, here, { salt, signInId, now: at, marks: alerts });
  const isKnown = new Set(before?.entries.map(({ hash }) => hash));
  const lastListed = before?.entries.filter(({ missingSince }) => missingSince === undefined);
  const hashes = new Set(here.map(({ hash }) => hash));
  const areOthers =
    lastListed !== undefined &&
    (lastListed.length !== here.length || lastListed.some(({ hash }) => !hashes.has(hash)));
  const own = here.find(({ current }) => current);
  const listed = here.map(({ hash, ...session }, index): ListedSession => {
    const { arrivedAt, new: isNew, name } = after.entries[index] ?? {};
    const network = own && !session.current ? compareNetworks(session.ip, own.ip) : undefined;
    return {
      ...session,
      ...(!session.session_id && { hash }),
      ...(arrivedAt !== undefined && { arrivedAt }),
      ...(isNew && { isNew }),
      ...(network && { network }),
      ...(name && { name }),
    };
  });
  const unseen = listed.filter((_, index) => isUnseen(after.entries[index] ?? { hash: '' }));
  const newest = unseen.toSorted((a, b) => (a.arrivedAt ?? 0) - (b.arrivedAt ?? 0)).at(-1);
  return {
    event: { type: 'fetched', count: here.length, at, areOthers },
    added: listed.filter(({ isNew }, index) => isNew && !isKnown.has(here[index]?.hash ?? '')),
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
