import type { Browser, Page } from 'puppeteer-core';

/** The folders of the pages that are shown in tabs. */
const tabPages = ['options/', 'welcome/'];

/**
 * Tells whether a page is shown again after the extension was reloaded. A toolbar popup is closed by then, and a
 * sign-in that was under way is forgotten.
 *
 * @param origin how the addresses of the extension's pages begin
 */
export const staysOpen = (url: string, origin: string): boolean =>
  tabPages.some((path) => url.startsWith(origin + path));

/**
 * Loads an extension anew from its folder, as the browser's own "Reload" does: `storage.local` stays, `storage.session`
 * is emptied. Its tabs leave it meanwhile: otherwise they would be closed, and with the last one the browser.
 *
 * @param folder the extension's
 * @param origin how the addresses of its pages begin
 */
export async function reloadExtension(
  browser: Pick<Browser, 'pages' | 'installExtension'>,
  folder: string,
  origin: string,
): Promise<void> {
  const pages = (await browser.pages()).filter((page) => staysOpen(page.url(), origin));
  const tabs = pages.map((page) => ({ page, url: page.url() }));
  await Promise.all(tabs.map(({ page }) => goTo(page, 'about:blank')));
  try {
    await browser.installExtension(folder);
  } finally {
    await Promise.all(tabs.map(({ page, url }) => goTo(page, url)));
  }
}

/** Shows an address in a tab, unless the agent has closed it meanwhile. */
async function goTo(page: Page, url: string): Promise<void> {
  try {
    await page.goto(url);
  } catch (error) {
    if (!page.isClosed()) throw error;
  }
}
