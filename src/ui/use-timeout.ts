import { useEffect } from 'preact/hooks';

/**
 * Does something a while after something else.
 *
 * @param since what the time counts from: anew for another one, not at all for `false` and `undefined`
 * @param delay in milliseconds
 */
export function useTimeout(since: unknown, delay: number, act: () => void): void {
  useEffect(() => {
    if (!since) return undefined;
    const timer = setTimeout(act, delay);
    return () => clearTimeout(timer);
  }, [since]);
}
