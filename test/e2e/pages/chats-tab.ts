import type { Page } from 'puppeteer-core';
import type { AgentBrowser } from '../support/agent-browser.ts';
import { pageObject } from './page-element.ts';

/** Names the elements of the popup's tab with the agent's chats, and the way to the other one. */
export const chatsTabSelectors = {
  tab: '#tab-chats',
  openTab: '#tab-chats[aria-selected="true"]',
  sessionsTab: '#tab-sessions',
  /** The one of the two that is open. */
  selectedTab: '[role="tab"][aria-selected="true"]',
  panel: '#tab-panel',

  summary: '#chats-count',
  rows: '#chats li',
  unreadRows: '#chats li.unread',
  queue: '#queue',
  applyUpdates: '#apply-updates',
  hideNames: '#hide-names',
  notice: '.notice',
  refreshButton: '#refresh',

  /** Says what has to be done first. */
  prompt: '.prompt',
  offer: '#show-chats',
  ask: '#ask-chats',
  scopes: '#chats-scopes',
  turnOff: '#turn-chats-off',
};

/** Describes the popup's tab with the agent's chats. */
export type ChatsTab = ReturnType<typeof chatsTabOn>;

/** Describes the tab in the popup that a page shows. */
export const chatsTabOn = (page: Page) => pageObject(page, chatsTabSelectors);

/** Opens the popup, and its tab with the chats. */
export async function openChatsTab(agentBrowser: AgentBrowser): Promise<ChatsTab> {
  const chats = chatsTabOn(await agentBrowser.openPopup());
  await chats.tab.click();
  await chats.openTab.waitFor();
  return chats;
}
