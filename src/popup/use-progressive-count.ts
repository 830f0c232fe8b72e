import { useEffect, useState } from 'preact/hooks';
import { firstSessions } from '../state/snapshot.ts';

/** Sets how many rows are added at once: as many as a slow machine renders between two key presses. */
const step = 100;

/**
 * Decides how many of so many rows to render: enough for the eye at once, and the others bit by bit, so that the popup
 * is there, and answers, before all of a thousand rows are.
 */
export function useProgressiveCount(total: number): number {
  const [count, setCount] = useState(firstSessions);
  useEffect(() => {
    if (count >= total) return undefined;
    // After the paint and whatever the agent does, but some time in any case.
    const handle = requestIdleCallback(() => setCount(count + step), { timeout: 500 });
    return () => cancelIdleCallback(handle);
  }, [count, total]);
  return count;
}
