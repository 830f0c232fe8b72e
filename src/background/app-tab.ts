import browser, { type Tabs } from 'webextension-polyfill';
import { config } from '../config/index.ts';
import { matchPatternOf } from '../config/match-pattern.ts';
import { attempt } from './attempt.ts';

/** Matches all addresses of LiveChat's app: an optional permission, without which no tab is found. */
const pattern = matchPatternOf(config.appUrl);

/** Matches the pages of chats there: no other page has to make room for a chat, as an unsaved form would be lost. */
const chatsPattern = pattern.replace('*', 'chats*');

/** Finds the tabs that show LiveChat's app, as far as the agent lets the extension see them. */
async function findAppTabs(query: Tabs.QueryQueryInfoType): Promise<Tabs.Tab[]> {
  const isAllowed = await attempt(() => browser.permissions.contains({ origins: [pattern] }));
  return (isAllowed && (await attempt(() => browser.tabs.query({ url: pattern, ...query })))) || [];
}

/** Finds the tab that shows chats in LiveChat's app, the one used last of several; nothing where there is none, or none may be seen. */
export async function findAppTab(): Promise<Tabs.Tab | undefined> {
  const tabs = await findAppTabs({ url: chatsPattern });
  return tabs.sort((a, b) => (b.lastAccessed ?? 0) - (a.lastAccessed ?? 0))[0];
}

/** Tells whether the agent has LiveChat's app in front of them; no, where nobody can tell. */
export async function isAppInFront(): Promise<boolean> {
  const tabs = await findAppTabs({ active: true });
  const windows = await Promise.all(
    tabs.map(({ windowId }) => attempt(async () => browser.windows.get(windowId ?? -1))),
  );
  return windows.some((window) => window?.focused);
}
