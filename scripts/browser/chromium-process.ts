import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import type { Readable, Writable } from 'node:stream';
import { languageArgs, languageEnv, liveChatArgs, sandboxArgs } from './chromium-args.ts';
import { DevToolsPipe } from './devtools-pipe.ts';
import { findBrowser } from './find-browser.ts';
import { createProfile, removeProfile } from './profile.ts';
import type { RealDesktop } from './real-desktop.ts';

/** Limits the time that a browser may take to end, in milliseconds. */
const patience = 5_000;

/**
 * Runs Chromium on a desktop, with a profile of its own. The debugging protocol is attached to what is asked for, and
 * to nothing else.
 */
export class ChromiumProcess {
  readonly #process: ChildProcess;
  readonly #profile: string;
  readonly devTools: DevToolsPipe;

  /**
   * @param port where the stand-in for LiveChat listens
   * @param pinned the IDs of extensions that will have a button on the toolbar
   */
  constructor(desktop: RealDesktop, port: number, pinned: readonly string[]) {
    const browser = findBrowser();
    this.#profile = createProfile(...pinned);
    const args = [
      ...sandboxArgs,
      ...liveChatArgs(port),
      ...languageArgs(),
      `--user-data-dir=${this.#profile}`,
      '--remote-debugging-pipe',
      '--enable-unsafe-extension-debugging',
      '--no-first-run',
      '--no-default-browser-check',
      '--disable-sync',
      '--disable-background-networking',
      '--disable-component-update',
      '--disable-search-engine-choice-screen',
      '--password-store=basic',
      'about:blank',
    ];
    this.#process = spawn(browser, args, {
      env: languageEnv('en_US', desktop.env),
      stdio: ['ignore', 'ignore', 'ignore', 'pipe', 'pipe'],
      detached: true,
    });
    // If there is no such program, the pipe closes, which tells enough.
    this.#process.on('error', () => undefined);
    this.devTools = new DevToolsPipe(this.#process.stdio[3] as Writable, this.#process.stdio[4] as Readable);
  }

  /** Waits for something that is under way; if it fails, stops the browser first. */
  async orStop<T>(underWay: Promise<T>): Promise<T> {
    try {
      return await underWay;
    } catch (error) {
      await this.stop();
      throw error;
    }
  }

  async attach(targetId: string): Promise<string> {
    const { sessionId } = await this.devTools.send<{ sessionId: string }>('Target.attachToTarget', {
      targetId,
      flatten: true,
    });
    return sessionId;
  }

  /** Opens a page that no window shows, and attaches to it. */
  async openHidden(url: string): Promise<{ targetId: string; sessionId: string }> {
    const { targetId } = await this.devTools.send<{ targetId: string }>('Target.createTarget', {
      url,
      hidden: true,
    });
    return { targetId, sessionId: await this.attach(targetId) };
  }

  /** Runs a function in a target, and returns its JSON-like result. */
  async evaluate<Args extends unknown[], Result>(
    sessionId: string,
    run: (...args: Args) => Result,
    ...args: Args
  ): Promise<Awaited<Result>> {
    const { result, exceptionDetails } = await this.devTools.send<{
      result: { value: Awaited<Result> };
      exceptionDetails?: { exception?: { description?: string } };
    }>(
      'Runtime.evaluate',
      { expression: `(${run})(...${JSON.stringify(args)})`, awaitPromise: true, returnByValue: true },
      sessionId,
    );
    if (exceptionDetails) throw new Error(exceptionDetails.exception?.description);
    return result.value;
  }

  /** Ends the browser, if it runs, and removes its profile. */
  async stop(): Promise<void> {
    if (this.#isRunning()) {
      const gone = once(this.#process, 'exit');
      const kill = setTimeout(() => this.#kill(), patience);
      this.devTools.send('Browser.close').catch(() => undefined);
      await gone;
      clearTimeout(kill);
    }
    removeProfile(this.#profile);
  }

  #isRunning(): boolean {
    const { pid, exitCode, signalCode } = this.#process;
    return pid !== undefined && exitCode === null && signalCode === null;
  }

  /** Ends all the browser's processes, which are a group because the first one is detached. */
  #kill(): void {
    if (this.#process.pid !== undefined) process.kill(-this.#process.pid, 'SIGKILL');
  }
}
