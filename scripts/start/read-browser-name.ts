import { parseArgs } from 'node:util';
import { type BrowserName, browserNames } from '../../test/e2e/support/find-browser.ts';

const isBrowserName = (name: string): name is BrowserName => browserNames.some((each) => each === name);

/**
 * The browser that is asked for by `--browser`; nothing where none is.
 *
 * @param args the arguments after the script's name
 * @throws Error naming the browsers there are
 */
export function readBrowserName(args: string[]): BrowserName | undefined {
  const { browser } = parseArgs({ args, options: { browser: { type: 'string' } } }).values;
  if (browser === undefined || isBrowserName(browser)) return browser;
  throw new Error(`There is no browser "${browser}" to choose, only ${browserNames.join(', ')}.`);
}
