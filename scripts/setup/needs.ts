import { chromiumFamily, lookForBrowser } from '../browser/find-browser.ts';
import { missingOf } from '../browser/tools.ts';

/** Names the browsers that are needed: `chrome` is any of Chromium's family. */
export type BrowserNeed = 'chrome' | 'firefox';

/** Names the programs for the tests by real mouse and keyboard. */
export type ToolNeed = 'Xvfb' | 'openbox' | 'xdotool';

/** Names a browser or a tool that the extension or its tests need. */
export type Need = BrowserNeed | ToolNeed;

export const isBrowser = (need: Need): need is BrowserNeed => need === 'chrome' || need === 'firefox';

/**
 * Lists what is needed.
 *
 * @param forStart for `npm start` only, and not for the tests
 */
export function needsFor(platform: NodeJS.Platform, forStart: boolean): Need[] {
  if (forStart) return ['chrome'];
  // Those programs are for Linux, and so are the tests by real mouse and keyboard.
  return platform === 'linux' ? ['chrome', 'firefox', 'Xvfb', 'openbox', 'xdotool'] : ['chrome', 'firefox'];
}

/**
 * Finds a browser or a tool on this machine; nothing where it is missing.
 *
 * @throws Error when an environment variable names a browser that does not exist
 */
export function find(need: Need): string | undefined {
  if (need === 'chrome') return lookForBrowser(...chromiumFamily);
  if (need === 'firefox') return lookForBrowser(need);
  return missingOf(need).length === 0 ? need : undefined;
}
