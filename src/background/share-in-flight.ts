/**
 * Wraps a task so that calls share the one in flight: a call while it runs gets the running one's outcome.
 * Memory is enough for that, as an extension has one service worker.
 */
export function shareInFlight<T, P extends unknown[]>(task: (...parameters: P) => Promise<T>) {
  let running: Promise<T> | undefined;
  const run = (...parameters: P): Promise<T> => {
    running ??= task(...parameters).finally(() => {
      running = undefined;
    });
    return running;
  };
  /** Waits for the running one, whose outcome may be older than what has just happened, and runs again. */
  const runAfresh = async (...parameters: P): Promise<T> => {
    await running?.catch(() => undefined);
    return run(...parameters);
  };
  return Object.assign(run, { afresh: runAfresh, running: () => running });
}
