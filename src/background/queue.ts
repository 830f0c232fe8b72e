/**
 * Makes a queue: tasks given to it run one after the other. For tasks that read and then write the same items.
 * Memory is enough for that, as an extension has one service worker.
 */
export function createQueue(): <T>(task: () => Promise<T>) => Promise<T> {
  let last: Promise<unknown> = Promise.resolve();
  return (task) => {
    const turn = last.then(task, task);
    last = turn.catch(() => undefined);
    return turn;
  };
}
