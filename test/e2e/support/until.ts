import { vi } from 'vitest';

/**
 * Waits until it is so, on a busy machine too.
 *
 * @param timeout in milliseconds
 * @returns what the condition came to
 * @throws Error when it is not so in time
 */
export const until = <T>(condition: () => T | Promise<T>, timeout = 25_000) =>
  vi.waitUntil(condition, { timeout, interval: 25 });
