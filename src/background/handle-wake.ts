import { isOpen } from '../state/endings.ts';
import { read } from '../state/stored.ts';
import { resumeEndings } from './end-sessions.ts';
import { handleStart } from './handle-start.ts';

/**
 * Whenever the browser starts the service worker: one that was stopped may have left endings over. And browsers have no
 * event for an extension that is switched on again, for which Firefox has forgotten the alarm, and both the badge.
 */
export async function handleWake(): Promise<void> {
  const { isStarted, endings } = await read('isStarted', 'endings');
  if (!isStarted) await handleStart();
  else if (endings?.some(isOpen)) await resumeEndings();
}
