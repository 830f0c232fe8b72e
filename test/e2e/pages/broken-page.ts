import type { Page } from 'puppeteer-core';
import { pageObject } from './page-element.ts';

/** Describes any page of the extension that says it cannot read what is stored. */
export const brokenPageOn = (page: Page) =>
  pageObject(page, { title: 'h1', alert: '[role="alert"]', tryAgain: '#try-again' });
