import { type BrowserName, findBrowser } from '../browser/find-browser.ts';
import { messageOf } from '../message-of.ts';

/**
 * Finds the path of the browser that was asked for; any of Chromium's family where none was.
 *
 * @throws Error saying how to get one, and, where none was asked for, how to ask for Firefox
 */
export function findBrowserToOpen(name: BrowserName | undefined): string {
  if (name) return findBrowser(name);
  try {
    return findBrowser();
  } catch (error) {
    const problem = messageOf(error);
    throw new Error(`${problem}\nWith Firefox alone: npm start -- --browser firefox`);
  }
}
