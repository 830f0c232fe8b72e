import { config } from '../config/index.ts';

/**
 * Builds the address of a chat in LiveChat's app; that of all chats where there is no usable ID.
 *
 * @param threadId empty leads to the newest thread
 */
export const chatUrl = (chatId: string, threadId: string): string =>
  [config.appUrl, 'chats', chatId, chatId && threadId].filter(Boolean).map(String).join('/');
