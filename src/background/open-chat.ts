import browser from 'webextension-polyfill';
import { chatUrl } from '../state/chat-url.ts';
import { findAppTab } from './app-tab.ts';
import { attempt } from './attempt.ts';

/** Opens a chat in LiveChat's app: in the tab that shows the app, where the agent lets us see it, or else in a new one. */
export async function openChat(chatId: string, threadId: string): Promise<void> {
  const url = chatUrl(chatId, threadId);
  const tab = await findAppTab();
  const id = tab?.id;
  const shown =
    id === undefined ? undefined : await attempt(() => browser.tabs.update(id, { url, active: true }));
  const { windowId } = shown ?? (await browser.tabs.create({ url }));
  if (windowId !== undefined) await attempt(() => browser.windows.update(windowId, { focused: true }));
}
