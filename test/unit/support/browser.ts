import { readdirSync, readFileSync } from 'node:fs';
import fc from 'fast-check';
import { beforeEach, vi } from 'vitest';
import { shippedTexts } from '../../../scripts/build/shipped-texts.ts';
import { readConfig } from '../../../src/config/read-config.ts';
import { checks, worker } from './worker.ts';

const readJson = (path: string) =>
  JSON.parse(readFileSync(new URL(`../../../${path}`, import.meta.url), 'utf8'));
/** The texts of each folder in `public/_locales`. */
const locales = Object.fromEntries(
  readdirSync(new URL('../../../public/_locales', import.meta.url)).map((folder) => [
    folder,
    shippedTexts(readJson(`public/_locales/${folder}/messages.json`)),
  ]),
);
/** The texts that a browser chooses for its language: of its region, else of its language, else in English. */
function textsFor(tag: string): Record<string, { message: string }> {
  const { language, region } = new Intl.Locale(tag);
  return locales[`${language}_${region}`] ?? locales[language] ?? locales['en'] ?? {};
}
/** The hosts of the manifest, which Chromium grants at the installation. */
const hosts = ['https://accounts.livechat.com/*', 'https://status.livechat.com/*'];

/** The listeners of one browser event; `fire` waits for what they start. */
function fakeEvent() {
  const listeners = new Set<(...parameters: unknown[]) => unknown>();
  return {
    addListener: (listener: (...parameters: unknown[]) => unknown) => listeners.add(listener),
    removeListener: (listener: (...parameters: unknown[]) => unknown) => listeners.delete(listener),
    fire: (...parameters: unknown[]) =>
      Promise.all([...listeners].map((listener) => listener(...parameters))),
    forget: () => listeners.clear(),
  };
}

const onChanged = fakeEvent();

type Values = Record<string, unknown>;

/** Lists the changed values as the browser tells them: without what was not there, or is not there any more. */
const changesFrom = (before: Values, after: Values, keys: string[]) =>
  Object.fromEntries(
    keys.map((key) => [
      key,
      { ...(key in before && { oldValue: before[key] }), ...(key in after && { newValue: after[key] }) },
    ]),
  );

/** Keeps what JSON can say, as Chrome's storage does. */
function fakeArea(name: string) {
  let values: Record<string, unknown> = {};
  return {
    get: async (keys?: string[]) =>
      structuredClone(
        Object.fromEntries(Object.entries(values).filter(([key]) => !keys || keys.includes(key))),
      ),
    set: async (items: Record<string, unknown>) => {
      const before = values;
      values = { ...values, ...JSON.parse(JSON.stringify(items)) };
      void onChanged.fire(changesFrom(before, values, Object.keys(items)), name);
    },
    remove: async (keys: string[]) => {
      const before = values;
      values = Object.fromEntries(Object.entries(values).filter(([key]) => !keys.includes(key)));
      void onChanged.fire(changesFrom(before, values, keys), name);
    },
    setAccessLevel: async () => undefined,
    /** For tests: everything that is stored. */
    all: () => values,
    clear: () => {
      values = {};
    },
  };
}

const fakeNotifications = {
  /** For tests: those that are shown. */
  shown: new Map<string, NotificationOptions>(),
  onClicked: fakeEvent(),
  onButtonClicked: fakeEvent(),
  create: async (id: string, options: NotificationOptions) => {
    fakeNotifications.shown.set(id, options);
    return id;
  },
  clear: async (id: string) => fakeNotifications.shown.delete(id),
};
type NotificationOptions = { title: string; message: string; buttons?: { title: string }[] };

/** Names the address whose redirects the browser catches. */
export const caughtUri = 'https://extension.chromiumapp.org/';

type Alarm = { name: string; scheduledTime: number; periodInMinutes?: number };

/** Chrome makes alarms wait for at least half a minute. */
const shortestAlarm = 30_000;

type IdleState = 'active' | 'idle' | 'locked';

/** Acts as a browser in memory: only what the extension uses, with levers for tests. */
export const fakeBrowser = {
  storage: {
    local: fakeArea('local'),
    session: fakeArea('session'),
    managed: fakeArea('managed'),
    onChanged,
  },
  alarms: {
    all: new Map<string, Alarm>(),
    onAlarm: fakeEvent(),
    get: async (name: string) => fakeBrowser.alarms.all.get(name),
    create: (name: string, info: { delayInMinutes?: number; when?: number; periodInMinutes?: number }) => {
      const { when, delayInMinutes, periodInMinutes } = info;
      const wanted = when ?? Date.now() + (delayInMinutes ?? periodInMinutes ?? 0) * 60_000;
      const scheduledTime = Math.max(wanted, Date.now() + shortestAlarm);
      fakeBrowser.alarms.all.set(name, { name, scheduledTime, ...(periodInMinutes && { periodInMinutes }) });
    },
    clear: async (name: string) => fakeBrowser.alarms.all.delete(name),
    /** For tests: an alarm goes off, at whatever time it is. The listeners hear of it as it was set. */
    goOff: (name: string) => {
      const alarm = fakeBrowser.alarms.all.get(name);
      const told = { scheduledTime: Date.now(), ...alarm, name };
      if (alarm?.periodInMinutes) alarm.scheduledTime = Date.now() + alarm.periodInMinutes * 60_000;
      else fakeBrowser.alarms.all.delete(name);
      return fakeBrowser.alarms.onAlarm.fire(told);
    },
  },
  action: {
    shown: { text: '', color: '', textColor: '', title: '' },
    setBadgeText: async ({ text }: { text: string }) => {
      fakeBrowser.action.shown.text = text;
    },
    setBadgeBackgroundColor: async ({ color }: { color: string }) => {
      fakeBrowser.action.shown.color = color;
    },
    setBadgeTextColor: async ({ color }: { color: string }) => {
      fakeBrowser.action.shown.textColor = color;
    },
    opened: 0,
    /** For tests: whether there is a window to open the popup in. */
    hasWindow: true,
    openPopup: async () => {
      if (!fakeBrowser.action.hasWindow) throw new Error('Could not find an active browser window.');
      fakeBrowser.action.opened += 1;
    },
    setTitle: async ({ title }: { title: string }) => {
      fakeBrowser.action.shown.title = title;
    },
  },
  permissions: {
    /** For tests: what is granted. */
    granted: new Set<string>(hosts),
    contains: async ({ origins = [], permissions = [] }: { origins?: string[]; permissions?: string[] }) =>
      [...origins, ...permissions].every((each) => fakeBrowser.permissions.granted.has(each)),
    onAdded: fakeEvent(),
    onRemoved: fakeEvent(),
    /** For tests: whether the browser lets the extension send a request there. */
    mayReach: (url: string) => fakeBrowser.permissions.granted.has(`${new URL(url).origin}/*`),
    /** For tests: the agent no longer lets the extension reach LiveChat. */
    forbidLiveChat: async () => {
      for (const each of hosts) fakeBrowser.permissions.granted.delete(each);
      await fakeBrowser.permissions.onRemoved.fire({ permissions: [], origins: hosts });
    },
    /** For tests: the agent lets the extension reach LiveChat. */
    allowLiveChat: async () => {
      for (const each of hosts) fakeBrowser.permissions.granted.add(each);
      await fakeBrowser.permissions.onAdded.fire({ permissions: [], origins: hosts });
    },
    /** For tests: the agent lets the extension reach servers that it need not reach, or no longer. */
    change: async (isAllowed: boolean, ...origins: string[]) => {
      const { granted, onAdded, onRemoved } = fakeBrowser.permissions;
      for (const each of origins) isAllowed ? granted.add(each) : granted.delete(each);
      await (isAllowed ? onAdded : onRemoved).fire({ permissions: [], origins });
    },
    /** For tests: the agent allows notifications. */
    allowNotifications: async () => {
      fakeBrowser.notifications = fakeNotifications;
      fakeBrowser.permissions.granted.add('notifications');
      await fakeBrowser.permissions.onAdded.fire({ permissions: ['notifications'], origins: [] });
    },
  },
  /** Absent until the agent allows them. */
  notifications: undefined as typeof fakeNotifications | undefined,
  windows: {
    open: new Map<number, { url: string; type?: string; width?: number; height?: number }>(),
    focused: [] as number[],
    create: async (details: { url: string; type?: string; width?: number; height?: number }) => {
      const id = 100 + fakeBrowser.windows.open.size;
      fakeBrowser.windows.open.set(id, details);
      return { id, tabs: [{ id: fakeBrowser.tabs.openIn(id) }] };
    },
    update: async (id: number) => {
      if (!fakeBrowser.windows.open.has(id)) throw new Error('No window with id');
      fakeBrowser.windows.focused.push(id);
    },
    get: async (id: number) => {
      if (!fakeBrowser.windows.open.has(id)) throw new Error('No window with id');
      return { id, focused: fakeBrowser.windows.focused.at(-1) === id };
    },
  },
  tabs: {
    /** For tests: the open tabs, and the window that each is in. */
    open: new Map<number, number>(),
    /** For tests: the tabs that were shown. */
    shown: [] as number[],
    onRemoved: fakeEvent(),
    /** For tests: opens a tab in a window. Returns its ID. */
    openIn: (windowId: number) => {
      const id = 1_000 + fakeBrowser.tabs.ever;
      fakeBrowser.tabs.ever += 1;
      fakeBrowser.tabs.open.set(id, windowId);
      return id;
    },
    /** For tests: how many tabs there have been. */
    ever: 0,
    get: async (id: number) => {
      const windowId = fakeBrowser.tabs.open.get(id);
      if (windowId === undefined) throw new Error('No tab with id');
      return { id, windowId };
    },
    update: async (id: number, { url }: { url?: string } = {}) => {
      const windowId = fakeBrowser.tabs.open.get(id);
      if (windowId === undefined) throw new Error('No tab with id');
      fakeBrowser.tabs.shown.push(id);
      if (url !== undefined) fakeBrowser.tabs.opened.push(url);
      return { id, windowId };
    },
    remove: async (id: number) => {
      const windowId = fakeBrowser.tabs.open.get(id);
      if (windowId === undefined) throw new Error('No tab with id');
      fakeBrowser.tabs.open.delete(id);
      if (![...fakeBrowser.tabs.open.values()].includes(windowId)) fakeBrowser.windows.open.delete(windowId);
      void fakeBrowser.tabs.onRemoved.fire(id);
    },
    /** For tests: the addresses that were opened. */
    opened: [] as string[],
    create: async ({ url }: { url: string }) => {
      fakeBrowser.tabs.opened.push(url);
      return {};
    },
    /** For tests: the tabs that were loaded anew. */
    reloaded: [] as number[],
    reload: async (id: number) => {
      if (!fakeBrowser.tabs.open.has(id)) throw new Error('No tab with id');
      fakeBrowser.tabs.reloaded.push(id);
    },
    /** For tests: the tabs that show LiveChat's app, which the browser tells of with its permission alone. */
    ofApp: [] as { id: number; windowId: number; active: boolean; url: string; lastAccessed?: number }[],
    query: async ({ url, active }: { url: string; active?: boolean }) => {
      if (!fakeBrowser.permissions.granted.has(`${new URL(url).origin}/*`))
        throw new Error('The "tabs" permission is required');
      return fakeBrowser.tabs.ofApp.filter(
        (tab) => tab.url.startsWith(url.replace('*', '')) && (active === undefined || tab.active === active),
      );
    },
  },
  management: {
    /** For tests: who has installed the extension. */
    installType: 'normal',
    getSelf: async () => ({ installType: fakeBrowser.management.installType }),
  },
  extension: {
    /** The popup of the toolbar button, where it is there. Only Firefox's event page can tell. */
    getViews: (): object[] => [],
  },
  runtime: {
    id: 'extension',
    getManifest: () => ({ host_permissions: hosts }),
    getURL: (path: string) => `chrome-extension://extension/${path}`,
    onInstalled: fakeEvent(),
    onStartup: fakeEvent(),
    onMessage: fakeEvent(),
    sendMessage: async () => undefined,
  },
  identity: {
    getRedirectURL: () => caughtUri,
    /** For tests: opens an address as the browser does, with its cookies. Returns where it redirects to, if it does. */
    open: undefined as ((url: string) => Promise<string | undefined>) | undefined,
    /** For tests: what was asked for. */
    launched: [] as { url: string; interactive: boolean }[],
    launchWebAuthFlow: async (details: { url: string; interactive: boolean }) => {
      fakeBrowser.identity.launched.push(details);
      const address = await fakeBrowser.identity.open?.(details.url);
      if (!address?.startsWith(caughtUri)) throw new Error('User interaction required.');
      return address;
    },
  },
  idle: {
    /** For tests: since when nobody has touched mouse or keyboard; absent while somebody does. */
    untouchedSince: undefined as number | undefined,
    /** For tests: whether the screen is locked. */
    isLocked: false,
    /** After how many seconds the browser tells that nobody is there: a minute, unless it is told another time. */
    detectionInterval: 60,
    /** Holds what the browser has told last. */
    told: 'active' as IdleState,
    onStateChanged: fakeEvent(),
    setDetectionInterval: (seconds: number) => {
      fakeBrowser.idle.detectionInterval = seconds;
    },
    queryState: async (seconds: number) => fakeBrowser.idle.stateFor(seconds),
    stateFor: (seconds: number): IdleState => {
      const { isLocked, untouchedSince } = fakeBrowser.idle;
      if (isLocked) return 'locked';
      return untouchedSince !== undefined && Date.now() - untouchedSince >= seconds * 1000
        ? 'idle'
        : 'active';
    },
    /** For tests: the browser tells of what has changed by now. */
    tell: async () => {
      const state = fakeBrowser.idle.stateFor(fakeBrowser.idle.detectionInterval);
      if (state === fakeBrowser.idle.told) return;
      fakeBrowser.idle.told = state;
      await fakeBrowser.idle.onStateChanged.fire(state);
    },
    /** For tests: the agent takes their hands off mouse and keyboard. */
    leave: () => {
      fakeBrowser.idle.untouchedSince = Date.now();
    },
    /** For tests: the agent touches them, and unlocks the screen. */
    comeBack: async () => {
      fakeBrowser.idle.untouchedSince = undefined;
      fakeBrowser.idle.isLocked = false;
      await fakeBrowser.idle.tell();
    },
  },
  i18n: {
    /** For tests: the browser's language. */
    language: 'en-GB',
    getUILanguage: () => fakeBrowser.i18n.language,
    getMessage: (key: string, substitutions: string | string[] = []) => {
      return (textsFor(fakeBrowser.i18n.language)[key]?.message ?? '').replace(
        /\$(\d)/g,
        (_, index) => [substitutions].flat()[Number(index) - 1] ?? '',
      );
    },
  },
  /** For tests: what a start of the browser leaves of the last one. */
  restart: () => {
    fakeBrowser.storage.session.clear();
    fakeBrowser.alarms.all.clear();
    fakeBrowser.action.shown = { text: '', color: '', textColor: '', title: '' };
    Object.assign(fakeBrowser.idle, { untouchedSince: undefined, isLocked: false });
    Object.assign(fakeBrowser.idle, { detectionInterval: 60, told: 'active' });
    fakeBrowser.windows.open.clear();
    fakeBrowser.windows.focused.length = 0;
    fakeBrowser.tabs.open.clear();
    fakeBrowser.tabs.shown.length = 0;
    fakeBrowser.tabs.reloaded.length = 0;
    fakeBrowser.tabs.ofApp.length = 0;
    fakeBrowser.tabs.ever = 0;
    fakeBrowser.stopServiceWorker();
  },
  /** For tests: ends the service worker, which the next import of `src/background/index.ts` starts again. */
  stopServiceWorker: () => {
    worker.stop();
    vi.stubGlobal('self', new EventTarget());
    const { onInstalled, onStartup, onMessage } = fakeBrowser.runtime;
    const { alarms, idle, permissions, tabs } = fakeBrowser;
    for (const event of [
      onInstalled,
      onStartup,
      onMessage,
      onChanged,
      alarms.onAlarm,
      idle.onStateChanged,
      tabs.onRemoved,
      permissions.onAdded,
      permissions.onRemoved,
      fakeNotifications.onClicked,
      fakeNotifications.onButtonClicked,
    ]) {
      event.forget();
    }
  },
};

// Else lists and texts stay short, whatever length they may have.
fc.configureGlobal({ defaultSizeToMaxWhenMaxSpecified: true });
vi.mock('webextension-polyfill', () => ({ default: fakeBrowser }));
vi.stubGlobal('__BROWSER__', 'chrome');
vi.stubGlobal(
  '__LIVECHAT_CONFIG__',
  readConfig(readJson('livechat.config.json'), { LIVECHAT_CLIENT_ID: 'client' }),
);

beforeEach(() => {
  fakeBrowser.storage.local.clear();
  fakeBrowser.storage.managed.clear();
  fakeBrowser.notifications = undefined;
  fakeBrowser.permissions.granted = new Set(hosts);
  fakeBrowser.i18n.language = 'en-GB';
  fakeNotifications.shown.clear();
  checks.clear();
  fakeBrowser.action.opened = 0;
  fakeBrowser.action.hasWindow = true;
  fakeBrowser.management.installType = 'normal';
  fakeBrowser.tabs.opened.length = 0;
  fakeBrowser.identity.open = undefined;
  fakeBrowser.identity.launched.length = 0;
  fakeBrowser.restart();
});
