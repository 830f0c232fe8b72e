import { t } from '../i18n/index.ts';
import { chatUrl } from '../state/chat-url.ts';
import type { ListedChat } from '../state/chats.ts';
import { customerText, lineWords } from './chat-words.ts';
import { memo } from './memo.ts';
import { openChat } from './open-chat.ts';
import './chat-row.css';

type ChatRowProps = {
  chat: ListedChat;
  /** Stands for the names and the words while they are hidden. */
  hiddenName: string | undefined;
  /** Says how long ago the last message was; empty where nobody knows. */
  age: string;
};

/** Opens the chat in the tab that shows LiveChat's app, if there is one. Who wants a tab of their own for it gets that. */
function handleClick(event: MouseEvent, chat: ListedChat): void {
  if (event.ctrlKey || event.metaKey || event.shiftKey) return;
  event.preventDefault();
  // The second click of a double click would open another tab.
  if (event.detail <= 1) openChat(chat);
}

/** Shows one chat, mostly text from outside: with whom it is, and what was written last. It leads there. */
export const ChatRow = memo(({ chat, hiddenName, age }: ChatRowProps) => {
  const { id, threadId, customer, isUnread, newest } = chat;
  const line = newest && hiddenName === undefined && lineWords(newest);
  return (
    <li class={isUnread ? 'chat unread' : 'chat'}>
      <a
        href={chatUrl(id, threadId)}
        target="_blank"
        rel="noreferrer"
        onClick={(event) => handleClick(event, chat)}
        onKeyDown={(event) => event.repeat && event.key === 'Enter' && event.preventDefault()}
      >
        <span class="chat-head">
          <bdi class="truncate chat-customer" elementtiming="row">
            {hiddenName ?? customerText(customer)}
          </bdi>{' '}
          {isUnread && <span class="tag new">{t('chat_unread')}</span>} <span class="chat-age">{age}</span>
        </span>{' '}
        {line && (
          <span class="chat-line" title={line.words}>
            {line.author && <bdi class="truncate chat-author">{line.author}</bdi>}{' '}
            <bdi class="truncate">{line.words}</bdi>
          </span>
        )}
      </a>
    </li>
  );
});
