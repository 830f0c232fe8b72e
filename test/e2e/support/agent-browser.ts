import type { Browser, Page } from 'puppeteer-core';
import type { Permissions, Browser as WebExtension } from 'webextension-polyfill';
import { fireAlarm } from '../../../scripts/browser/fire-alarm.ts';
import { olderBy } from '../../../scripts/browser/older-by.ts';
import type { Allowed } from '../../../scripts/browser/profile.ts';
import { type ShownBadge, shownBadge } from '../../../scripts/browser/shown-badge.ts';

/** The extension API, inside the functions that run in the extension. */
declare const chrome: WebExtension & {
  runtime: { getContexts(filter: { contextTypes: string[] }): Promise<object[]> };
};

export interface AgentBrowserOptions {
  /** The stand-in, listening with TLS: the extension reaches it under LiveChat's real addresses. */
  liveChat: { port: number };
  /** A profile folder to use and to keep, of Chromium; a new one, removed at the end, where absent. */
  profile?: string;
  /** The folder of the built extension; the production build where absent. */
  extension?: string;
  /** Leaves the welcome page open, which comes with the installation; closes it where absent. */
  keepWelcome?: boolean;
  /** The language of the browser and of its machine; English where absent. */
  language?: string;
  /** Installs the extension for good, so that Firefox still has it after `restart()`; Chromium always does. */
  keepExtension?: boolean;
}

/** Drives one agent's browser. Everything in it waits for what it says; nothing sleeps. */
export abstract class AgentBrowser {
  /**
   * Returns the running browser.
   *
   * @throws Error when the browser is not running
   */
  abstract get browser(): Browser;

  /**
   * Returns a page of the extension that runs no code of it: a place from which to use the extension API while the
   * background may sleep.
   */
  abstract get hiddenPage(): Page;

  /** Starts the browser; the extension is there when the promise resolves. */
  abstract start(): Promise<void>;

  /** Opens the popup of the toolbar button, or its page in a tab where the browser shows a real popup to no test. */
  abstract openPopup(): Promise<Page>;

  /** Opens a page of the extension in a new tab. */
  abstract openPage(path: string): Promise<Page>;

  /** Lists the addresses of all open pages and windows, as far as the browser tells them. */
  abstract addresses(): Promise<string[]>;

  /**
   * Waits for the page or window whose address begins so, opened by whomever.
   *
   * @param address an address, or a path in the extension
   */
  abstract waitForWindow(address: string): Promise<Page>;

  /** Starts the service worker or event page, if it is stopped. */
  abstract startServiceWorker(): Promise<void>;

  /** Stops the service worker or event page, as the browser does after thirty idle seconds. */
  abstract stopServiceWorker(): Promise<void>;

  /** Quits the browser and starts it again with the same profile, as an agent does. */
  abstract restart(): Promise<void>;

  /** Allows the extension more than it needs, as the agent does in the browser's own prompt. */
  abstract allow(allowed: Allowed): Promise<void>;

  /** Lists what the extension's pages and background complained of since the first start. */
  abstract problems(): Promise<string[]>;

  /** Ends the browser, if it runs, and removes its profile, unless that was given. */
  abstract close(): Promise<void>;

  /** Tells whether the service worker runs, without waking it. */
  async isServiceWorkerRunning(): Promise<boolean> {
    return this.hiddenPage.evaluate(
      async () => (await chrome.runtime.getContexts({ contextTypes: ['BACKGROUND'] })).length > 0,
    );
  }

  /** Takes away what was allowed, as the agent does where the browser lists its extensions. */
  async forbid({ permissions = [], origins = [] }: Allowed): Promise<void> {
    await this.hiddenPage.evaluate(
      (withdrawn) => chrome.permissions.remove(withdrawn as Permissions.Permissions),
      { permissions: [...permissions], origins: [...origins] },
    );
  }

  /** Allows what the extension will ask for, without the browser's own prompt, which nobody can press in most tests. */
  async allowOnRequest(allowed: Allowed): Promise<void> {
    await this.allow(allowed);
    // What was allowed once is not asked for again.
    await this.forbid(allowed);
  }

  /** Tells whether something is allowed. */
  async isAllowed({ permissions = [], origins = [] }: Allowed): Promise<boolean> {
    return this.hiddenPage.evaluate(
      (wanted) => chrome.permissions.contains(wanted as Permissions.AnyPermissions),
      { permissions: [...permissions], origins: [...origins] },
    );
  }

  /** Reads the toolbar button's badge and title; asking does not wake the service worker. */
  async badge(): Promise<ShownBadge> {
    return this.hiddenPage.evaluate(shownBadge);
  }

  /** Reads everything in one of the extension's storage areas. */
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
    await this.hiddenPage.evaluate(fireAlarm, name);
  }

  /**
   * Lets time pass for the extension: what it has stored of LiveChat's last answer grows older.
   *
   * @param milliseconds how much older
   */
  async letPass(milliseconds: number): Promise<void> {
    const { connection, chats } = await this.storage('local');
    await this.store('local', olderBy(milliseconds, { connection, ...(chats !== undefined && { chats }) }));
  }

  /** Brings the next poll by the timer, a minute from now, without the minute. */
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

  /** Reads the period of an alarm, in milliseconds; nothing when there is no such alarm. */
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
}
