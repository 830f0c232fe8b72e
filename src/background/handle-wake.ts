import { isOpen } from '../state/endings.ts';
import { read } from '../state/store/background-store.ts';
import { resumeEndings } from './carry-out-endings.ts';
import { handleStart } from './handle-start.ts';
import { ensurePollAlarm, isPollingSet } from './poll.ts';

/**
 * Whenever the browser starts the service worker: one that was stopped may have left endings over, or a sign-in without
 * its alarm, which browsers may lose, too. And browsers have no event for an extension that is switched on again, for
 * which Firefox has forgotten the alarm, and both the badge.
 */
export async function handleWake(): Promise<void> {
  const [{ isStarted, endings }, isSet] = await Promise.all([
    read('isStarted', 'endings').catch(async (error: unknown) => {
      // It is the alarm that tries again.
      await ensurePollAlarm();
      throw error;
    }),
    isPollingSet(),
  ]);
  if (!isStarted) return handleStart();
  if (!isSet) await ensurePollAlarm();
  if (endings?.some(isOpen)) await resumeEndings();
}
