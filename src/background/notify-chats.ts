import type { ChatsSummary, ListedChat } from '../state/chats.ts';

/** Describes what a poll has found out about chats. Times are in milliseconds since 1970. */
export type ChatNews = {
  /** The agent's own chats before; absent where none were known. */
  before: readonly ListedChat[] | undefined;
  /** Those now. */
  after: readonly ListedChat[];
  summary: ChatsSummary;
  at: number;
};

/** Tells of chats by desktop notifications, as far as the agent wants that and the browser allows it. */
export async function notifyChats(_news: ChatNews): Promise<void> {}
