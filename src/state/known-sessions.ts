import * as v from 'valibot';
import type { Session } from '../livechat/session.ts';
import { timeSchema } from './number-schemas.ts';

/** Sets how long a session stays new after the agent has looked at it, without their answer, in milliseconds. */
const newFor = 24 * 60 * 60_000;

/** Sets how long a session that LiveChat lists no more is known, in milliseconds: it may be listed again. */
const keptFor = 30 * 24 * 60 * 60_000;

/** Sets how many sessions that LiveChat lists no more are known: more than anybody ends in that time. */
const mostKept = 300;

/** Sets how long the agent's name for a session may be, in characters. */
export const longestSessionName = 40;

/** Describes the agent's own name for a session. */
export const sessionNameSchema = () => v.pipe(v.string(), v.trim(), v.maxLength(longestSessionName));

/**
 * Describes the sessions that were there before, so that a new one is noticed, also after a restart and after LiveChat has
 * refused our tokens: salted SHA-256 hashes, never IDs or addresses. Times are in milliseconds since 1970.
 */
export const knownSessionsSchema = () =>
  v.object({
    /** Random, and another one after each sign-out. */
    salt: v.string(),
    /** LiveChat's ID of the account that these are of; absent until LiveChat has told it. */
    accountId: v.exactOptional(v.string()),
    /** The sign-in whose list they were last compared with. */
    signInId: v.exactOptional(timeSchema()),
    /** The time of that sign-in's first list. */
    firstListAt: v.exactOptional(timeSchema()),
    entries: v.array(
      v.object({
        hash: v.string(),
        /** The time of its arrival; absent for one that was there when we began to look. */
        arrivedAt: v.exactOptional(timeSchema()),
        /** The agent has not answered whether it is theirs. */
        new: v.exactOptional(v.literal(true)),
        /** The time of the agent's first look at it, of a new one; absent until then. */
        seenAt: v.exactOptional(timeSchema()),
        /** The agent's own name for it. */
        name: v.exactOptional(sessionNameSchema()),
        /** Since when LiveChat does not list it. */
        missingSince: v.exactOptional(timeSchema()),
      }),
    ),
  });
export type KnownSessions = v.InferOutput<ReturnType<typeof knownSessionsSchema>>;
type KnownSession = KnownSessions['entries'][number];

const base64 = (bytes: Uint8Array): string => btoa(String.fromCharCode(...bytes));

/** Generates the salt of an agent's hashes. */
export const generateSalt = (): string => base64(crypto.getRandomValues(new Uint8Array(16)));

/**
 * Tells by what each session of a list is recognized: its ID. One without a usable ID by how it looks, numbered among those that
 * look the same, or one that was there before would make all later ones known.
 */
export function identitiesOf(sessions: readonly Session[]): string[] {
  const alike = new Map<string, number>();
  return sessions.map(({ session_id, user_agent, identity_source, ip }) => {
    if (session_id) return session_id;
    // No ID begins with a bracket.
    const look = JSON.stringify([user_agent, identity_source, ip]);
    const number = alike.get(look) ?? 0;
    alike.set(look, number + 1);
    return look + number;
  });
}

/** Calculates what is kept of that by which a session is recognized. */
export async function hashOf(salt: string, identity: string): Promise<string> {
  const bytes = new TextEncoder().encode(`${salt} ${identity}`);
  return base64(new Uint8Array(await crypto.subtle.digest('SHA-256', bytes)));
}

/**
 * Tells whether a session is still new: until the agent answers, or for a day after they have looked at it, as they had the
 * time to. A clock that was set back ends nothing.
 */
const isStillNew = ({ new: isNew, seenAt }: KnownSession, now: number): boolean =>
  isNew === true && (seenAt === undefined || now - seenAt < newFor);

/** Makes a session one that is not new. */
const notNew = ({ new: _, seenAt: __, ...entry }: KnownSession): KnownSession => entry;

/** Drops what LiveChat has not listed for a month, and the longest missing of too many. */
function withoutLongMissing(missing: readonly KnownSession[], now: number): KnownSession[] {
  return missing
    .filter(({ missingSince = now }) => now - missingSince < keptFor)
    .toSorted((a, b) => (b.missingSince ?? now) - (a.missingSince ?? now))
    .slice(0, mostKept);
}

/**
 * Compares LiveChat's list with the known sessions: what was not there before is new. The first list has nothing new, nor
 * is the session of our own sign-in ever new. What is missing from the list stays known for a while, as it was: it may be
 * listed again.
 *
 * @param known those before this list; absent for an agent's first one
 * @param listed LiveChat's list
 * @param now milliseconds since 1970
 * @param marks whether to mark what is new
 * @returns first the listed ones, in their order; then the missing ones
 */
export function afterList(
  known: KnownSessions | undefined,
  listed: readonly { hash: string; current: boolean }[],
  { salt, signInId, now, marks }: { salt: string; signInId: number; now: number; marks: boolean },
): KnownSessions {
  const before = new Map(known?.entries.map((entry) => [entry.hash, entry]));
  const here = listed.map(({ hash, current }): KnownSession => {
    const arrived: KnownSession = known ? { hash, arrivedAt: now, new: true } : { hash };
    const { missingSince: _, ...entry } = before.get(hash) ?? arrived;
    return marks && !current && isStillNew(entry, now) ? entry : notNew(entry);
  });
  const hashes = new Set(listed.map(({ hash }) => hash));
  const missing = (known?.entries ?? [])
    .filter(({ hash }) => !hashes.has(hash))
    .map((entry) => ({ missingSince: now, ...entry }));
  const isFirst = known?.signInId !== signInId;
  return {
    salt,
    signInId,
    firstListAt: (isFirst ? undefined : known.firstListAt) ?? now,
    ...(known?.accountId !== undefined && { accountId: known.accountId }),
    entries: [...here, ...withoutLongMissing(missing, now)],
  };
}

/** Tells whether the agent has not looked at a new session yet. */
export const isUnseen = ({ new: isNew, seenAt, missingSince }: KnownSession): boolean =>
  isNew === true && seenAt === undefined && missingSince === undefined;

/** Notes that the agent has looked at the list. What is new stays so until they answer. */
export const afterLook = (known: KnownSessions, now: number): KnownSessions => ({
  ...known,
  entries: known.entries.map((entry) => (isUnseen(entry) ? { ...entry, seenAt: now } : entry)),
});

/** Changes what is known of one session; the others stay as they are. */
const withEntry = (
  known: KnownSessions,
  hash: string,
  change: (entry: KnownSession) => KnownSession,
): KnownSessions => ({
  ...known,
  entries: known.entries.map((entry) => (entry.hash === hash ? change(entry) : entry)),
});

/** Drops a session that has ended for good: listed again, it is a new one. */
export const withoutEntry = (known: KnownSessions, hash: string): KnownSessions => ({
  ...known,
  entries: known.entries.filter((entry) => entry.hash !== hash),
});

/** Notes that the agent knows a session: it is new no more. */
export const withConfirmed = (known: KnownSessions, hash: string): KnownSessions =>
  withEntry(known, hash, notNew);

/** Gives a session the agent's own name for it; an empty one removes it. */
export const withName = (known: KnownSessions, hash: string, name: string): KnownSessions =>
  withEntry(known, hash, ({ name: _, ...entry }) => ({ ...entry, ...(name && { name }) }));

/**
 * Tells whose the known sessions are, once LiveChat has told who has signed in. Those of another account say nothing about this
 * one's: only what this sign-in's lists have brought is left, its first list as a first list.
 */
export function ofAccount(
  known: KnownSessions,
  accountId: string,
  signInId: number,
): KnownSessions | undefined {
  if ((known.accountId ?? accountId) === accountId) return { ...known, accountId };
  if (known.signInId !== signInId) return undefined;
  const { firstListAt = Number.POSITIVE_INFINITY } = known;
  const listed = known.entries.filter(
    ({ missingSince = Number.POSITIVE_INFINITY }) => missingSince > firstListAt,
  );
  return {
    ...known,
    accountId,
    entries: listed.map((entry) => {
      const { arrivedAt = firstListAt, ...first } = notNew(entry);
      return arrivedAt > firstListAt ? entry : first;
    }),
  };
}
