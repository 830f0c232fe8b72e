import type { Alarms } from 'webextension-polyfill';
import { poll, pollingAlarm } from './poll.ts';
import { showBadge } from './show-badge.ts';

/** Fetches the sessions. If it is not time for that, the badge is shown anew: its number may have grown old. */
export async function handleAlarm({ name }: Alarms.Alarm): Promise<void> {
  if (name !== pollingAlarm) return;
  if (!(await poll('timer'))) await showBadge();
}
