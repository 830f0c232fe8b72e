/**
 * Begins to do things one after the other, behind the tests' back: each one's outcome is for a test of its own to
 * await, so that two browsers can be busy at the same time. One that fails does not keep the next from running.
 *
 * @returns the outcomes, by name
 */
export function startLane<T>(tasks: { name: string; run(): Promise<T> }[]): Map<string, Promise<T>> {
  const outcomes = new Map<string, Promise<T>>();
  let last: Promise<unknown> = Promise.resolve();
  for (const { name, run } of tasks) {
    const outcome = last.then(run);
    outcomes.set(name, outcome);
    last = outcome.catch(() => undefined);
  }
  return outcomes;
}
