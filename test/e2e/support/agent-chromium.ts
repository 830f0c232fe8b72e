import puppeteer, { type Browser, type CDPSession, type Page, type Protocol } from 'puppeteer-core';
import { vi } from 'vitest';
import type { Browser as WebExtension } from 'webextension-polyfill';
import {
  languageArgs,
  languageEnv,
  liveChatArgs,
  sandboxArgs,
} from '../../../scripts/browser/chromium-args.ts';
import { closeWelcome } from '../../../scripts/browser/close-welcome.ts';
import { builtExtension, extensionId, extensionOrigin } from '../../../scripts/browser/extension.ts';
import { findBrowser } from '../../../scripts/browser/find-browser.ts';
import {
  type Allowed,
  createProfile,
  keepExtension,
  knowsListeners,
  removeProfileMeanwhile,
} from '../../../scripts/browser/profile.ts';
import { AgentBrowser, type AgentBrowserOptions } from './agent-browser.ts';
import { collectPageProblems, collectWorkerProblems } from './console-problems.ts';
import { killBrowser } from './kill-browser.ts';

/** The extension API, inside the functions that run in the extension. */
declare const chrome: WebExtension;

/** Drives an agent's Chromium with the extension, as after "Load unpacked". */
export class AgentChromium extends AgentBrowser {
  readonly profile: string;
  readonly #problems: string[] = [];
  readonly #options: AgentBrowserOptions;
  readonly #extension: { id: string; folder: string };
  #started = false;
  #running: { browser: Browser; hidden: Page; devTools: CDPSession } | undefined;

  constructor(options: AgentBrowserOptions) {
    super();
    this.#options = options;
    this.profile = options.profile ?? createProfile(extensionId);
    this.#extension = { id: extensionId, folder: options.extension ?? builtExtension };
  }

  override get browser(): Browser {
    return this.#now.browser;
  }

  /** No window shows it. */
  override get hiddenPage(): Page {
    return this.#now.hidden;
  }

  get #now() {
    if (!this.#running) throw new Error('The browser is not running: call start() or restart()');
    return this.#running;
  }

  /**
   * @param moreArgs for this start only; of a switch that is given twice, Chromium takes the last
   */
  override async start(moreArgs: string[] = []): Promise<void> {
    const { language } = this.#options;
    const browser = await puppeteer.launch({
      executablePath: findBrowser(),
      headless: true,
      pipe: true,
      enableExtensions: true,
      userDataDir: this.profile,
      defaultViewport: null,
      // The popup blocker is part of what is tested.
      ignoreDefaultArgs: ['--disable-popup-blocking'],
      args: [
        ...sandboxArgs,
        ...liveChatArgs(this.#options.liveChat.port),
        ...languageArgs(language),
        ...moreArgs,
      ],
      env: languageEnv(language),
    });
    try {
      await this.#begin(browser);
    } catch (error) {
      await browser.close();
      throw error;
    }
  }

  /** Goes on from a browser that was just launched. */
  async #begin(browser: Browser): Promise<void> {
    collectPageProblems(browser, extensionOrigin, this.#problems);
    // Only once: at later starts the browser brings the extension along.
    const isFirst = !this.#started;
    if (isFirst) await browser.installExtension(this.#extension.folder);
    this.#started = true;
    const hidden = await openHiddenPage(browser);
    if (isFirst && !(await hasTexts(hidden))) {
      // Installed by the protocol, Chromium at times gives the extension no texts, until it is started anew.
      await browser.close();
      keepExtension(this.profile, this.#extension);
      await this.start();
      return;
    }
    await this.#use(browser, hidden);
    if (isFirst && !this.#options.keepWelcome)
      await vi.waitUntil(() => hidden.evaluate(closeWelcome), { timeout: 20_000 });
  }

  /** Goes on with a hidden page that was just opened. */
  async #use(browser: Browser, hidden: Page): Promise<void> {
    const devTools = await hidden.createCDPSession();
    collectWorkerProblems(devTools, this.#problems);
    await devTools.send('ServiceWorker.enable');
    this.#running = { browser, hidden, devTools };
  }

  /**
   * Loads the extension anew from its folder, which closes its pages: where there is another version by now, that is an
   * update.
   */
  async reloadExtension(): Promise<void> {
    const { browser, hidden } = this.#now;
    // The hidden page would not be closed.
    const page = await this.openPage('manifest.json');
    await hidden.close();
    const closed = new Promise((resolve) => page.once('close', resolve));
    page.evaluate(() => chrome.runtime.reload()).catch(() => undefined);
    await closed;
    await this.#use(browser, await openHiddenPage(browser));
  }

  override async openPopup(): Promise<Page> {
    // One that was just closed may linger for a moment, and is not the one that will be opened.
    const before = new Set(this.browser.targets());
    await this.hiddenPage.evaluate(async () => {
      const [window] = await chrome.windows.getAll({ windowTypes: ['normal'] });
      if (window?.id !== undefined) await chrome.windows.update(window.id, { focused: true });
      await chrome.action.openPopup(window?.id === undefined ? {} : { windowId: window.id });
    });
    const target = await this.browser.waitForTarget(
      (each) => each.url() === `${extensionOrigin}popup/index.html` && !before.has(each),
    );
    return target.asPage();
  }

  override async openPage(path: string): Promise<Page> {
    const page = await this.browser.newPage();
    await page.goto(`${extensionOrigin}${path}`);
    return page;
  }

  override async addresses(): Promise<string[]> {
    const pages = this.browser.targets().filter((each) => each.type() === 'page');
    return pages.map((each) => each.url());
  }

  override async waitForWindow(address: string): Promise<Page> {
    const start = address.includes('://') ? address : `${extensionOrigin}${address}`;
    const target = await this.browser.waitForTarget(
      (each) => each.type() === 'page' && each.url().startsWith(start),
      { timeout: 10_000 },
    );
    return target.asPage();
  }

  override async startServiceWorker(): Promise<void> {
    await this.#now.devTools.send('ServiceWorker.startWorker', { scopeURL: extensionOrigin });
    await vi.waitUntil(() => this.isServiceWorkerRunning(), { timeout: 10_000 });
  }

  override async stopServiceWorker(): Promise<void> {
    const { devTools } = this.#now;
    // A page of the extension may wake it again before anybody looks.
    let hasStopped = false;
    const onUpdate = ({ versions }: Protocol.ServiceWorker.WorkerVersionUpdatedEvent) => {
      hasStopped ||= versions.some(
        ({ scriptURL, runningStatus }) =>
          scriptURL.startsWith(extensionOrigin) && runningStatus === 'stopped',
      );
    };
    devTools.on('ServiceWorker.workerVersionUpdated', onUpdate);
    try {
      await devTools.send('ServiceWorker.stopAllWorkers');
      await vi.waitUntil(async () => hasStopped || !(await this.isServiceWorkerRunning()), {
        timeout: 10_000,
      });
    } finally {
      devTools.off('ServiceWorker.workerVersionUpdated', onUpdate);
    }
  }

  /**
   * @param allowed what the agent allows meanwhile: in a browser without windows nobody can press its own prompt
   * @param moreArgs for this start only
   */
  override async restart(allowed: Allowed = {}, moreArgs: string[] = []): Promise<void> {
    await this.#quit();
    keepExtension(this.profile, this.#extension, allowed);
    await this.start(moreArgs);
  }

  /** Restarts the browser. */
  override async allow(allowed: Allowed): Promise<void> {
    await this.restart(allowed);
  }

  /** Waits until the browser has written down all about the extension: at most ten seconds after installation. */
  async untilWrittenDown(): Promise<void> {
    await vi.waitUntil(() => knowsListeners(this.profile, extensionId), { timeout: 15_000, interval: 100 });
  }

  /** Kills every process of the browser at once, as a power cut does. `restart()` may follow. */
  async kill(): Promise<void> {
    await killBrowser(this.browser);
    this.#running = undefined;
  }

  override async problems(): Promise<string[]> {
    return this.#problems;
  }

  override async close(): Promise<void> {
    // Nobody starts this one again: it need not write down anything.
    if (this.#running) await this.kill();
    if (this.#options.profile === undefined) removeProfileMeanwhile(this.profile);
  }

  async #quit(): Promise<void> {
    await this.#running?.browser.close();
    this.#running = undefined;
  }
}

/** Opens the manifest as a page: it has the extension API and runs none of the extension's code. */
async function openHiddenPage(browser: Browser): Promise<Page> {
  const url = `${extensionOrigin}manifest.json#hidden`;
  const devTools = await browser.target().createCDPSession();
  await devTools.send('Target.createTarget', { url, hidden: true });
  const target = await browser.waitForTarget((each) => each.url() === url);
  const page = await target.asPage();
  await vi.waitUntil(
    async () => {
      const ready = await page.evaluate(() => 'chrome' in globalThis && chrome.storage !== undefined);
      // A browser that was just started may not have loaded its extensions yet.
      if (!ready) await page.goto(url).catch(() => undefined);
      return ready;
    },
    { timeout: 10_000 },
  );
  return page;
}

const hasTexts = (page: Page): Promise<boolean> =>
  page.evaluate(() => chrome.i18n.getMessage('extension_name') !== '');
