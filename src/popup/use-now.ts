import { useEffect, useState } from 'preact/hooks';

/** Returns the time in milliseconds since 1970, brought up to date every `interval` milliseconds. */
export function useNow(interval: number): number {
  const [, setTick] = useState(0);
  useEffect(() => {
    const timer = setInterval(() => setTick((tick) => tick + 1), interval);
    return () => clearInterval(timer);
  }, [interval]);
  return Date.now();
}
