import type { Readable, Writable } from 'node:stream';

type Answer = { id?: number; result?: object; error?: { message: string } };
type Event = { method: string; params: object };

/**
 * Speaks the browser's debugging protocol over its pipe: JSON messages that end with a zero byte.
 *
 * Not Puppeteer, because that attaches itself to every page, the toolbar popup included.
 */
export class DevToolsPipe {
  readonly #input: Writable;
  readonly #waiting = new Map<number, (answer: Answer) => void>();
  readonly #expected = new Map<string, (params: object) => void>();
  /** Rejects when the browser is gone, and what waits for it. */
  readonly #gone: Promise<never>;
  #lastId = 0;

  constructor(input: Writable, output: Readable) {
    this.#input = input;
    this.#gone = new Promise((_, reject) => {
      output.once('close', () => reject(new Error('The browser is gone')));
    });
    // What waits for the browser tells; often nothing does.
    this.#gone.catch(() => undefined);
    // A browser that is gone takes no more commands.
    input.on('error', () => undefined);
    let rest = '';
    output.setEncoding('utf8').on('data', (chunk: string) => {
      const messages = (rest + chunk).split('\0');
      rest = messages.pop() ?? '';
      for (const message of messages) {
        const received: Answer & Partial<Event> = JSON.parse(message);
        if (received.id !== undefined) this.#waiting.get(received.id)?.(received);
        else if (received.method) this.#expected.get(received.method)?.(received.params ?? {});
      }
    });
  }

  /**
   * Sends a command and waits for its result, of which the caller knows the type.
   *
   * @throws Error with the browser's words when it refuses, and when it is gone
   */
  async send<Result extends object>(
    method: string,
    params: object = {},
    sessionId?: string,
  ): Promise<Result> {
    const id = ++this.#lastId;
    const answered = new Promise<Answer>((resolve) => this.#waiting.set(id, resolve));
    this.#input.write(`${JSON.stringify({ id, method, params, sessionId })}\0`);
    const answer = await Promise.race([answered, this.#gone]);
    this.#waiting.delete(id);
    if (answer.error) throw new Error(`${method}: ${answer.error.message}`);
    return answer.result as Result;
  }

  /** Waits for the next event of a name, and returns what it says, of which the caller knows the type. */
  next<Params extends object>(event: string): Promise<Params> {
    const happened = new Promise<Params>((resolve) => {
      this.#expected.set(event, (params) => {
        this.#expected.delete(event);
        resolve(params as Params);
      });
    });
    return Promise.race([happened, this.#gone]);
  }
}
