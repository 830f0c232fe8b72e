import type { Storage } from 'webextension-polyfill';
import { viewKeys } from '../state/view.ts';
import { moveCredentials } from './access-token.ts';
import { showBadge } from './show-badge.ts';

/** The badge, and where the refresh token is kept, follow what is stored, whoever stored it. */
export async function handleStoredChange(changes: Record<string, Storage.StorageChange>): Promise<void> {
  if ('settings' in changes) await moveCredentials();
  if (viewKeys.some((key) => key in changes)) await showBadge();
}
