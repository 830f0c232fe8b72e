import type { Browser as WebExtension } from 'webextension-polyfill';
import { ChromiumProcess } from '../browser/chromium-process.ts';
import type { RealDesktop } from '../browser/real-desktop.ts';
import { waitUntil } from '../browser/wait-until.ts';
import type { Measured } from './build-extensions.ts';

/** The extension API, inside the functions that run in an extension. */
declare const chrome: WebExtension;

type TargetInfo = { targetId: string; type: string; url: string };

/**
 * Drives Chromium on a desktop with all the extensions that are compared, their buttons pinned: an icon that is not
 * pinned costs its popup a quarter of a second. Nothing is ever attached to a popup while it opens.
 */
export class BenchBrowser extends ChromiumProcess {
  /** Sessions with hidden pages of the extensions, by extension ID. */
  readonly #hiddenPages = new Map<string, { targetId: string; sessionId: string }>();
  #tab = '';

  /** @param port where the stand-in for LiveChat listens */
  static async start(
    desktop: RealDesktop,
    port: number,
    extensions: readonly Measured[],
  ): Promise<BenchBrowser> {
    const ids = extensions.map(({ id }) => id);
    const browser = new BenchBrowser(desktop, port, ids);
    await browser.orStop(browser.#install(desktop, extensions));
    return browser;
  }

  async #install(desktop: RealDesktop, extensions: readonly Measured[]): Promise<void> {
    await desktop.waitForWindow('about:blank');
    for (const { folder, id } of extensions) {
      const loaded = await this.devTools.send<{ id: string }>('Extensions.loadUnpacked', { path: folder });
      if (loaded.id !== id) throw new Error(`Expected the ID ${id} of ${folder}, which has ${loaded.id}`);
    }
    const welcome = await waitUntil(async () => {
      const [found] = await this.targets(({ url }) => url.endsWith('welcome/index.html'));
      return found;
    });
    await this.devTools.send('Target.closeTarget', { targetId: welcome.targetId });
    const { targetInfos } = await this.devTools.send<{ targetInfos: TargetInfo[] }>('Target.getTargets', {
      filter: [{ type: 'tab' }],
    });
    this.#tab = targetInfos.find(({ url }) => url === 'about:blank')?.targetId ?? '';
  }

  /** Lists the pages and workers that are open in the browser; asking attaches nothing. */
  async targets(isMeant: (target: TargetInfo) => boolean): Promise<TargetInfo[]> {
    const { targetInfos } = await this.devTools.send<{ targetInfos: TargetInfo[] }>('Target.getTargets');
    return targetInfos.filter(isMeant);
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
    const page = await this.openHidden(`chrome-extension://${id}/manifest.json`);
    await waitUntil(() => this.evaluate(page.sessionId, () => 'chrome' in globalThis && 'storage' in chrome));
    this.#hiddenPages.set(id, page);
    return page;
  }

  /** Measures the bytes in use, after what can be collected was, on the heap of an extension's pages. */
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
}
