import * as v from 'valibot';
import { timeSchema } from './number-schemas.ts';

/**
 * Describes the sessions that were there before, so that a new one is noticed, also after a restart: salted SHA-256
 * hashes, never IDs or addresses. Times are in milliseconds since 1970.
 */
export const knownSessionsSchema = v.object({
  /** Random, and another one at each sign-in. */
  salt: v.string(),
  entries: v.array(
    v.object({
      hash: v.string(),
      firstSeen: timeSchema,
      /** The agent has not looked at it yet. */
      new: v.exactOptional(v.literal(true)),
    }),
  ),
});
export type KnownSessions = v.InferOutput<typeof knownSessionsSchema>;

const base64 = (bytes: Uint8Array): string => btoa(String.fromCharCode(...bytes));

/** Generates the salt of a sign-in's hashes. */
export const generateSalt = (): string => base64(crypto.getRandomValues(new Uint8Array(16)));

/** Calculates what is kept of a session's ID. */
export async function hashOf(salt: string, sessionId: string): Promise<string> {
  const bytes = new TextEncoder().encode(`${salt} ${sessionId}`);
  return base64(new Uint8Array(await crypto.subtle.digest('SHA-256', bytes)));
}

/**
 * Calculates the known sessions after LiveChat's list: what is gone is forgotten, and what was not there before is
 * new. The first list after a sign-in has nothing new, nor is the session of our own sign-in ever new.
 *
 * @param known those before this list; absent for the first one
 * @param listed LiveChat's list
 * @param now milliseconds since 1970
 * @param marks whether to mark what is new
 */
export function afterList(
  known: KnownSessions | undefined,
  listed: readonly { hash: string; current: boolean }[],
  { salt, now, marks }: { salt: string; now: number; marks: boolean },
): KnownSessions {
  const before = new Map(known?.entries.map((entry) => [entry.hash, entry]));
  const entries = listed.map(({ hash, current }) => {
    const { firstSeen = now, new: isNew = known !== undefined && !before.has(hash) } = before.get(hash) ?? {};
    return { hash, firstSeen, ...(isNew && marks && !current && { new: true as const }) };
  });
  return { salt, entries };
}

/** Marks the known sessions as looked at by the agent. */
export const lookedAt = ({ salt, entries }: KnownSessions): KnownSessions => ({
  salt,
  entries: entries.map(({ hash, firstSeen }) => ({ hash, firstSeen })),
});
