/**
 * Makes a mutex: tasks given to it run one after the other. For tasks that read and then write the same items.
 * Memory is enough for that, as an extension has one service worker.
 */
export function createMutex(): <T>(task: () => Promise<T>) => Promise<T> {
  let last: Promise<unknown> = Promise.resolve();
  return (task) => {
    const run = last.then(task, task);
    last = run.catch(() => undefined);
    return run;
  };
}
