import type { Page } from 'puppeteer-core';

/**
 * Reads the text in the first element that a selector finds.
 *
 * @returns nothing where there is no such element: an empty text is that of one that is there
 * @throws Error when the page cannot be asked, as it is closed or on its way to another
 */
export const textOf = (page: Page, selector: string): Promise<string | undefined> =>
  page.$$eval(selector, (elements) => elements.map(({ textContent }) => textContent ?? '').at(0));
