import { relativeTime, type TextKey, t } from '../i18n/index.ts';
import { sanitizeText } from '../i18n/sanitize-text.ts';
import type { ChatsSummary, ListedChat } from '../state/chats.ts';
import { timeAgo } from './time-ago.ts';

type Line = NonNullable<ListedChat['newest']>;

/** Names what a message is that has no words of its own. */
const kinds = {
  message: 'chat_message',
  file: 'chat_file',
  rich_message: 'chat_rich_message',
  filled_form: 'chat_filled_form',
} as const satisfies Record<Line['kind'], TextKey>;

/** Names a customer: text from outside, in place of which there may be none. */
export const customerText = (customer: string): string => sanitizeText(customer, 60) || t('chat_customer');

/** Names who wrote a message; empty where nobody knows. */
function authorText({ author, name }: Line): string {
  switch (author) {
    case 'me':
      return t('chat_you');
    case 'agent':
      return sanitizeText(name, 60) || t('chat_agent');
    case 'customer':
      return customerText(name);
    case 'unknown':
      return sanitizeText(name, 60);
  }
}

/** Says in words what a message is, and whose: `You:`, `Hello`. All of it may be text from outside. */
export function lineWords(line: Line): { author: string; words: string } {
  const author = authorText(line);
  return {
    author: author && t('chat_author', author),
    words: sanitizeText(line.text, 200) || t(kinds[line.kind]),
  };
}

/** Says how long ago something happened in a chat; less than a minute is now, so that nothing flickers. */
export const chatAge = (at: number, now: number): string =>
  now - at < 60_000 ? relativeTime(0, 'second') : timeAgo(at, now);

/** Says that none of the chats is the agent's own, as far as that is known. */
export const noChatsText = (summary: Pick<ChatsSummary, 'isAtLeast'> | undefined): string =>
  t(summary?.isAtLeast ? 'chats_empty_of_some' : 'chats_empty');
