import { useRef, useState } from 'preact/hooks';

/**
 * Keeps a list as it is while the agent is at it, so that nothing moves under the pointer or the focus.
 *
 * @param latest the list as it should be
 * @param isHeld whether it is to stand still now
 * @param countUpdates counts what is new in a later list
 * @returns the list to show, how much that does not show, and what shows it
 */
export function useHeldList<T>(
  latest: T[],
  isHeld: boolean,
  countUpdates: (before: T[], after: T[]) => number,
): { shown: T[]; updates: number; apply(): void } {
  const shown = useRef(latest);
  const [, setApplied] = useState(latest);
  const updates = isHeld ? countUpdates(shown.current, latest) : 0;
  if (updates === 0) shown.current = latest;
  const apply = () => {
    shown.current = latest;
    setApplied(latest);
  };
  return { shown: shown.current, updates, apply };
}
