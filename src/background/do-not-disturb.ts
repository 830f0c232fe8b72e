import { isQuietAt } from '../state/quiet.ts';
import { read, write } from '../state/store/background-store.ts';
import { withAgentLock } from './agent-lock.ts';

const hour = 60 * 60_000;

/** Finds the beginning of the next day, by this computer's clock, in milliseconds since 1970. */
export function tomorrow(now: number): number {
  const date = new Date(now);
  return new Date(date.getFullYear(), date.getMonth(), date.getDate() + 1).getTime();
}

/** Stops notifications for a while, or lets them come again. */
export const doNotDisturb = (until: 'hour' | 'tomorrow' | 'off'): Promise<void> =>
  withAgentLock(async () => {
    const now = Date.now();
    await write({ quietUntil: until === 'off' ? null : until === 'hour' ? now + hour : tomorrow(now) });
  });

/** Tells whether no notification is to come now. */
export async function isQuiet(): Promise<boolean> {
  const { quietUntil } = await read('quietUntil');
  return isQuietAt(Date.now(), quietUntil);
}
