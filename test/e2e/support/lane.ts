/**
 * Begins to do things one after the other, behind the tests' back: each one's outcome is for a test of its own to
 * await, so that two browsers can be busy at the same time. One that fails does not keep the next from running.
 *
 * @returns the outcome of the task with a name; throws Error when there is none
 * @throws Error when two tasks have the same name
 */
export function startLane<T>(tasks: { name: string; run(): Promise<T> }[]): (name: string) => Promise<T> {
  const outcomes = new Map<string, Promise<T>>();
  let last: Promise<unknown> = Promise.resolve();
  for (const { name, run } of tasks) {
    if (outcomes.has(name)) throw new Error(`Two tasks are called “${name}”`);
    const outcome = last.then(run);
    outcomes.set(name, outcome);
    last = outcome.catch(() => undefined);
  }
  return (name) => {
    const outcome = outcomes.get(name);
    if (!outcome) throw new Error(`No task is called “${name}”`);
    return outcome;
  };
}
