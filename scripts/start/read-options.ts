import { parseArgs } from 'node:util';
import { type BrowserName, browserNames } from '../browser/find-browser.ts';

/** Describes what `npm start` is asked for. */
export interface StartOptions {
  /** The browser that is asked for by `--browser`; nothing where none is. */
  browser: BrowserName | undefined;
  /** Tells whether the main job is to be played. */
  tour: boolean;
  /** The folder in `public/_locales` whose texts are to be seen; the browser's own language where none is asked for. */
  language: string | undefined;
  /** Tells whether the extension is to follow changes of its sources. */
  watch: boolean;
}

const isBrowserName = (name: string): name is BrowserName => browserNames.some((each) => each === name);

/**
 * Reads what is asked for. Without a screen there is nothing but the tour.
 *
 * @param args the arguments after the script's name
 * @param hasScreen whether a window can be opened
 * @param languages the folders in `public/_locales`
 * @throws Error naming the browsers and languages there are, those for the tour and for watching, or what goes with neither
 */
export function readOptions(args: string[], hasScreen: boolean, languages: readonly string[]): StartOptions {
  const { values } = parseArgs({
    args,
    options: {
      browser: { type: 'string' },
      tour: { type: 'boolean', default: false },
      language: { type: 'string' },
      watch: { type: 'boolean', default: false },
    },
  });
  const { browser, language, watch } = values;
  if (browser !== undefined && !isBrowserName(browser))
    throw new Error(`There is no browser "${browser}" to choose, only ${browserNames.join(', ')}.`);
  if (language !== undefined && !languages.includes(language))
    throw new Error(`There are no texts in "${language}", only in ${languages.join(', ')}.`);
  const tour = values.tour || !hasScreen;
  const reason = hasScreen ? '' : 'There is no screen, so only the tour can be played. ';
  if (language !== undefined && tour) throw new Error(`${reason}The tour is in English.`);
  if (language !== undefined && browser === 'firefox')
    throw new Error('Firefox speaks the language that it is installed in: use Chromium, Chrome or Edge.');
  if (tour && browser === 'firefox') {
    throw new Error(
      `${reason}The tour needs Chromium, Chrome or Edge: Firefox shows its toolbar's popup to no program.`,
    );
  }
  if (watch && tour)
    throw new Error(
      hasScreen
        ? '--tour plays one build, and --watch makes many: choose one of them.'
        : `${reason}--watch needs a window.`,
    );
  if (watch && browser === 'firefox')
    throw new Error('--watch needs Chromium, Chrome or Edge: for Firefox, start again after a change.');
  return { browser, tour, language, watch };
}

/** Tells whether a window can be opened. */
export const hasScreen = (platform: NodeJS.Platform, env: NodeJS.ProcessEnv): boolean =>
  platform !== 'linux' || Boolean(env['DISPLAY'] || env['WAYLAND_DISPLAY']);
