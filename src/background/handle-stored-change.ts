import type { Storage } from 'webextension-polyfill';
import { changedItems } from '../state/store/storage.ts';
import { viewKeys } from '../state/view.ts';
import { noteChosenInterval } from './note-chosen-interval.ts';
import { ensurePollAlarm, poll } from './poll.ts';
import { rememberPolicy } from './remember-policy.ts';
import { showBadge } from './show-badge.ts';
import { moveCredentials } from './stored-tokens.ts';

/** Lets the badge, the polling and the place of the refresh token follow what is stored, whoever stored it. */
export async function handleStoredChange(
  changes: Record<string, Storage.StorageChange>,
  area: string,
): Promise<void> {
  const changed = changedItems(changes, area);
  const areSettings = changed.includes('settings') || changed.includes('managed');
  if (area === 'managed') await rememberPolicy();
  if (areSettings) await Promise.all([moveCredentials(), ensurePollAlarm(), noteChosenInterval()]);
  if (viewKeys.some((key) => changed.includes(key))) await showBadge();
  // With a shorter interval, the number may be too old now.
  if (areSettings) await poll('settings');
}
