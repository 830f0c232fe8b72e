import { setTimeout as sleep } from 'node:timers/promises';

/**
 * Asks until the answer is truthy, and returns it: `vi.waitUntil` for where Vitest does not run.
 *
 * @throws Error after `timeout` milliseconds
 */
export async function waitUntil<T>(
  ask: () => T | Promise<T>,
  { timeout = 10_000, interval = 50 } = {},
): Promise<NonNullable<T>> {
  for (const end = Date.now() + timeout; Date.now() < end; await sleep(interval)) {
    const answer = await ask();
    if (answer) return answer;
  }
  throw new Error(`Waited ${timeout} ms for: ${ask}`);
}
