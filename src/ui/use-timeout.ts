import { useEffect } from 'preact/hooks';

/**
 * Calls back a while after something else.
 *
 * @param start what the time counts from: anew for another one, not at all for `false` and `undefined`
 * @param delay in milliseconds
 */
export function useTimeout(start: unknown, delay: number, callback: () => void): void {
  useEffect(() => {
    if (!start) return undefined;
    const timer = setTimeout(callback, delay);
    return () => clearTimeout(timer);
  }, [start]);
}
