import browser, { type Tabs } from 'webextension-polyfill';
import type { AuthorizationRequest } from '../livechat/authorization-url.ts';
import { send } from '../state/messages.ts';

/** A tab as Chromium has it, too, which tells where it is going before it is there. */
type Tab = Tabs.Tab & { pendingUrl?: string };

/** Tells whether an address is that of LiveChat's login page for this request, which its `state` names. */
function isAskedFor(address: string | undefined, { accountsUrl, state }: AuthorizationRequest): boolean {
  if (!address || !URL.canParse(address)) return false;
  const { origin, searchParams } = new URL(address);
  return origin === new URL(accountsUrl).origin && searchParams.get('state') === state;
}

/**
 * Tells the background which tab is LiveChat's login page, that the SDK or the browser opens and keeps to itself: the one
 * that this page has opened, or that is at the address that was asked for. Whatever else opens meanwhile is not ours.
 *
 * @param ownTabId the tab of this page
 * @returns whether it is open now, as the browser has it; and how to stop waiting for it
 */
export function reportLoginTab(
  request: AuthorizationRequest,
  ownTabId: number | undefined,
): { isOpen(): Promise<boolean>; stopWaiting(): void } {
  let loginTabId: number | undefined;
  const look = ({ id, openerTabId, url, pendingUrl }: Tab) => {
    const isOpenedHere = openerTabId !== undefined && openerTabId === ownTabId;
    if (id === undefined || !(isOpenedHere || isAskedFor(url, request) || isAskedFor(pendingUrl, request)))
      return;
    stopWaiting();
    loginTabId = id;
    send({ type: 'loginTabOpened', tabId: id }).catch(() => undefined);
  };
  const handleUpdated = (_id: number, _changes: object, tab: Tab) => look(tab);
  const stopWaiting = () => {
    browser.tabs.onCreated.removeListener(look);
    browser.tabs.onUpdated.removeListener(handleUpdated);
  };
  browser.tabs.onCreated.addListener(look);
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
