import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import puppeteer, { type Browser, type Page } from 'puppeteer-core';
import { vi } from 'vitest';
import type { Browser as WebExtension } from 'webextension-polyfill';
import { closeWelcome } from '../../../scripts/browser/close-welcome.ts';
import { builtExtension, extensionId, extensionOrigin } from '../../../scripts/browser/extension.ts';
import { findBrowser } from '../../../scripts/browser/find-browser.ts';
import { type Allowed, removeProfileMeanwhile } from '../../../scripts/browser/profile.ts';
import { zipOf } from '../../../scripts/build/zip-of.ts';
import { AgentBrowser, type AgentBrowserOptions } from './agent-browser.ts';
import { firefoxPreferences } from './firefox-preferences.ts';
import { inBrowserWindow } from './in-browser-window.ts';
import { killBrowser } from './kill-browser.ts';
import { type LiveChatProxy, startLiveChatProxy } from './live-chat-proxy.ts';

/** The extension API, inside the functions that run in the extension. */
declare const chrome: WebExtension;

/** Drives an agent's Firefox with the extension, as after "Load Temporary Add-on", or installed for good. */
export class AgentFirefox extends AgentBrowser {
  readonly #options: AgentBrowserOptions;
  readonly #profile = mkdtempSync(join(tmpdir(), 'session-badge-'));
  #popup: Page | undefined;
  #proxy: LiveChatProxy | undefined;
  #browser: Browser | undefined;
  #hidden: Page | undefined;

  constructor(options: AgentBrowserOptions) {
    super();
    this.#options = options;
  }

  override get browser(): Browser {
    return running(this.#browser);
  }

  /** A tab of its own. */
  override get hiddenPage(): Page {
    return running(this.#hidden);
  }

  override async start(): Promise<void> {
    try {
      await this.#begin();
    } catch (error) {
      await this.close();
      throw error;
    }
  }

  async #begin(): Promise<void> {
    const { extension = builtExtension, keepWelcome = false, keepExtension, language } = this.#options;
    const browser = await this.#launch();
    if (language) await installLanguage(browser, language);
    await (keepExtension ? installForGood(browser, extension) : browser.installExtension(extension));
    const hidden = await openExtensionPage(browser, 'manifest.json');
    this.#hidden = hidden;
    if (!keepWelcome) await vi.waitUntil(() => hidden.evaluate(closeWelcome), { timeout: 20_000 });
  }

  async #launch(): Promise<Browser> {
    const { liveChat, language } = this.#options;
    this.#proxy ??= await startLiveChatProxy(liveChat.port);
    this.#browser = await puppeteer.launch({
      browser: 'firefox',
      executablePath: findBrowser('firefox'),
      headless: true,
      userDataDir: this.#profile,
      // That of the stand-in.
      acceptInsecureCerts: true,
      args: ['--remote-allow-system-access'],
      extraPrefsFirefox: firefoxPreferences(this.#proxy.port, language),
    });
    return this.#browser;
  }

  /** The popup's page in a tab, one at a time: WebDriver BiDi does not show the toolbar's popup. */
  override async openPopup(): Promise<Page> {
    await this.#popup?.close().catch(() => undefined);
    this.#popup = await this.openPage('popup/index.html');
    return this.#popup;
  }

  override async openPage(path: string): Promise<Page> {
    return openExtensionPage(this.browser, path);
  }

  override async addresses(): Promise<string[]> {
    const tabs = await this.hiddenPage.evaluate(() => chrome.tabs.query({}));
    return tabs.flatMap(({ url }) => url ?? []);
  }

  override async waitForWindow(address: string): Promise<Page> {
    const start = address.includes('://') ? address : `${extensionOrigin}${address}`;
    const ifThere = async (page: Page): Promise<Page> => {
      if ((await addressOf(page)).startsWith(start)) return page;
      throw new Error('Another page');
    };
    return vi.waitUntil(
      // Puppeteer also lists pages that the extension has closed, and those never answer.
      async () => Promise.any((await this.browser.pages()).map(ifThere)).catch(() => undefined),
      { timeout: 10_000 },
    );
  }

  override async startServiceWorker(): Promise<void> {
    // A message wakes it, even one that nobody understands.
    await this.send({ type: 'wake' });
    await vi.waitUntil(() => this.isServiceWorkerRunning(), { timeout: 10_000 });
  }

  override async stopServiceWorker(): Promise<void> {
    // Its promise is resolved when it has stopped: a page of the extension may wake it again before anybody looks.
    await inBrowserWindow(this.browser, `${policyOfExtension}.extension.terminateBackground()`);
  }

  override async restart(): Promise<void> {
    if (!this.#options.keepExtension) throw new Error('Firefox forgets a temporary add-on when it ends');
    await this.browser.close();
    this.#browser = this.#hidden = this.#popup = undefined;
    this.#hidden = await openExtensionPage(await this.#launch(), 'manifest.json');
  }

  /** At once, without a prompt. */
  override async allow({ permissions = [], origins = [] }: Allowed): Promise<void> {
    await inBrowserWindow(
      this.browser,
      `(async () => {
        const { ExtensionPermissions } = ChromeUtils.importESModule(
          'resource://gre/modules/ExtensionPermissions.sys.mjs',
        );
        const allowed = ${JSON.stringify({ permissions, origins })};
        await ExtensionPermissions.add(${JSON.stringify(extensionId)}, allowed, ${policyOfExtension}.extension);
      })()`,
    );
  }

  override async problems(): Promise<string[]> {
    const messages = await inBrowserWindow(
      this.browser,
      `JSON.stringify(Services.console.getMessageArray()
        .filter((message) => message instanceof Ci.nsIScriptError && !(message.flags & Ci.nsIScriptError.warningFlag))
        .map(String))`,
    );
    const all: string[] = JSON.parse(messages);
    return all.filter((message) => message.includes(extensionOrigin) && !isOfClosedPage(message));
  }

  override async close(): Promise<void> {
    if (this.#browser) await killBrowser(this.#browser);
    await this.#proxy?.stop();
    removeProfileMeanwhile(this.#profile);
    this.#browser = this.#hidden = this.#proxy = undefined;
  }
}

function running<T>(part: T | undefined): T {
  if (!part) throw new Error('The browser is not running: call start()');
  return part;
}

/**
 * Installs an add-on as from a file.
 *
 * @throws Error in a Firefox that takes no add-on without a signature
 */
async function installForGood(browser: Browser, folder: string): Promise<void> {
  await inTemporaryFolder(async (temporary) => {
    const file = join(temporary, 'extension.xpi');
    writeFileSync(file, zipOf(folder));
    await inBrowserWindow(
      browser,
      `(async () => {
        const file = Cc['@mozilla.org/file/local;1'].createInstance(Ci.nsIFile);
        file.initWithPath(${JSON.stringify(file)});
        const install = await AddonManager.getInstallForFile(file);
        await install.install();
      })()`,
    );
  });
}

/** Gives Firefox a language pack, which has none of its own texts: by it, add-ons speak the language. */
async function installLanguage(browser: Browser, language: string): Promise<void> {
  await inTemporaryFolder(async (folder) => {
    const manifest = {
      manifest_version: 2,
      name: `Language pack: ${language}`,
      version: '1.0',
      langpack_id: language,
      browser_specific_settings: {
        gecko: {
          id: `langpack-${language}@session-badge`,
          strict_min_version: '142.0',
          strict_max_version: '*',
        },
      },
      languages: { [language]: { chrome_resources: {}, version: '20260101000000' } },
      sources: { browser: { base_path: 'browser/' } },
    };
    writeFileSync(join(folder, 'manifest.json'), JSON.stringify(manifest));
    await browser.installExtension(folder);
  });
  const spoken = () => inBrowserWindow(browser, 'Services.locale.appLocaleAsBCP47');
  await vi.waitUntil(async () => (await spoken()) === language, { timeout: 10_000 });
}

async function inTemporaryFolder(act: (folder: string) => Promise<void>): Promise<void> {
  const folder = mkdtempSync(join(tmpdir(), 'session-badge-addon-'));
  await act(folder).finally(() => rmSync(folder, { recursive: true, force: true }));
}

const policyOfExtension = `WebExtensionPolicy.getByID(${JSON.stringify(extensionId)})`;

/** Firefox reports every page that is closed before it has its reply, which is what closing a window is. */
const isOfClosedPage = (message: string) =>
  /Promise (rejected|resolved) after context unloaded/.test(message);

/**
 * The address of a page; empty while it has none to tell. Puppeteer does not hear of an extension page's navigations,
 * so `page.url()` stays behind.
 */
function addressOf(page: Page): Promise<string> {
  return Promise.race([
    page.evaluate(() => location.href).catch(() => ''),
    new Promise<string>((resolve) => setTimeout(() => resolve(''), 300)),
  ]);
}

/** Opens a page of the extension. Its `goto` never resolves, or fails, but leads there. */
async function openExtensionPage(browser: Browser, path: string): Promise<Page> {
  const page = await browser.newPage();
  const address = `${extensionOrigin}${path}`;
  page.goto(address).catch(() => undefined);
  await vi.waitUntil(
    async () =>
      (await addressOf(page)) === address &&
      (await page.evaluate(() => document.readyState === 'complete').catch(() => false)),
    { timeout: 10_000 },
  );
  return page;
}
