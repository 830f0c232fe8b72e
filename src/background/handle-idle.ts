import { ensurePollAlarm, poll } from './poll.ts';

/** The agent has left the computer, or is back: then they see the right number at once. */
export async function handleIdle(state: string): Promise<void> {
  await ensurePollAlarm();
  if (state === 'active') await poll('return');
}
