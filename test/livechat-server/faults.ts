interface Match {
  match: { method?: string; path?: string | RegExp };
  /** After so many requests the fault is over; for ever when left out. */
  times?: number;
}

/** Something that goes wrong between LiveChat and us. */
export type Fault = Match &
  (
    | { kind: 'status'; status: number; headers?: Record<string, string>; body?: string | object }
    | { kind: 'delay'; ms: number }
    /** The connection breaks before the request takes effect. */
    | { kind: 'drop' }
    /** Status 200 with a body that nobody expects. */
    | { kind: 'body'; body: string; contentType?: string }
    /** The request takes effect, and the connection breaks before the answer arrives. */
    | { kind: 'afterEffect-drop' }
  );

/** What `fetch` rejects with when a connection breaks. */
export class ConnectionDropped extends TypeError {
  constructor() {
    super('fetch failed');
  }
}

export class Faults {
  readonly #faults: { fault: Fault; left: number }[] = [];

  /** Adds a fault; the returned function removes it. Of several that match, the one added first applies. */
  add(fault: Fault): () => void {
    const entry = { fault, left: fault.times ?? Number.POSITIVE_INFINITY };
    this.#faults.push(entry);
    return () => {
      const index = this.#faults.indexOf(entry);
      if (index >= 0) this.#faults.splice(index, 1);
    };
  }

  clear(): void {
    this.#faults.length = 0;
  }

  /** Answers the request with `answer`, unless a fault has it otherwise. */
  async apply(request: Request, answer: () => Promise<Response>): Promise<Response> {
    const fault = this.#take(request);
    switch (fault?.kind) {
      case undefined:
        return answer();
      case 'status': {
        const { status, headers, body } = fault;
        return typeof body === 'object'
          ? Response.json(body, { status, headers: headers ?? {} })
          : new Response(body ?? null, { status, headers: headers ?? {} });
      }
      case 'delay':
        await sleepUnlessAborted(fault.ms, request.signal);
        return answer();
      case 'drop':
        throw new ConnectionDropped();
      case 'body':
        return new Response(fault.body, {
          headers: { 'Content-Type': fault.contentType ?? 'application/json' },
        });
      case 'afterEffect-drop':
        await answer();
        throw new ConnectionDropped();
    }
  }

  #take(request: Request): Fault | undefined {
    const { pathname } = new URL(request.url);
    const entry = this.#faults.find(
      ({ fault: { match }, left }) =>
        left > 0 &&
        (match.method ?? request.method) === request.method &&
        (match.path instanceof RegExp ? match.path.test(pathname) : (match.path ?? pathname) === pathname),
    );
    if (entry) entry.left -= 1;
    return entry?.fault;
  }
}

/** A caller that gives up sees what `fetch` would tell it: the reason of its signal. */
function sleepUnlessAborted(ms: number, signal: AbortSignal): Promise<void> {
  return new Promise((resolve, reject) => {
    const abort = () => reject(signal.reason);
    if (signal.aborted) return abort();
    signal.addEventListener('abort', abort, { once: true });
    setTimeout(resolve, ms);
  });
}
