import puppeteer, { type Browser } from 'puppeteer-core';
import { languageArgs, languageEnv, sandboxArgs } from '../browser/chromium-args.ts';
import { languageTagOf } from '../checks/language-tag.ts';

/** Tells whether windows are opened unseen: for the test of `npm start`. */
export const isHeadless: boolean = process.env['START_HEADLESS'] === '1';

const options = {
  headless: isHeadless,
  defaultViewport: null,
  // The script ends the browser itself, and then tidies up.
  handleSIGINT: false,
  handleSIGTERM: false,
  handleSIGHUP: false,
};

/**
 * Opens a window of Chromium, Chrome or Edge with an extension. The debugging pipe loads it, because branded Chrome no
 * longer takes extensions from its command line.
 *
 * @param executablePath the browser's
 * @param extension the extension's folder
 * @param profile the profile's folder
 * @param language the folder in `public/_locales` whose texts are shown; the system's language where absent
 */
export async function openChromium(
  executablePath: string,
  extension: string,
  profile: string,
  language?: string,
): Promise<Browser> {
  const browser = await puppeteer.launch({
    ...options,
    executablePath,
    pipe: true,
    enableExtensions: true,
    userDataDir: profile,
    // An ordinary browser, with its popup blocker and without the note that it is being tested.
    ignoreDefaultArgs: ['--disable-popup-blocking', '--enable-automation'],
    args: [...sandboxArgs, ...(language ? languageArgs(languageTagOf(language)) : [])],
    ...(language && { env: languageEnv(language) }),
  });
  return withExtension(browser, extension);
}

/** Opens a window of Firefox with an extension, as a temporary add-on in a profile that goes with the browser. */
export async function openFirefox(executablePath: string, extension: string): Promise<Browser> {
  const browser = await puppeteer.launch({ ...options, browser: 'firefox', executablePath });
  return withExtension(browser, extension);
}

async function withExtension(browser: Browser, extension: string): Promise<Browser> {
  try {
    await browser.installExtension(extension);
    return browser;
  } catch (error) {
    await browser.close();
    throw error;
  }
}

/** Resolves when the agent has quit the browser or closed its last window. */
export function closed(browser: Browser): Promise<void> {
  return new Promise((resolve) => {
    browser.on('disconnected', () => resolve());
    browser.on('targetdestroyed', () => {
      const windows = browser.targets().filter((target) => target.type() === 'page');
      if (windows.length === 0) resolve();
    });
  });
}
