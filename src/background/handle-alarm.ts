import type { Alarms } from 'webextension-polyfill';
import { resumeEndings } from './end-sessions.ts';
import { poll, pollingAlarm } from './poll.ts';
import { showBadge } from './show-badge.ts';

/** Ends what should have ended by now, and fetches the sessions. If it is not time for that, the badge is shown anew: its number may have grown old. */
export async function handleAlarm({ name }: Alarms.Alarm): Promise<void> {
  if (name !== pollingAlarm) return;
  await resumeEndings();
  if (!(await poll('timer'))) await showBadge();
}
