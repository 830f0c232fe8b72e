import browser from 'webextension-polyfill';
import { chatUrl } from '../state/chat-url.ts';
import type { ListedChat } from '../state/chats.ts';
import { send } from '../state/protocol/messages.ts';

/** Opens a chat in LiveChat's app, and closes the popup, which would stand before it. */
export async function openChat({ id, threadId }: Pick<ListedChat, 'id' | 'threadId'>): Promise<void> {
  try {
    await send({ type: 'openChat', chatId: id, threadId });
  } catch {
    await browser.tabs.create({ url: chatUrl(id, threadId) });
  }
  window.close();
}
