import { parseArgs } from 'node:util';
import { type BrowserName, browserNames } from '../../test/e2e/support/find-browser.ts';

/** What `npm start` is asked for. */
export interface StartOptions {
  /** The browser that is asked for by `--browser`; nothing where none is. */
  browser: BrowserName | undefined;
  /** Whether the main job is to be played. */
  tour: boolean;
  /** Whether the extension is to follow changes of its sources. */
  watch: boolean;
}

const isBrowserName = (name: string): name is BrowserName => browserNames.some((each) => each === name);

/**
 * Reads what is asked for. Without a screen there is nothing but the tour.
 *
 * @param args the arguments after the script's name
 * @param hasScreen whether a window can be opened
 * @throws Error naming the browsers there are, those for the tour and for watching, or what goes with neither
 */
export function readOptions(args: string[], hasScreen: boolean): StartOptions {
  const { values } = parseArgs({
    args,
    options: {
      browser: { type: 'string' },
      tour: { type: 'boolean', default: false },
      watch: { type: 'boolean', default: false },
    },
  });
  const { browser, watch } = values;
  if (browser !== undefined && !isBrowserName(browser))
    throw new Error(`There is no browser "${browser}" to choose, only ${browserNames.join(', ')}.`);
  const tour = values.tour || !hasScreen;
  if (tour && browser === 'firefox') {
    const reason = hasScreen ? '' : 'There is no screen, so only the tour can be played. ';
    throw new Error(
      `${reason}The tour needs Chromium, Chrome or Edge: Firefox shows its toolbar's popup to no program.`,
    );
  }
  if (watch && tour)
    throw new Error(
      hasScreen
        ? '--tour plays one build, and --watch makes many: choose one of them.'
        : 'There is no screen, so only the tour can be played: --watch needs a window.',
    );
  if (watch && browser === 'firefox')
    throw new Error('--watch needs Chromium, Chrome or Edge: for Firefox, start again after a change.');
  return { browser, tour, watch };
}

/** Whether a window can be opened. */
export const hasScreen = (platform: NodeJS.Platform, env: NodeJS.ProcessEnv): boolean =>
  platform !== 'linux' || Boolean(env['DISPLAY'] || env['WAYLAND_DISPLAY']);
