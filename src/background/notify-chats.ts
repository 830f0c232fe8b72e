import type { Storage } from 'webextension-polyfill';
import { t } from '../i18n/index.ts';
import { type ChatNews, nextNotices, noticeText } from '../state/chat-notices.ts';
import { isQuietAt } from '../state/quiet.ts';
import { choicesOf } from '../state/settings.ts';
import { read, write } from '../state/store/background-store.ts';
import { withAgentLock } from './agent-lock.ts';
import { isAppInFront } from './app-tab.ts';
import { attempt } from './attempt.ts';
import { clearNotification, notifications, showNotification } from './notify.ts';

/**
 * Tells of chats by desktop notifications, as far as the agent wants that and the browser allows it. What is not told while
 * they have LiveChat's app in front of them, or do not want to be disturbed, is not told later either.
 */
export const notifyChats = (news: ChatNews): Promise<void> => attempt(() => tell(news));

async function tell(news: ChatNews): Promise<void> {
  const { told, choices, quietUntil } = await noteNews(news);
  if (told.length === 0 || !notifications() || isQuietAt(Date.now(), quietUntil) || (await isAppInFront()))
    return;
  for (const notice of told) {
    const chat = news.after.find(({ id }) => id === notice.chatId);
    await attempt(() =>
      showNotification(notice.id, noticeText(notice, chat, choices), [t('open'), t('notice_quiet')]),
    );
  }
}

/** Remembers what there is to tell, and gives it. Nothing of it for who is not signed in any more. */
const noteNews = (news: ChatNews) =>
  withAgentLock(async () => {
    const stored = await read('settings', 'managed', 'connection', 'quietUntil', 'chatNotices');
    const { settings, managed, connection, quietUntil, chatNotices: before = [] } = stored;
    const choices = choicesOf(settings, managed);
    if (connection?.status !== 'signedIn') return { told: [], choices, quietUntil };
    const after = nextNotices(before, news, choices, () => crypto.randomUUID());
    const told = after.filter((notice) => !before.includes(notice));
    if (told.length > 0 || after.length < before.length) await write({ chatNotices: after });
    return { told, choices, quietUntil };
  });

/** Puts notifications away that are remembered no longer: what they tell has become untrue, or is nobody's to see. */
export async function clearForgotten({ oldValue, newValue }: Storage.StorageChange): Promise<void> {
  const left = idsOf(newValue);
  for (const id of idsOf(oldValue)) if (!left.includes(id)) await clearNotification(id);
}

const idsOf = (value: unknown): string[] =>
  Array.isArray(value) ? value.map((each) => String(Object(each).id)) : [];
