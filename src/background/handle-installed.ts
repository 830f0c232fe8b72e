import browser, { type Runtime } from 'webextension-polyfill';
import { handleStart } from './handle-start.ts';

/** After installation or an update. The welcome page comes with the installation, and never again by itself. */
export async function handleInstalled({ reason }: Runtime.OnInstalledDetailsType): Promise<void> {
  if (reason === 'install') await browser.tabs.create({ url: browser.runtime.getURL('welcome/index.html') });
  await handleStart();
}
