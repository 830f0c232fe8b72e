import { viewKeys } from '../state/view.ts';
import { showBadge } from './show-badge.ts';

/** The badge follows what is stored, whoever stored it. */
export async function handleStoredChange(changes: object): Promise<void> {
  if (viewKeys.some((key) => key in changes)) await showBadge();
}
