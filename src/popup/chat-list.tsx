import { useRef } from 'preact/hooks';
import { number, plural, t } from '../i18n/index.ts';
import type { ChatsSummary, ListedChat } from '../state/chats.ts';
import { Button } from '../ui/button.tsx';
import { ChatRow } from './chat-row.tsx';
import { chatAge, noChatsText } from './chat-words.ts';
import { chatIdOf, countUpdates } from './count-updates.ts';
import { UpdatedAgo } from './updated-ago.tsx';
import { useAttention } from './use-attention.ts';
import { useHeldList } from './use-held-list.ts';
import { useNow } from './use-now.ts';
import { useProgressiveCount } from './use-progressive-count.ts';
import { useStable } from './use-stable.ts';
import './chat-list.css';

type ChatListProps = {
  chats: ListedChat[];
  fetchedAt: number;
  /** Tells whether there may be more chats than LiveChat was asked for. */
  summary: ChatsSummary | undefined;
  /** Tells that neither names nor messages are shown. */
  isHidden: boolean;
};

/**
 * Shows the agent's chats in the order in which they are stored: the unread ones first. While the agent is at the list, it stands
 * still, and says how much has changed.
 */
export function ChatList({ chats, fetchedAt, summary, isHidden }: ChatListProps) {
  const area = useRef<HTMLElement>(null);
  const isHeld = useAttention(area);
  const { shown, updates, apply } = useHeldList(useStable(chats, chatIdOf), isHeld, countUpdates);
  const rendered = useProgressiveCount(shown.length);
  const now = useNow(5_000);
  const applyHere = () => {
    apply();
    // The button goes: the keyboard would start over.
    area.current?.focus();
  };
  return (
    <section id="chats" ref={area} tabIndex={-1} aria-label={t('chats_title')}>
      <div class="chats-head">
        <UpdatedAgo fetchedAt={fetchedAt} />
        <div role="status">
          {updates > 0 && (
            <Button id="apply-updates" onPress={applyHere}>
              {plural('updates', updates)}
            </Button>
          )}
        </div>
      </div>
      {shown.length === 0 && <p class="empty">{noChatsText(summary)}</p>}
      <ul>
        {shown.slice(0, rendered).map((chat, index) => (
          <ChatRow
            key={chatIdOf(chat)}
            chat={chat}
            hiddenName={isHidden ? t('chat_customer_number', number(index + 1)) : undefined}
            age={chat.at === undefined ? '' : chatAge(chat.at, now)}
          />
        ))}
      </ul>
    </section>
  );
}
