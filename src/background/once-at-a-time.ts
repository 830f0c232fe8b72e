/**
 * Makes a task that never runs twice at the same time: a call while it runs gets the running one's outcome.
 * Memory is enough for that, as an extension has one service worker.
 */
export function onceAtATime<T>(task: () => Promise<T>) {
  let running: Promise<T> | undefined;
  const run = (): Promise<T> => {
    running ??= task().finally(() => {
      running = undefined;
    });
    return running;
  };
  /** Waits for the running one, whose outcome may be older than what has just happened, and runs again. */
  const runAfresh = async (): Promise<T> => {
    await running?.catch(() => undefined);
    return run();
  };
  return Object.assign(run, { afresh: runAfresh, running: () => running });
}
