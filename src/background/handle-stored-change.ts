import type { Storage } from 'webextension-polyfill';
import { changedItems } from '../state/store/storage.ts';
import { forgetChatsRefusal } from './forget-chats-refusal.ts';
import { noteChosenInterval } from './note-chosen-interval.ts';
import { clearForgotten } from './notify-chats.ts';
import { ensurePollAlarm, poll } from './poll.ts';
import { rememberPolicy } from './remember-policy.ts';
import { badgeKeys, showBadge } from './show-badge.ts';
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
  if (changes['settings']) await forgetChatsRefusal(changes['settings']);
  if (badgeKeys.some((key) => changed.includes(key))) await showBadge();
  if (changes['chatNotices']) await clearForgotten(changes['chatNotices']);
  // With a shorter interval, a number may be too old now; of chats that were just turned on, none is known; others are forgotten.
  if (areSettings) await poll('settings');
}
