import browser from 'webextension-polyfill';
import { send } from '../state/messages.ts';

/** Tells the background which window opens next: LiveChat's login window, which the SDK keeps to itself. */
export function reportLoginWindow(): void {
  const handleCreated = ({ id }: { id?: number | undefined }) => {
    browser.windows.onCreated.removeListener(handleCreated);
    if (id !== undefined) send({ type: 'loginWindowOpened', windowId: id }).catch(() => undefined);
  };
  browser.windows.onCreated.addListener(handleCreated);
}
