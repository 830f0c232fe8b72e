import browser, { type Permissions } from 'webextension-polyfill';
import { isFirefox } from '../config/index.ts';

/** Lists the origins of the permission to reach LiveChat. */
const origins = browser.runtime.getManifest().host_permissions ?? [];

/**
 * Asks the agent to let the extension reach LiveChat: within a click, without a question where it may already. Firefox
 * shows its question over a tab of a normal window only: over a popup it shows none, or one that the popup hides
 * (Reddit-Enhancement-Suite issue 5530). So there the settings page asks, in a tab.
 *
 * @returns whether it may now
 */
export async function askForAccess(): Promise<boolean> {
  if (!isFirefox) return browser.permissions.request({ origins }).catch(() => false);
  if (await browser.permissions.contains({ origins })) return true;
  const allowed = untilAllowed();
  await openSettings('access');
  return allowed;
}

/** Resolves when the agent has allowed it, wherever that was. */
function untilAllowed(): Promise<true> {
  return new Promise((resolve) => {
    const handleAdded = ({ origins: added = [] }: Permissions.Permissions) => {
      // Others are asked for at other places.
      if (!added.some((each) => origins.includes(each))) return;
      browser.permissions.onAdded.removeListener(handleAdded);
      resolve(true);
    };
    browser.permissions.onAdded.addListener(handleAdded);
  });
}

/** Opens the settings page at one of its parts, in a tab of the normal window that was used last, or of a new one. */
export async function openSettings(part: 'access' | 'chats'): Promise<void> {
  const url = browser.runtime.getURL(`options/index.html#${part}`);
  try {
    const { windowId } = await browser.tabs.create({ url });
    if (windowId !== undefined) await browser.windows.update(windowId, { focused: true });
  } catch {
    await browser.windows.create({ url });
  }
}
