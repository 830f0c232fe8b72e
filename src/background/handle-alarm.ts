import type { Alarms } from 'webextension-polyfill';
import { poll, pollingAlarm } from './poll.ts';
import { showBadge } from './show-badge.ts';

/** Fetches the sessions. The badge is shown anew even if nothing was fetched: a count that is only old changes. */
export async function handleAlarm({ name }: Alarms.Alarm): Promise<void> {
  if (name !== pollingAlarm) return;
  await poll('timer');
  await showBadge();
}
