import type { Browser as WebExtension } from 'webextension-polyfill';

declare const chrome: WebExtension & {
  runtime: {
    getContexts(filter: { documentUrls: string[] }): Promise<{ tabId: number }[]>;
  };
};

/** Runs in the extension: closes the welcome page of the installation. `false` while it is not there yet. */
export async function closeWelcome(): Promise<boolean> {
  const [context] = await chrome.runtime.getContexts({
    documentUrls: [chrome.runtime.getURL('welcome/index.html')],
  });
  if (!context) return false;
  await chrome.tabs.remove(context.tabId);
  return true;
}
