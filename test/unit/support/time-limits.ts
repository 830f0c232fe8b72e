import { onTestFinished, vi } from 'vitest';

/**
 * Takes the place of the clock of `AbortSignal.timeout` for the rest of a test.
 *
 * @returns the time limits that were set, in milliseconds, each with the way to let it be over
 */
export function watchTimeLimits(): { milliseconds: number; end(): void }[] {
  const limits: { milliseconds: number; end(): void }[] = [];
  const timeout = vi.spyOn(AbortSignal, 'timeout').mockImplementation((milliseconds) => {
    const controller = new AbortController();
    const end = () => controller.abort(new DOMException('signal timed out', 'TimeoutError'));
    limits.push({ milliseconds, end });
    return controller.signal;
  });
  onTestFinished(() => timeout.mockRestore());
  return limits;
}

/** Waits for the signal, as `fetch` does with a request that is never answered. */
export const unanswered = ({ signal }: RequestInit): Promise<never> =>
  new Promise((_, reject) => {
    signal?.addEventListener('abort', () => reject(signal.reason));
  });
