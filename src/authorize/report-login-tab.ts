import browser, { type Tabs, type Windows } from 'webextension-polyfill';
import type { AuthorizationRequest } from '../livechat/authorization-url.ts';
import { send } from '../state/protocol/messages.ts';

/** Describes a tab as Chromium has it, too, which tells where it is going before it is there. */
type Tab = Tabs.Tab & { pendingUrl?: string };

/** Tells whether a tab's address is at LiveChat's, and by its `state` whether it is the one that was asked for. */
function placeOf(
  address: string | undefined,
  { accountsUrl, state }: AuthorizationRequest,
): 'liveChat' | 'asked' | undefined {
  if (!address || !URL.canParse(address)) return undefined;
  const { origin, searchParams } = new URL(address);
  if (origin !== new URL(accountsUrl).origin) return undefined;
  return searchParams.get('state') === state ? 'asked' : 'liveChat';
}

/**
 * Tells the background which tab is LiveChat's login page, that the SDK or the browser opens and keeps to itself: the one
 * that this page has opened, that is at the address that was asked for, or that is in a new popup window and at LiveChat's,
 * which may have led on to another address at once. Whatever else opens meanwhile is not ours.
 *
 * @param ownTabId the tab of this page
 * @returns whether it is open now, as the browser has it; and how to stop waiting for it
 */
export function reportLoginTab(
  request: AuthorizationRequest,
  ownTabId: number | undefined,
): { isOpen(): Promise<boolean>; stopWaiting(): void } {
  let loginTabId: number | undefined;
  const newPopups = new Set<number>();
  const checkTab = ({ id, windowId, openerTabId, url, pendingUrl }: Tab) => {
    if (id === undefined) return;
    const isOpenedHere = openerTabId !== undefined && openerTabId === ownTabId;
    const places = [url, pendingUrl].map((address) => placeOf(address, request));
    const isInNewPopup = windowId !== undefined && newPopups.has(windowId) && places.includes('liveChat');
    if (!isOpenedHere && !places.includes('asked') && !isInNewPopup) return;
    stopWaiting();
    loginTabId = id;
    send({ type: 'loginTabOpened', tabId: id }).catch(() => undefined);
  };
  const handleWindow = ({ id, type }: Windows.Window) => {
    if (type === 'popup' && id !== undefined) newPopups.add(id);
  };
  const handleUpdated = (_id: number, _changes: object, tab: Tab) => checkTab(tab);
  const stopWaiting = () => {
    browser.windows.onCreated.removeListener(handleWindow);
    browser.tabs.onCreated.removeListener(checkTab);
    browser.tabs.onUpdated.removeListener(handleUpdated);
  };
  browser.windows.onCreated.addListener(handleWindow);
  browser.tabs.onCreated.addListener(checkTab);
  browser.tabs.onUpdated.addListener(handleUpdated);
  return {
    isOpen: async () =>
      loginTabId !== undefined &&
      browser.tabs.get(loginTabId).then(
        () => true,
        () => false,
      ),
    stopWaiting,
  };
}
