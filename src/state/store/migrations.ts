import browser from 'webextension-polyfill';
import { callStorage } from './storage.ts';

type Items = Record<string, unknown>;

/**
 * Lists the steps that turn the `local` items of one version into those of the next, oldest first: the first turns
 * version 0, which carried no number, into version 1. Items of other versions are anybody's guess, so these take
 * nothing for granted.
 */
const migrations: readonly ((items: Items) => Items)[] = [
  // 2026-11-22: a trouble knows its last failure, too; until then, its first one is the best guess.
  (items) => {
    const connection = items['connection'] as { trouble?: { since?: unknown; at?: unknown } } | undefined;
    const trouble = connection?.trouble;
    return trouble ? { connection: { ...connection, trouble: { at: trouble.since, ...trouble } } } : {};
  },
  // 2026-11-25: the sign-in's own `since` is called `signInId`, as that of its trouble is a time and no identity.
  (items) => {
    const connection = items['connection'] as { since?: unknown } | undefined;
    if (connection?.since === undefined) return {};
    const { since, ...others } = connection;
    return { connection: { signInId: since, ...others } };
  },
  // 2026-11-25: known sessions say whose they are, and of those that were seen to come, when. Others had the first list's time.
  (items) => {
    const known = items['knownSessions'] as { entries?: unknown } | undefined;
    const agent = items['agent'] as { accountId?: unknown } | undefined;
    if (!Array.isArray(known?.entries)) return {};
    const entries = known.entries.map((entry: { firstSeen?: number } | null) => ({ ...entry }));
    const first = Math.min(...entries.map(({ firstSeen = Number.POSITIVE_INFINITY }) => firstSeen));
    return {
      knownSessions: {
        ...known,
        ...(agent?.accountId !== undefined && { accountId: agent.accountId }),
        entries: entries.map(({ firstSeen, ...entry }) =>
          firstSeen === first ? entry : { arrivedAt: firstSeen, ...entry },
        ),
      },
    };
  },
];

/** Names the version that this build reads and writes. */
export const currentVersion = migrations.length;

/**
 * Brings what is stored to the current version. A newer version's items stay as they are: going back to an older
 * build must not destroy them.
 *
 * @returns whether there was anything to do
 * @throws StorageError
 */
export async function migrate(): Promise<boolean> {
  const items: Items = await callStorage('read', () => browser.storage.local.get());
  const stored = items['version'];
  const version = typeof stored === 'number' ? stored : 0;
  if (version >= currentVersion) return false;
  let migrated = items;
  for (const step of migrations.slice(version)) migrated = { ...migrated, ...step(migrated) };
  await callStorage('write', () => browser.storage.local.set({ ...migrated, version: currentVersion }));
  return true;
}
