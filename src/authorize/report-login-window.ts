import browser, { type Windows } from 'webextension-polyfill';
import { send } from '../state/messages.ts';

/**
 * Tells the background which popup window opens next: LiveChat's login window, which the SDK keeps to itself.
 *
 * @returns whether it is open now, as the browser has it; and how to stop waiting for it
 */
export function reportLoginWindow(): { isOpen(): Promise<boolean>; stopWaiting(): void } {
  let loginWindowId: number | undefined;
  const handleCreated = ({ id, type }: Windows.Window) => {
    if (type !== 'popup') return;
    loginWindowId = id;
    browser.windows.onCreated.removeListener(handleCreated);
    if (id !== undefined) send({ type: 'loginWindowOpened', windowId: id }).catch(() => undefined);
  };
  browser.windows.onCreated.addListener(handleCreated);
  return {
    isOpen: async () =>
      loginWindowId !== undefined &&
      browser.windows.get(loginWindowId).then(
        () => true,
        () => false,
      ),
    stopWaiting: () => browser.windows.onCreated.removeListener(handleCreated),
  };
}
