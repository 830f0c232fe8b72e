import browser from 'webextension-polyfill';
import { read } from '../state/stored.ts';
import { attempt } from './attempt.ts';
import { endSession } from './end-sessions.ts';
import { notifications } from './notify.ts';

/** The popup in a window of its own, in CSS pixels. */
const size = { width: 380, height: 640 };

/** Listens to notifications, if the agent has allowed them; called again when they do. */
export function listenToNotifications(): void {
  const api = notifications();
  api?.onClicked.addListener(handleClicked);
  api?.onButtonClicked?.addListener(handleButtonClicked);
}

async function handleClicked(id: string): Promise<void> {
  await clear(id);
  await showSessions();
}

/** Puts a notification away. */
const clear = (id: string): Promise<boolean | undefined> => attempt(() => notifications()?.clear(id));

/** The second button ends the session that the notification is about, as its row's button does. */
async function handleButtonClicked(id: string, index: number): Promise<void> {
  const { notifications: known } = await read('notifications');
  const sessionId = known?.find((each) => each.id === id)?.sessionId;
  // Which session it was about is forgotten when the browser ends: then the list is the next best answer.
  if (index === 0 || !sessionId) return handleClicked(id);
  await clear(id);
  await endSession(sessionId);
}

/** Opens the popup; in a window of its own where the browser can't open it, or has no window to open it in. */
async function showSessions(): Promise<void> {
  try {
    await browser.action.openPopup();
  } catch {
    await browser.windows.create({ type: 'popup', url: 'popup/index.html', ...size });
  }
}
