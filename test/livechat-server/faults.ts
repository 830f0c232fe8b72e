import { closedGate } from '../support/gate.ts';

interface Match {
  match: { method?: string; path?: string | RegExp };
  /** After so many requests the fault is over; for ever when left out. */
  times?: number;
}

/** Describes something that goes wrong between LiveChat and us. */
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

/** Describes a request that LiveChat holds: when it is held, and the way to let go of it. */
export type Hold = { held: Promise<void>; letGo(): void };

/**
 * Says where a request is held: `before`, it takes effect when it is let go of; `after`, it has taken effect, and only its
 * answer waits; `lost`, it never takes effect, and the connection breaks when it is let go of.
 */
export type HoldPoint = 'before' | 'after' | 'lost';

type HoldFault = Match & { kind: 'hold'; when: HoldPoint; arrive(): void; gone: Promise<void> };

/** Describes the error of `fetch` when a connection breaks. */
export class ConnectionDropped extends TypeError {
  constructor() {
    super('fetch failed');
  }
}

export class Faults {
  readonly #faults: { fault: Fault | HoldFault; left: number }[] = [];

  /** Adds a fault; the returned function removes it. Of several that match, the one added first applies. */
  add(fault: Fault): () => void {
    return this.#add(fault);
  }

  /**
   * Holds the next such request until it is let go of, so that something can happen meanwhile. Let go of before it has
   * come, no request is held.
   */
  hold(match: Match['match'], when: HoldPoint): Hold {
    const arrival = closedGate();
    const departure = closedGate();
    const remove = this.#add({
      match,
      times: 1,
      kind: 'hold',
      when,
      arrive: arrival.open,
      gone: departure.opened,
    });
    const letGo = () => {
      remove();
      departure.open();
    };
    return { held: arrival.opened, letGo };
  }

  #add(fault: Fault | HoldFault): () => void {
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
        await unlessAborted(request.signal, (resolve) => setTimeout(resolve, fault.ms));
        return answer();
      case 'hold': {
        const response = fault.when === 'after' ? await answer() : undefined;
        fault.arrive();
        await unlessAborted(request.signal, (resolve) => void fault.gone.then(resolve));
        if (fault.when === 'lost') throw new ConnectionDropped();
        return response ?? answer();
      }
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

  #take(request: Request): Fault | HoldFault | undefined {
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

/** Waits for something; a caller that gives up sees what `fetch` would tell it: the reason of its signal. */
function unlessAborted(signal: AbortSignal, wait: (resolve: () => void) => void): Promise<void> {
  return new Promise((resolve, reject) => {
    const abort = () => reject(signal.reason);
    if (signal.aborted) return abort();
    signal.addEventListener('abort', abort, { once: true });
    wait(resolve);
  });
}
