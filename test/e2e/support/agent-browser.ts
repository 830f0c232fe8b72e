import puppeteer, { type Browser, type CDPSession, type Page } from 'puppeteer-core';
import { vi } from 'vitest';
import type { Browser as WebExtension } from 'webextension-polyfill';
import { liveChatArgs, sandboxArgs } from './chromium-args.ts';
import { closeWelcome } from './close-welcome.ts';
import { collectPageProblems, collectWorkerProblems } from './console-problems.ts';
import { builtExtension, extensionId, extensionOrigin } from './extension.ts';
import { findBrowser } from './find-browser.ts';
import { createProfile, keepExtension, knowsListeners, removeProfile } from './profile.ts';

/** The extension API, inside the functions that run in the extension. */
declare const chrome: WebExtension;

export interface AgentBrowserOptions {
  /** The stand-in, listening with TLS: the extension reaches it under LiveChat's real addresses. */
  liveChat: { port: number };
  /** A profile folder to use and to keep; a new one, removed at the end, where absent. */
  profile?: string;
  /** `false` needs a display (`DISPLAY`, or `env`). */
  headless?: boolean;
  extraArgs?: string[];
  /** The folder of the built extension; the production build where absent. */
  extension?: string;
  /** Leaves the welcome page open, which comes with the installation; closes it where absent. */
  keepWelcome?: boolean;
}

/** What the toolbar button shows. */
export interface ShownBadge {
  text: string;
  /** `#rrggbb` */
  color: string;
  title: string;
}

/** Starts Chromium with the production build of the extension, as an agent has it after "Load unpacked". */
export async function launchAgentBrowser(options: AgentBrowserOptions): Promise<AgentBrowser> {
  const agentBrowser = new AgentBrowser(options);
  await agentBrowser.start();
  return agentBrowser;
}

/** One agent's browser. Everything in it waits for what it says; nothing sleeps. */
export class AgentBrowser {
  readonly extensionId = extensionId;
  readonly profile: string;
  /** What the extension's pages and worker complained of since the last start. */
  problems: string[] = [];
  readonly #options: AgentBrowserOptions;
  readonly #extension: { id: string; folder: string };
  #started = false;
  #running: { browser: Browser; hidden: Page; devTools: CDPSession } | undefined;

  constructor(options: AgentBrowserOptions) {
    this.#options = options;
    this.#extension = { id: extensionId, folder: options.extension ?? builtExtension };
    this.profile = options.profile ?? createProfile(extensionId);
  }

  /** @throws Error when the browser is not running */
  get browser(): Browser {
    return this.#now.browser;
  }

  /**
   * A page of the extension that runs no code of it and that no window shows: a place from which to use the
   * extension API while the service worker may sleep.
   */
  get hiddenPage(): Page {
    return this.#now.hidden;
  }

  get #now() {
    if (!this.#running) throw new Error('The browser is not running: call start() or restart()');
    return this.#running;
  }

  /**
   * Starts the browser; the extension is there when the promise resolves.
   *
   * @param moreArgs for this start only; of a switch that is given twice, Chromium takes the last
   */
  async start(moreArgs: string[] = []): Promise<void> {
    const { liveChat, headless = true, extraArgs = [], keepWelcome = false } = this.#options;
    const browser = await puppeteer.launch({
      executablePath: findBrowser(),
      headless,
      pipe: true,
      enableExtensions: true,
      userDataDir: this.profile,
      defaultViewport: null,
      // The popup blocker is part of what is tested.
      ignoreDefaultArgs: ['--disable-popup-blocking'],
      args: [...sandboxArgs, ...liveChatArgs(liveChat.port), ...extraArgs, ...moreArgs],
    });
    this.problems = collectPageProblems(browser, extensionOrigin);
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
    const devTools = await hidden.createCDPSession();
    collectWorkerProblems(devTools, this.problems);
    await devTools.send('ServiceWorker.enable');
    this.#running = { browser, hidden, devTools };
    if (isFirst && !keepWelcome) await vi.waitUntil(() => hidden.evaluate(closeWelcome), { timeout: 10_000 });
  }

  /** Opens the toolbar popup, as a click on the toolbar button of the browser window does. */
  async openPopup(): Promise<Page> {
    const isPopup = (url: string) => url === `${extensionOrigin}popup/index.html`;
    // One that was just closed may linger for a moment, and is not the one that will be opened.
    const isGone = () => !this.browser.targets().some((each) => isPopup(each.url()));
    await vi.waitUntil(isGone, { timeout: 1_000 }).catch(() => undefined);
    await this.hiddenPage.evaluate(async () => {
      const [window] = await chrome.windows.getAll({ windowTypes: ['normal'] });
      if (window?.id !== undefined) await chrome.windows.update(window.id, { focused: true });
      await chrome.action.openPopup(window?.id === undefined ? {} : { windowId: window.id });
    });
    const target = await this.browser.waitForTarget((each) => isPopup(each.url()));
    return target.asPage();
  }

  /** Opens a page of the extension in a new tab. */
  async openPage(path: string): Promise<Page> {
    const page = await this.browser.newPage();
    await page.goto(`${extensionOrigin}${path}`);
    return page;
  }

  /**
   * The page or window whose address begins so, opened by whomever; waits until there is one.
   *
   * @param address an address, or a path in the extension
   */
  async waitForWindow(address: string): Promise<Page> {
    const start = address.includes('://') ? address : `${extensionOrigin}${address}`;
    const target = await this.browser.waitForTarget(
      (each) => each.type() === 'page' && each.url().startsWith(start),
      { timeout: 10_000 },
    );
    return target.asPage();
  }

  /** Starts the service worker, if it is stopped. */
  async startServiceWorker(): Promise<void> {
    await this.#now.devTools.send('ServiceWorker.startWorker', { scopeURL: extensionOrigin });
    await vi.waitUntil(() => this.isServiceWorkerRunning());
  }

  /** Whether the service worker runs, without waking it. */
  async isServiceWorkerRunning(): Promise<boolean> {
    return this.hiddenPage.evaluate(
      async () => (await chrome.runtime.getContexts({ contextTypes: ['BACKGROUND'] })).length > 0,
    );
  }

  /** Stops the service worker, as the browser does after thirty idle seconds. */
  async stopServiceWorker(): Promise<void> {
    await this.#now.devTools.send('ServiceWorker.stopAllWorkers');
    await vi.waitUntil(async () => !(await this.isServiceWorkerRunning()));
  }

  /** What the toolbar button shows; asking does not wake the service worker. */
  async badge(): Promise<ShownBadge> {
    return this.hiddenPage.evaluate(async () => {
      const [text, color, title] = await Promise.all([
        chrome.action.getBadgeText({}),
        chrome.action.getBadgeBackgroundColor({}),
        chrome.action.getTitle({}),
      ]);
      const hex = color.slice(0, 3).map((part) => part.toString(16).padStart(2, '0'));
      return { text, color: `#${hex.join('')}`, title };
    });
  }

  /** Everything in one of the extension's storage areas. */
  async storage(area: 'local' | 'session'): Promise<Record<string, unknown>> {
    return this.hiddenPage.evaluate((name) => chrome.storage[name].get(), area);
  }

  /** Writes items into one of the extension's storage areas, past the extension's code. */
  async store(area: 'local' | 'session', items: Record<string, unknown>): Promise<void> {
    await this.hiddenPage.evaluate((name, values) => chrome.storage[name].set(values), area, items);
  }

  /** Configures the client ID, as the options page does. */
  async setClientId(clientId: string): Promise<void> {
    const { settings } = await this.storage('local');
    await this.store('local', { settings: { ...(settings as object | undefined), clientId } });
  }

  /**
   * Makes one of the extension's alarms go off within a second instead of at its time. A periodic alarm keeps its
   * period.
   *
   * @throws Error when the extension has no such alarm
   */
  async fireAlarm(name: string): Promise<void> {
    await this.hiddenPage.evaluate(async (alarmName) => {
      const alarm = await chrome.alarms.get(alarmName);
      if (!alarm) throw new Error(`The extension has no alarm "${alarmName}"`);
      const { periodInMinutes } = alarm;
      chrome.alarms.create(alarmName, {
        when: Date.now(),
        ...(periodInMinutes !== undefined && { periodInMinutes }),
      });
    }, name);
  }

  /**
   * Lets time pass for the extension: what it has stored of LiveChat's last answer grows older.
   *
   * @param milliseconds how much older
   */
  async letPass(milliseconds: number): Promise<void> {
    const { connection } = await this.storage('local');
    const older = JSON.stringify(connection, (key, value) =>
      ['fetchedAt', 'at', 'retryAt'].includes(key) ? value - milliseconds : value,
    );
    await this.store('local', { connection: JSON.parse(older) });
  }

  /** The next poll by the timer, a minute from now, without the minute. */
  async nextPoll(): Promise<void> {
    await this.letPass(60_000);
    await this.fireAlarm('poll');
  }

  /**
   * Gives an alarm another time and another period, both in milliseconds. Of an unpacked extension, Chromium takes
   * any; the extension's own code restores the period as soon as it looks after its alarm.
   */
  async setAlarm(name: string, { delay, period }: { delay: number; period: number }): Promise<void> {
    await this.hiddenPage.evaluate((alarmName, when) => chrome.alarms.create(alarmName, when), name, {
      when: Date.now() + delay,
      periodInMinutes: period / 60_000,
    });
  }

  /** The period of an alarm, in milliseconds; nothing when there is no such alarm. */
  async alarmPeriod(name: string): Promise<number | undefined> {
    const alarm = await this.hiddenPage.evaluate((alarmName) => chrome.alarms.get(alarmName), name);
    return alarm?.periodInMinutes === undefined ? undefined : Math.round(alarm.periodInMinutes * 60_000);
  }

  /** Sends the service worker what a page of the extension would send it; does not wait for its reply. */
  async send(command: { type: string } & Record<string, unknown>): Promise<void> {
    await this.hiddenPage.evaluate((message) => {
      // A worker that is stopped replies nothing.
      chrome.runtime.sendMessage(message).catch(() => undefined);
    }, command);
  }

  /**
   * Quits the browser and starts it again with the same profile, as an agent does.
   *
   * @param allowed optional permissions that the agent has allowed: no test can press the browser's own prompt
   * @param moreArgs for this start only
   */
  async restart(allowed: readonly string[] = [], moreArgs: string[] = []): Promise<void> {
    await this.#quit();
    keepExtension(this.profile, this.#extension, allowed);
    await this.start(moreArgs);
  }

  /** Waits until the browser has written down all about the extension: at most ten seconds after installation. */
  async untilWrittenDown(): Promise<void> {
    await vi.waitUntil(() => knowsListeners(this.profile, extensionId), { timeout: 15_000, interval: 100 });
  }

  /** Kills every process of the browser at once, as a power cut does. `restart()` may follow. */
  async kill(): Promise<void> {
    const main = this.browser.process();
    if (main?.pid === undefined) return;
    const gone = new Promise((resolve) => main.once('exit', resolve));
    // Puppeteer makes the browser the leader of a process group of its own, except on Windows.
    if (process.platform === 'win32') main.kill('SIGKILL');
    else process.kill(-main.pid, 'SIGKILL');
    await gone;
    this.#running = undefined;
  }

  /** Ends the browser, if it runs, and removes its profile, unless that was given. */
  async close(): Promise<void> {
    await this.#quit();
    if (this.#options.profile === undefined) removeProfile(this.profile);
  }

  async #quit(): Promise<void> {
    await this.#running?.browser.close();
    this.#running = undefined;
  }
}

/** The manifest as a page: it has the extension API and runs none of the extension's code. */
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
