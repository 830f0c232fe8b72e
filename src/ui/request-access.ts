import browser from 'webextension-polyfill';

/** Asks the agent to let the extension reach LiveChat again. Within a click; without a question where it may already. */
export const requestAccess = (): Promise<boolean> =>
  browser.permissions
    .request({ origins: browser.runtime.getManifest().host_permissions ?? [] })
    .catch(() => false);
