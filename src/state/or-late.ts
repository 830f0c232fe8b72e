/** Returns what a call does, or what `late` does where the call takes longer than a limit, in milliseconds. */
export function orLate<T, L>(call: Promise<T>, limit: number, late: () => L): Promise<T | L> {
  let timer: ReturnType<typeof setTimeout> | undefined;
  const timeIsUp = new Promise<void>((resolve) => {
    timer = setTimeout(resolve, limit);
  });
  return Promise.race([call, timeIsUp.then(late)]).finally(() => clearTimeout(timer));
}
