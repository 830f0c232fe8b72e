import browser from 'webextension-polyfill';
import { isFirefox } from '../config/index.ts';
import { read } from '../state/store/background-store.ts';
import { attempt } from './attempt.ts';
import { doNotDisturb } from './do-not-disturb.ts';
import { endSession } from './end-sessions.ts';
import { clearNotification, notifications } from './notify.ts';
import { openChat } from './open-chat.ts';
import { toleratingStorage } from './show-badge.ts';

/** The popup in a window of its own, in CSS pixels. */
const size = { width: 380, height: 640 };

/** Sets how often to look whether Firefox shows the popup that it has said to open, in milliseconds. */
const lookEvery = 50;

/** Listens to notifications, if the agent has allowed them; called again when they do. */
export function listenToNotifications(): void {
  const api = notifications();
  api?.onClicked.addListener(handleClicked);
  api?.onButtonClicked?.addListener(onButtonClicked);
}

async function handleClicked(id: string): Promise<void> {
  await clearNotification(id);
  const chat = await chatNotice(id);
  await (chat ? openChat(chat.chatId, chat.threadId) : showSessions());
}

/** Finds out which chat a notification is about, or that it is about the queue; nothing where it is about sessions. */
const chatNotice = async (id: string) =>
  (await attempt(() => read('chatNotices')))?.chatNotices?.find((notice) => notice.id === id);

/** One listener, however often it is registered. */
const onButtonClicked = toleratingStorage(handleButtonClicked);

/**
 * Does what a button says: the second one ends the session that the notification is about, as its row's button does; at a
 * chat, it stops notifications for an hour.
 */
async function handleButtonClicked(id: string, index: number): Promise<void> {
  const { notifications: remembered } = await read('notifications');
  const sessionId = remembered?.find((each) => each.id === id)?.sessionId;
  const isAboutChats = index > 0 && (await chatNotice(id)) !== undefined;
  // Which session it was about is forgotten when the browser ends: then the list is the next best answer.
  if (!isAboutChats && (index === 0 || !sessionId)) return handleClicked(id);
  await clearNotification(id);
  if (isAboutChats) await doNotDisturb('hour');
  else if (sessionId) await endSession(sessionId, { from: 'notification' });
}

/**
 * Opens the popup; in a window of its own where the browser can't open it, has no window to open it in, or says that it
 * has and shows nothing, as Firefox before 149 does.
 */
async function showSessions(): Promise<void> {
  if (!(await isPopupOpened()))
    await browser.windows.create({ type: 'popup', url: 'popup/index.html', ...size });
}

async function isPopupOpened(): Promise<boolean> {
  try {
    await browser.action.openPopup();
    return await isPopupThere();
  } catch {
    return false;
  }
}

/** Tells whether a popup is there, or comes in time. Chromium's word for it is good. */
async function isPopupThere(): Promise<boolean> {
  if (!isFirefox) return true;
  for (let looks = 0; looks < 20; looks += 1) {
    if (browser.extension.getViews({ type: 'popup' }).length > 0) return true;
    await new Promise((resolve) => setTimeout(resolve, lookEvery));
  }
  return false;
}
