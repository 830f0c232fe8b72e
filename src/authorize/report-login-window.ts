import browser, { type Windows } from 'webextension-polyfill';
import { send } from '../state/messages.ts';

/**
 * Tells the background which popup window opens next: LiveChat's login window, which the SDK keeps to itself.
 *
 * @returns stops waiting for it
 */
export function reportLoginWindow(): () => void {
  const handleCreated = ({ id, type }: Windows.Window) => {
    if (type !== 'popup') return;
    browser.windows.onCreated.removeListener(handleCreated);
    if (id !== undefined) send({ type: 'loginWindowOpened', windowId: id }).catch(() => undefined);
  };
  browser.windows.onCreated.addListener(handleCreated);
  return () => browser.windows.onCreated.removeListener(handleCreated);
}
