import browser from 'webextension-polyfill';
import { badgeOf } from '../state/badge.ts';
import { lastingSince } from '../state/connection.ts';
import { isQuietAt } from '../state/quiet.ts';
import { choicesOf } from '../state/settings.ts';
import { read, type Stored, write } from '../state/store/background-store.ts';
import { StorageError } from '../state/store/storage.ts';
import { chatsViewKeys, chatsViewOf, type View, viewKeys, viewOf } from '../state/view.ts';
import { attempt } from './attempt.ts';

type StorageFailure = NonNullable<Stored['storageFailure']>;

/** Lists the items that the toolbar button shows. */
export const badgeKeys = [...viewKeys, ...chatsViewKeys, 'quietUntil'] as const;

/**
 * Shows on the toolbar button what is stored. Where the browser does not tell that, the button shows that nothing is known;
 * it is never a reason to fail.
 */
export async function showBadge(): Promise<void> {
  const now = Date.now();
  let stored: Pick<Stored, (typeof badgeKeys)[number]> = {};
  let view: View;
  try {
    // What could not be stored is known to this service worker alone.
    stored = { ...(await read(...badgeKeys)), ...(unstored && { storageFailure: unstored }) };
    unreadableSince = undefined;
    view = viewOf(stored, now);
  } catch (error) {
    if (!(error instanceof StorageError)) throw error;
    unreadableSince ??= now;
    view = { state: 'stale', trouble: { code: 'storage_unreadable', since: unreadableSince } };
  }
  const { text, color, textColor, title } = badgeOf(
    view,
    chatsViewOf(stored, now),
    choicesOf(stored.settings, stored.managed),
    isQuietAt(now, stored.quietUntil) ? stored.quietUntil : undefined,
  );
  // One that a browser does not take costs the others nothing, and no poll.
  await Promise.all([
    attempt(() => browser.action.setBadgeText({ text })),
    attempt(() => browser.action.setBadgeBackgroundColor({ color })),
    attempt(() => browser.action.setBadgeTextColor({ color: textColor })),
  ]);
  await attempt(() => browser.action.setTitle({ title: title() }));
}

/** Remembers since when this service worker has not been able to read what is stored; in milliseconds since 1970. */
let unreadableSince: number | undefined;

/** A failure that could not be stored either. */
let unstored: StorageFailure | undefined;

/** Marks the number: what LiveChat told of it is not stored. */
export async function showStorageFailure({ operation }: StorageError): Promise<void> {
  const at = Date.now();
  const code = operation === 'read' ? 'storage_unreadable' : 'storage_failed';
  const before = unstored ?? (await read('storageFailure').catch(() => undefined))?.storageFailure;
  unstored = { code, since: lastingSince<StorageFailure['code']>(before, { code, at }), at };
  // In memory, there may be room.
  await write({ storageFailure: unstored }).then(
    () => {
      unstored = undefined;
    },
    () => undefined,
  );
  await showBadge();
}

/** Forgets a failure that could not be stored either: since then, something was. */
export async function forgetStorageFailure(): Promise<void> {
  if (!unstored) return;
  unstored = undefined;
  await showBadge();
}

/**
 * Makes a listener, or a task that nobody waits for, put up with storage that fails: the badge tells of it, and the next
 * event tries again.
 */
export const toleratingStorage =
  <P extends unknown[]>(handle: (...parameters: P) => Promise<unknown>) =>
  async (...parameters: P): Promise<void> => {
    try {
      await handle(...parameters);
    } catch (error) {
      if (!(error instanceof StorageError)) throw error;
      await showBadge();
    }
  };
