import type { Page } from 'puppeteer-core';

/** The text in the first element that a selector finds; empty where there is none. */
export const textOf = (page: Page, selector: string): Promise<string> =>
  page.$eval(selector, (element) => element.textContent ?? '').catch(() => '');
