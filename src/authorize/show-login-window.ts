import browser from 'webextension-polyfill';
import { showLoginWindow } from '../state/messages.ts';

/**
 * Remembers the next window that opens, LiveChat's login window, and lets the background bring it to the front.
 *
 * @returns brings it to the front
 */
export function followLoginWindow(): () => void {
  let windowId: number | undefined;
  const handleCreated = ({ id }: { id?: number | undefined }) => {
    windowId = id;
    browser.windows.onCreated.removeListener(handleCreated);
  };
  browser.windows.onCreated.addListener(handleCreated);
  const show = () => {
    if (windowId !== undefined) browser.windows.update(windowId, { focused: true }).catch(() => undefined);
  };
  browser.runtime.onMessage.addListener((message) => {
    if (message === showLoginWindow) show();
    return undefined;
  });
  return show;
}
