/** Describes something to wait for that opens once, when it is told to. */
export type Gate = { opened: Promise<void>; open(): void };

/** Makes a gate that is closed. */
export function closedGate(): Gate {
  let open = () => {};
  const opened = new Promise<void>((resolve) => {
    open = resolve;
  });
  return { opened, open: () => open() };
}
