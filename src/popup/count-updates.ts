import type { ListedChat } from '../state/chats.ts';

/** Names a chat; one without a usable ID by all that is known of it. */
export const chatIdOf = (chat: ListedChat): string => chat.id || JSON.stringify(chat);

/**
 * Counts what is new in a list of chats: each one that came, went, or is not as it was; one in all where only the order is
 * another.
 */
export function countUpdates(before: readonly ListedChat[], after: readonly ListedChat[]): number {
  const left = new Map(before.map((chat) => [chatIdOf(chat), JSON.stringify(chat)]));
  let updates = 0;
  for (const chat of after) {
    const id = chatIdOf(chat);
    if (left.get(id) !== JSON.stringify(chat)) updates += 1;
    left.delete(id);
  }
  const isMoved = after.some((chat, index) => before[index] && chatIdOf(before[index]) !== chatIdOf(chat));
  return updates + left.size || Number(isMoved);
}
