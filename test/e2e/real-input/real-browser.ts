import { vi } from 'vitest';
import type { Browser as WebExtension } from 'webextension-polyfill';
import { ChromiumProcess } from '../../../scripts/browser/chromium-process.ts';
import { closeWelcome } from '../../../scripts/browser/close-welcome.ts';
import type { Point, RealDesktop } from '../../../scripts/browser/real-desktop.ts';
import { builtExtension, extensionId, extensionOrigin } from '../support/index.ts';

/** The extension API, inside the functions that run in the extension. */
declare const chrome: WebExtension;

/** A colour that nothing else on the screen has. */
const signal = 0xff00fe;

/** The colour of the ring around the button that has the focus in a prompt of the browser's own. */
const focusRing = 0x0b57d0;

/** Limits the number of browsers that are tried until one is whole. */
const tries = 3;

/**
 * Drives Chromium on a real desktop. The debugging protocol only looks, from a hidden page of the extension, and
 * nothing is ever attached to the toolbar popup; what happens is done with the desktop's mouse and keyboard.
 */
export class RealBrowser extends ChromiumProcess {
  readonly #desktop: RealDesktop;
  #hiddenPage = '';
  /** The X id of the browser's main window. */
  mainWindow = '';

  private constructor(desktop: RealDesktop, port: number) {
    super(desktop, port, [extensionId]);
    this.#desktop = desktop;
  }

  static async start(
    desktop: RealDesktop,
    { liveChat }: { liveChat: { port: number } },
  ): Promise<RealBrowser> {
    for (let attempt = 0; attempt < tries; attempt++) {
      const browser = new RealBrowser(desktop, liveChat.port);
      const hasTexts = await browser.orStop(browser.#install());
      if (hasTexts) return browser;
      await browser.stop();
    }
    throw new Error(`Chromium gave the extension no texts, ${tries} times`);
  }

  /** Installs the extension. Installed by the protocol, Chromium at times gives it no texts; a new browser may. */
  async #install(): Promise<boolean> {
    this.mainWindow = await this.#desktop.waitForWindow('about:blank');
    await this.devTools.send('Extensions.loadUnpacked', { path: builtExtension });
    this.#hiddenPage = (await this.openHidden(`${extensionOrigin}manifest.json`)).sessionId;
    await vi.waitUntil(() => this.inExtension(() => 'chrome' in globalThis && chrome.storage !== undefined), {
      timeout: 10_000,
    });
    if (await this.inExtension(() => chrome.i18n.getMessage('extension_name') === '')) return false;
    await vi.waitUntil(() => this.inExtension(closeWelcome), { timeout: 20_000 });
    return true;
  }

  /** Runs a function in the hidden page, with the extension API, and returns its JSON-like result. */
  inExtension<Args extends unknown[], Result>(
    run: (...args: Args) => Result,
    ...args: Args
  ): Promise<Awaited<Result>> {
    return this.evaluate(this.#hiddenPage, run, ...args);
  }

  /** Reads the text of the badge. */
  async badgeText(): Promise<string> {
    return this.inExtension(() => chrome.action.getBadgeText({}));
  }

  /** Finds the extension's toolbar button: the badge is painted in a signal colour for a moment. */
  async toolbarButton(): Promise<Point> {
    const before = await this.inExtension(
      async (color) => {
        const old = {
          text: await chrome.action.getBadgeText({}),
          color: await chrome.action.getBadgeBackgroundColor({}),
        };
        await chrome.action.setBadgeText({ text: ' ' });
        await chrome.action.setBadgeBackgroundColor({ color });
        return old;
      },
      `#${signal.toString(16)}`,
    );
    const badge = await vi.waitUntil(() => this.#desktop.centreOf(signal), { timeout: 5_000 });
    await this.inExtension(async ({ text, color }) => {
      await chrome.action.setBadgeText({ text });
      await chrome.action.setBadgeBackgroundColor({ color });
    }, before);
    // The badge is at the bottom right of the icon.
    return { x: badge.x - 4, y: badge.y - 4 };
  }

  /** Counts the number of windows that the browser shows, of every kind. */
  async windowCount(): Promise<number> {
    return this.inExtension(async () => (await chrome.windows.getAll()).length);
  }

  /** Waits until the toolbar popup is open and has the focus on an element. */
  async waitForPopupFocus(selector: string): Promise<void> {
    await vi.waitUntil(
      () =>
        this.inExtension((wanted) => {
          const document = chrome.extension.getViews({ type: 'popup' })[0]?.document;
          return document?.hasFocus() === true && document.activeElement?.matches(wanted) === true;
        }, selector),
      { timeout: 10_000 },
    );
  }

  /** Waits until the toolbar popup shows an element and keeps still, and says where its middle is on the screen. */
  async inPopup(selector: string): Promise<Point> {
    let last: Point | null = null;
    let stillSince = 0;
    return vi
      .waitUntil(
        async () => {
          const now = await this.#lookInPopup(selector);
          // The popup opens small, then grows and moves.
          if (now === null || now.x !== last?.x || now.y !== last.y) stillSince = Date.now();
          last = now;
          return Date.now() - stillSince >= 400 && now;
        },
        { timeout: 10_000, interval: 50 },
      )
      .catch(async (cause: unknown) => {
        const shown = await this.inExtension(
          () => chrome.extension.getViews({ type: 'popup' })[0]?.document.body.innerText,
        );
        throw new Error(`No ${selector} in the popup, but ${JSON.stringify(shown)}`, { cause });
      });
  }

  #lookInPopup(selector: string): Promise<Point | null> {
    return this.inExtension((wanted) => {
      const popup = chrome.extension.getViews({ type: 'popup' })[0];
      const box = popup?.document.querySelector(wanted)?.getBoundingClientRect();
      const painted = popup && popup.performance.getEntriesByName('first-contentful-paint').length > 0;
      if (!painted || !box || box.width === 0) return null;
      return { x: popup.screenX + box.x + box.width / 2, y: popup.screenY + box.y + box.height / 2 };
    }, selector);
  }

  /**
   * Waits until a page or window, other than the toolbar popup, shows an element that keeps still, and takes input.
   *
   * @param address how the page's address begins; a path is one in the extension
   * @returns the element's text, and its middle on the screen
   */
  async inPage(address: string, selector: string): Promise<Point & { text: string }> {
    let last: Point | null = null;
    return vi.waitUntil(
      async () => {
        const now = await this.#look(address, selector);
        const isStill = now !== null && now.x === last?.x && now.y === last.y;
        last = now;
        return isStill && now;
      },
      { timeout: 10_000, interval: 100 },
    );
  }

  /**
   * Presses a button of the browser's own prompt, in which it asks whether to allow what a click in a page has asked for.
   *
   * @param address how the page's address begins; a path is one in the extension
   * @param isDone whether what follows the answer is there, where that takes the focus from the page
   */
  async answerPrompt(
    address: string,
    answer: 'Allow' | 'Deny',
    isDone?: () => Promise<boolean>,
  ): Promise<void> {
    const focused = () => this.#desktop.centreOf(focusRing);
    // "Deny" comes first, and has the focus.
    const deny = await vi.waitUntil(focused, { timeout: 10_000 });
    if (answer === 'Allow') await this.#pressUntil('Tab', () => (focused()?.x ?? deny.x) > deny.x + 20);
    await this.#pressUntil('Return', async () => {
      if (isDone) return isDone();
      // It fades out, and one that comes next is another.
      const hasFocus = await this.#inTarget(address, () => document.hasFocus());
      return hasFocus === true && !focused();
    });
  }

  /** Presses a key, again where nothing comes of it: what has just opened may not take keys yet. */
  async #pressUntil(key: string, isDone: () => boolean | Promise<boolean>): Promise<void> {
    await vi.waitUntil(
      async () => {
        await this.#desktop.press(key);
        return vi.waitUntil(isDone, { timeout: 2_000 }).catch(() => false);
      },
      { timeout: 15_000 },
    );
  }

  #look(address: string, selector: string): Promise<(Point & { text: string }) | null> {
    return this.#inTarget(
      address,
      (wanted) => {
        const element = document.querySelector(wanted);
        const box = element?.getBoundingClientRect();
        // Chromium drops what is typed into a page before its first paint.
        const painted = performance.getEntriesByName('first-contentful-paint').length > 0;
        if (document.readyState !== 'complete' || !painted || !element || !box || box.width === 0)
          return null;
        // The window's frame is as wide at the bottom as at its sides; above are title and address.
        const side = (window.outerWidth - window.innerWidth) / 2;
        return {
          text: element.textContent ?? '',
          x: window.screenX + side + box.x + box.width / 2,
          y: window.screenY + window.outerHeight - side - window.innerHeight + box.y + box.height / 2,
        };
      },
      selector,
    );
  }

  /** Runs a function in the page or window whose address begins so; nothing where there is none. */
  async #inTarget<Args extends unknown[], Result>(
    address: string,
    run: (...args: Args) => Result,
    ...args: Args
  ): Promise<Awaited<Result> | null> {
    const start = address.includes('://') ? address : `${extensionOrigin}${address}`;
    const { targetInfos } = await this.devTools.send<{
      targetInfos: { targetId: string; type: string; url: string }[];
    }>('Target.getTargets');
    const target = targetInfos.find(({ type, url }) => type === 'page' && url.startsWith(start));
    if (!target) return null;
    const session = await this.attach(target.targetId);
    try {
      return await this.evaluate(session, run, ...args);
    } finally {
      await this.devTools.send('Target.detachFromTarget', { sessionId: session });
    }
  }
}
