import puppeteer, { type Browser, type Page } from 'puppeteer-core';
import type { Browser as WebExtension } from 'webextension-polyfill';
import { languageArgs, languageEnv, sandboxArgs } from '../browser/chromium-args.ts';
import { closeWelcome } from '../browser/close-welcome.ts';
import { extensions } from '../browser/extension.ts';
import { fireAlarm } from '../browser/fire-alarm.ts';
import { olderBy } from '../browser/older-by.ts';
import { createProfile, removeProfile } from '../browser/profile.ts';
import { type ShownBadge, shownBadge } from '../browser/shown-badge.ts';

/** The extension API, inside the functions that run in the extension. */
declare const chrome: WebExtension;

const { id, origin } = extensions.chrome;

/** Limits the number of browsers that are tried until one is whole. */
const tries = 3;

/** Describes the browser that the tour needs. */
export interface TourBrowserOptions {
  executablePath: string;
  /** The folder of the built extension. */
  extension: string;
  headless: boolean;
  /** The environment, which says on which screen the browser appears. */
  env: NodeJS.ProcessEnv;
}

/** Drives a browser of Chromium's family with the extension and a profile of its own, in which the tour is played. */
export class TourBrowser {
  readonly #browser: Browser;
  readonly #profile: string;
  readonly #hidden: Page;
  #popup: Page | undefined;

  private constructor(browser: Browser, profile: string, hidden: Page) {
    this.#browser = browser;
    this.#profile = profile;
    this.#hidden = hidden;
  }

  /**
   * Opens one, with the welcome page closed.
   *
   * @throws Error when the browser does not start, or does not take the extension
   */
  static async open(options: TourBrowserOptions): Promise<TourBrowser> {
    for (let attempt = 0; attempt < tries; attempt++) {
      const profile = createProfile(id);
      const tourBrowser = await tryToOpen(options, profile).catch((error: unknown) => {
        removeProfile(profile);
        throw error;
      });
      if (tourBrowser) return new TourBrowser(tourBrowser.browser, profile, tourBrowser.hidden);
      removeProfile(profile);
    }
    throw new Error(`The browser gave the extension no texts, ${tries} times`);
  }

  /** Reads the toolbar button's badge and title. */
  async badge(): Promise<ShownBadge> {
    return this.#hidden.evaluate(shownBadge);
  }

  /**
   * Does something, and waits until the badge says what it comes to, and the title something new: the browser is told
   * both one after the other.
   *
   * @param text what the badge will say; it is asked for when all is done
   */
  async badgeChanges(text: () => string, act: () => Promise<void>): Promise<void> {
    const { title } = await this.badge();
    await act();
    await this.#hidden.waitForFunction(
      async (wanted, before) =>
        (await chrome.action.getBadgeText({})) === wanted && (await chrome.action.getTitle({})) !== before,
      { polling: 100 },
      text(),
      title,
    );
  }

  /** Waits until only the window is open that was there at first. */
  async untilOneWindow(): Promise<void> {
    await this.#hidden.waitForFunction(async () => (await chrome.windows.getAll()).length === 1, {
      polling: 100,
    });
  }

  /** Opens the popup of the toolbar button. */
  async openPopup(): Promise<Page> {
    await this.closePopup();
    const before = new Set(this.#browser.targets());
    await this.#hidden.evaluate(async () => {
      const [window] = await chrome.windows.getAll({ windowTypes: ['normal'] });
      if (window?.id === undefined) throw new Error('The browser has no window');
      await chrome.windows.update(window.id, { focused: true });
      await chrome.action.openPopup({ windowId: window.id });
    });
    const target = await this.#browser.waitForTarget(
      (each) => each.url() === `${origin}popup/index.html` && !before.has(each),
    );
    this.#popup = await target.asPage();
    return this.#popup;
  }

  async closePopup(): Promise<void> {
    if (this.#popup && !this.#popup.isClosed()) await this.#popup.close();
    this.#popup = undefined;
  }

  /** Waits for a page or window whose address begins so. */
  async pageAt(address: string): Promise<Page> {
    const target = await this.#browser.waitForTarget((each) => each.url().startsWith(address));
    return target.asPage();
  }

  /** Makes the extension ask LiveChat as it does every minute, without the minute. */
  async pollNow(): Promise<void> {
    const { connection } = await this.#hidden.evaluate(() => chrome.storage.local.get('connection'));
    await this.#hidden.evaluate(
      (older) => chrome.storage.local.set({ connection: older }),
      olderBy(60_000, connection),
    );
    await this.#hidden.evaluate(fireAlarm, 'poll');
  }

  /** Makes the first window as large as the screen. Those of the sign-in keep their size, unlike with `--start-maximized`. */
  async maximize(): Promise<void> {
    await this.#hidden.evaluate(async () => {
      const [window] = await chrome.windows.getAll({ windowTypes: ['normal'] });
      if (window?.id !== undefined) await chrome.windows.update(window.id, { state: 'maximized' });
    });
  }

  /** Ends the browser, and removes its profile. */
  async close(): Promise<void> {
    await this.#browser.close();
    removeProfile(this.#profile);
  }
}

/** Starts a browser with the extension; nothing if it gave it no texts, as Chromium at times does by protocol. */
async function tryToOpen(
  { executablePath, extension, headless, env }: TourBrowserOptions,
  profile: string,
): Promise<{ browser: Browser; hidden: Page } | undefined> {
  const browser = await puppeteer.launch({
    executablePath,
    headless,
    env: languageEnv('en_US', env),
    pipe: true,
    enableExtensions: true,
    userDataDir: profile,
    defaultViewport: null,
    handleSIGINT: false,
    handleSIGTERM: false,
    handleSIGHUP: false,
    ignoreDefaultArgs: ['--disable-popup-blocking', '--enable-automation'],
    args: [
      ...sandboxArgs,
      // No bar that warns of the arguments here.
      '--test-type',
      ...languageArgs(),
      // Of a browser without a screen, which would assume one too low for a popup.
      ...(headless ? ['--screen-info={1280x1000}'] : []),
      'about:blank',
    ],
  });
  try {
    await browser.installExtension(extension);
    const hidden = await openHiddenPage(browser);
    if (await hidden.evaluate(() => chrome.i18n.getMessage('extension_name') === '')) {
      await browser.close();
      return undefined;
    }
    await hidden.waitForFunction(closeWelcome, { polling: 100 });
    // Without a compositor the popup has no shadow: a white page would swallow its edge.
    const [page] = await browser.pages();
    await page?.evaluate(() => document.documentElement.style.setProperty('background', '#e2e6ea'));
    return { browser, hidden };
  } catch (error) {
    await browser.close();
    throw error;
  }
}

/**
 * Opens the manifest as a page that no window shows: it has the extension API and runs none of the extension's code.
 */
async function openHiddenPage(browser: Browser): Promise<Page> {
  const url = `${origin}manifest.json#hidden`;
  const devTools = await browser.target().createCDPSession();
  await devTools.send('Target.createTarget', { url, hidden: true });
  const target = await browser.waitForTarget((each) => each.url() === url);
  const page = await target.asPage();
  await page.waitForFunction(() => 'chrome' in globalThis && chrome.storage !== undefined, { polling: 50 });
  return page;
}
