import type { Page } from 'puppeteer-core';
import { elementsOf } from './page-element.ts';

/** Describes any page of the extension that says it cannot read what is stored. */
export const brokenPageOn = (page: Page) => ({
  ...elementsOf(page, { title: 'h1', alert: '[role="alert"]', tryAgain: '#try-again' }),
  page,
  close: () => page.close(),
});
