import type { Storage } from 'webextension-polyfill';
import { t } from '../i18n/index.ts';
import { type ChatNews, type ChatNotice, nextNotices, noticeText } from '../state/chat-notices.ts';
import type { ListedChat } from '../state/chats.ts';
import { isQuietAt } from '../state/quiet.ts';
import { type Choices, choicesOf } from '../state/settings.ts';
import { read, type Stored, write } from '../state/store/background-store.ts';
import { withAgentLock } from './agent-lock.ts';
import { isAppInFront } from './app-tab.ts';
import { attempt } from './attempt.ts';
import { isLeft } from './forget-chats.ts';
import { clearNotification, notifications, showNotification } from './notify.ts';

/** Lists the change that a poll makes of the notifications that are out, or to be shown; none where it makes none. */
export function changesByNews(
  before: readonly ChatNotice[] = [],
  ...news: [news: ChatNews, choices: Choices]
): { chatNotices?: ChatNotice[] } {
  const chatNotices = nextNotices(before, ...news, () => crypto.randomUUID());
  const isSame = chatNotices.length === before.length && chatNotices.every((each) => before.includes(each));
  return isSame ? {} : { chatNotices };
}

/**
 * Shows the notifications of chats that are pending, as far as the agent wants that and the browser allows it. What is not
 * told while they have LiveChat's app in front of them, or do not want to be disturbed, is not told later either. On a locked
 * screen, where anybody reads it, none names anybody.
 *
 * @param chats the agent's own
 */
export const notifyChats = (chats: readonly ListedChat[]): Promise<void> => attempt(() => tell(chats));

async function tell(chats: readonly ListedChat[]): Promise<void> {
  if (pendingOf(await read('chatNotices')).length === 0) return;
  const isInFront = await isAppInFront();
  // What was forgotten meanwhile is not shown.
  const stored = await read('settings', 'managed', 'presence', 'quietUntil', 'chatNotices');
  const choices = choicesOf(stored.settings, stored.managed);
  const isLocked = isLeft(stored.presence?.state);
  if (!choices.chats || (isLocked && choices.forgetOnLock)) return;
  const shown = { ...choices, notifyText: choices.notifyText && !isLocked };
  const pending = pendingOf(stored);
  if (!isInFront && notifications() && !isQuietAt(Date.now(), stored.quietUntil))
    await Promise.all(
      pending.map((notice) =>
        attempt(() => {
          const chat = chats.find(({ id }) => id === notice.chatId);
          return showNotification(notice.id, noticeText(notice, chat, shown), [t('open'), t('notice_quiet')]);
        }),
      ),
    );
  await noteShown(pending);
}

const pendingOf = ({ chatNotices = [] }: Pick<Stored, 'chatNotices'>): ChatNotice[] =>
  chatNotices.filter(({ isPending }) => isPending);

/** Remembers that notifications need not be shown any more, unless there is something else to tell in their place. */
const noteShown = (shown: readonly ChatNotice[]): Promise<void> =>
  withAgentLock(async () => {
    const { chatNotices } = await read('chatNotices');
    if (!chatNotices) return;
    const isShown = (notice: ChatNotice) =>
      shown.some(({ id, kind, since }) => id === notice.id && kind === notice.kind && since === notice.since);
    await write({
      chatNotices: chatNotices.map(({ isPending, ...notice }) =>
        isPending && !isShown(notice) ? { ...notice, isPending } : notice,
      ),
    });
  });

/** Puts notifications away that are remembered no longer: what they tell has become untrue, or is nobody's to see. */
export async function clearForgotten({ oldValue, newValue }: Storage.StorageChange): Promise<void> {
  const left = idsOf(newValue);
  for (const id of idsOf(oldValue)) if (!left.includes(id)) await clearNotification(id);
}

const idsOf = (value: unknown): string[] =>
  Array.isArray(value) ? value.map((each) => String(Object(each).id)) : [];
