import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import type { Readable, Writable } from 'node:stream';
import { setTimeout as sleep } from 'node:timers/promises';
import type { Browser as WebExtension } from 'webextension-polyfill';
import { DevToolsPipe } from '../e2e/real-input/devtools-pipe.ts';
import type { RealDesktop } from '../e2e/real-input/real-desktop.ts';
import { waitUntil } from '../e2e/real-input/wait-until.ts';
import { liveChatArgs, sandboxArgs } from '../e2e/support/chromium-args.ts';
import { findBrowser } from '../e2e/support/find-browser.ts';
import { createProfile, removeProfile } from '../e2e/support/profile.ts';
import type { Measured } from './build-extensions.ts';

/** The extension API, inside the functions that run in an extension. */
declare const chrome: WebExtension;

type TargetInfo = { targetId: string; type: string; url: string };

/**
 * Chromium on a desktop with all the extensions that are compared, their buttons pinned: an icon that is not pinned
 * costs its popup a quarter of a second. Nothing is ever attached to a popup while it opens.
 */
export class BenchBrowser {
  readonly #process: ChildProcess;
  readonly #profile: string;
  readonly devTools: DevToolsPipe;
  /** Sessions with hidden pages of the extensions, by extension ID. */
  readonly #hiddenPages = new Map<string, { targetId: string; sessionId: string }>();
  #tab = '';

  private constructor(child: ChildProcess, profile: string) {
    this.#process = child;
    this.#profile = profile;
    this.devTools = new DevToolsPipe(child.stdio[3] as Writable, child.stdio[4] as Readable);
  }

  /** @param port where the stand-in for LiveChat listens */
  static async start(
    desktop: RealDesktop,
    port: number,
    extensions: readonly Measured[],
  ): Promise<BenchBrowser> {
    const profile = createProfile(...extensions.map(({ id }) => id));
    const child = spawn(
      findBrowser(),
      [
        ...sandboxArgs,
        ...liveChatArgs(port),
        `--user-data-dir=${profile}`,
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
      ],
      { env: desktop.env, stdio: ['ignore', 'ignore', 'ignore', 'pipe', 'pipe'], detached: true },
    );
    const browser = new BenchBrowser(child, profile);
    await desktop.waitForWindow('about:blank');
    for (const { folder, id } of extensions) {
      const loaded = await browser.devTools.send<{ id: string }>('Extensions.loadUnpacked', { path: folder });
      if (loaded.id !== id) throw new Error(`Expected the ID ${id} of ${folder}, which has ${loaded.id}`);
    }
    const welcome = await waitUntil(async () => {
      const [found] = await browser.targets(({ url }) => url.endsWith('welcome/index.html'));
      return found;
    });
    await browser.devTools.send('Target.closeTarget', { targetId: welcome.targetId });
    const { targetInfos } = await browser.devTools.send<{ targetInfos: TargetInfo[] }>('Target.getTargets', {
      filter: [{ type: 'tab' }],
    });
    browser.#tab = targetInfos.find(({ url }) => url === 'about:blank')?.targetId ?? '';
    return browser;
  }

  /** What the browser has open now; asking attaches nothing. */
  async targets(isMeant: (target: TargetInfo) => boolean): Promise<TargetInfo[]> {
    const { targetInfos } = await this.devTools.send<{ targetInfos: TargetInfo[] }>('Target.getTargets');
    return targetInfos.filter(isMeant);
  }

  async attach(targetId: string): Promise<string> {
    const { sessionId } = await this.devTools.send<{ sessionId: string }>('Target.attachToTarget', {
      targetId,
      flatten: true,
    });
    return sessionId;
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

  /** Runs a function in a page of an extension that no window shows and that runs none of its code. */
  async inExtension<Args extends unknown[], Result>(
    { id }: Measured,
    run: (...args: Args) => Result,
    ...args: Args
  ): Promise<Awaited<Result>> {
    return this.evaluate((await this.#hiddenPage(id)).sessionId, run, ...args);
  }

  async #hiddenPage(id: string): Promise<{ targetId: string; sessionId: string }> {
    const known = this.#hiddenPages.get(id);
    if (known) return known;
    const url = `chrome-extension://${id}/manifest.json`;
    const { targetId } = await this.devTools.send<{ targetId: string }>('Target.createTarget', {
      url,
      hidden: true,
    });
    const page = { targetId, sessionId: await this.attach(targetId) };
    const isReady = () => 'chrome' in globalThis && 'storage' in chrome;
    while (!(await this.evaluate(page.sessionId, isReady))) await sleep(50);
    this.#hiddenPages.set(id, page);
    return page;
  }

  /** The bytes in use, after what can be collected was, on the heap of an extension's pages. */
  async heapOf({ id }: Measured): Promise<number> {
    const { sessionId } = await this.#hiddenPage(id);
    await this.devTools.send('HeapProfiler.collectGarbage', {}, sessionId);
    const { usedSize } = await this.devTools.send<{ usedSize: number }>(
      'Runtime.getHeapUsage',
      {},
      sessionId,
    );
    return usedSize;
  }

  /** Closes the hidden page of an extension, whose process then may end. */
  async closeHiddenPage({ id }: Measured): Promise<void> {
    const page = this.#hiddenPages.get(id);
    this.#hiddenPages.delete(id);
    if (page) await this.devTools.send('Target.closeTarget', { targetId: page.targetId });
  }

  /** Clicks an extension's toolbar button: opens its popup, or closes it. */
  async clickButton({ id }: Measured): Promise<void> {
    await this.devTools.send('Extensions.triggerAction', { id, targetId: this.#tab });
  }

  /** Stops all service workers, as the browser does after thirty idle seconds. */
  async stopServiceWorkers(): Promise<void> {
    const [page] = await this.targets(({ type, url }) => type === 'page' && url === 'about:blank');
    const session = await this.attach(page?.targetId ?? '');
    await this.devTools.send('ServiceWorker.enable', {}, session);
    await waitUntil(async () => {
      await this.devTools.send('ServiceWorker.stopAllWorkers', {}, session);
      return (await this.targets(({ type }) => type === 'service_worker')).length === 0;
    });
    await this.devTools.send('Target.detachFromTarget', { sessionId: session });
  }

  async stop(): Promise<void> {
    const gone = once(this.#process, 'exit');
    await Promise.race([this.devTools.send('Browser.close').catch(() => undefined), gone]);
    await gone;
    removeProfile(this.#profile);
  }
}
