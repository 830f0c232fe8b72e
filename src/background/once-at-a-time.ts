/**
 * Makes a task that never runs twice at the same time: a call while it runs gets the running one's outcome.
 * Memory is enough for that, as an extension has one service worker.
 */
export function onceAtATime<T>(task: () => Promise<T>): () => Promise<T> {
  let running: Promise<T> | undefined;
  return () => {
    running ??= task().finally(() => {
      running = undefined;
    });
    return running;
  };
}
