import type { Alarms } from 'webextension-polyfill';
import { resumeEndings } from './carry-out-endings.ts';
import { forgetLeftovers } from './forget-agent.ts';
import { ensurePollAlarm, poll, pollingAlarm } from './poll.ts';
import { policyAlarm, rememberPolicy } from './remember-policy.ts';
import { showBadge } from './show-badge.ts';

/**
 * Ends what should have ended by now, and fetches the sessions. If it is not time for that, the badge is shown anew,
 * as its number may have grown old; and if there is nobody to fetch for, the alarm has outlived its agent. Another alarm
 * is for a policy that may have been removed.
 */
export async function handleAlarm({ name, periodInMinutes }: Alarms.Alarm): Promise<void> {
  if (name === policyAlarm) return rememberPolicy();
  if (name !== pollingAlarm) return;
  await Promise.all([resumeEndings(), keepNumber(periodInMinutes && Math.round(periodInMinutes * 60_000))]);
}

/** @param period of the alarm, in milliseconds */
async function keepNumber(period: number | undefined): Promise<void> {
  if (await poll('timer', period)) return;
  await forgetLeftovers();
  await Promise.all([ensurePollAlarm(), showBadge()]);
}
