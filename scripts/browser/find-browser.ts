import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { downloadedBrowser } from './downloaded-browser.ts';
import { isSnap } from './is-snap.ts';

const { env, platform } = process;

/** Lists the browsers that can be asked for by name. */
export const browserNames = ['chrome', 'edge', 'firefox'] as const;
export type BrowserName = (typeof browserNames)[number];

/** Describes a browser: its title, the places where it may be installed, and the way to get it. */
type Places = {
  title: string;
  /** The environment variable with the path of one in an unusual place. */
  variable: string;
  commands: string[];
  /** In macOS: the application, and its executable. */
  apps: [string, string][];
  /** In Windows, in a folder for programs. */
  programs: string[];
  /** Tells how to get it. */
  install: string;
};

const places: Record<BrowserName, Places> = {
  chrome: {
    title: 'Chromium or Chrome',
    variable: 'CHROME_PATH',
    commands: ['chromium', 'chromium-browser', 'google-chrome', 'google-chrome-stable'],
    apps: [
      ['Google Chrome', 'Google Chrome'],
      ['Chromium', 'Chromium'],
    ],
    programs: ['Google\\Chrome\\Application\\chrome.exe', 'Chromium\\Application\\chrome.exe'],
    install: 'Install it with: npm run setup -- --start',
  },
  edge: {
    title: 'Edge',
    variable: 'EDGE_PATH',
    commands: ['microsoft-edge', 'microsoft-edge-stable'],
    apps: [['Microsoft Edge', 'Microsoft Edge']],
    programs: ['Microsoft\\Edge\\Application\\msedge.exe'],
    install: 'Install it from https://www.microsoft.com/edge',
  },
  firefox: {
    title: 'Firefox',
    variable: 'FIREFOX_PATH',
    commands: ['firefox-esr', 'firefox'],
    apps: [['Firefox', 'firefox']],
    programs: ['Mozilla Firefox\\firefox.exe'],
    install: 'Install it with: npm run setup',
  },
};

const homeOf = (variable: string) => env[variable] ?? '';

function candidates({ commands, apps, programs }: Places): string[] {
  if (platform === 'darwin') {
    return ['/Applications', join(homeOf('HOME'), 'Applications')].flatMap((folder) =>
      apps.map(([app, executable]) => join(folder, `${app}.app`, 'Contents', 'MacOS', executable)),
    );
  }
  if (platform === 'win32') {
    return ['PROGRAMFILES', 'PROGRAMFILES(X86)', 'LOCALAPPDATA']
      .flatMap((variable) => env[variable] ?? [])
      .flatMap((folder) => programs.map((program) => join(folder, program)));
  }
  return commands.flatMap((command) =>
    homeOf('PATH')
      .split(':')
      .map((folder) => join(folder, command)),
  );
}

const installed = (name: BrowserName) =>
  candidates(places[name]).find((path) => existsSync(path) && !isSnap(path));

function pathOf(name: BrowserName): string | undefined {
  const { variable } = places[name];
  const chosen = env[variable];
  if (!chosen) return installed(name) ?? (name === 'edge' ? undefined : downloadedBrowser(name));
  if (existsSync(chosen)) return chosen;
  throw new Error(`${variable} names a browser that does not exist: ${chosen}`);
}

/**
 * Finds the path of this machine's first browser of these, if it has one.
 *
 * @throws Error when an environment variable names one that does not exist
 */
export function lookForBrowser(...names: BrowserName[]): string | undefined {
  for (const name of names) {
    const path = pathOf(name);
    if (path) return path;
  }
  return undefined;
}

/** Lists Chromium's family: each does for what needs any of it. */
export const chromiumFamily: readonly BrowserName[] = ['chrome', 'edge'];

/**
 * Finds the path of this machine's first browser of these; any of Chromium's family where none is named. An environment
 * variable, `CHROME_PATH` for one, goes before the usual places.
 *
 * @throws Error saying how to get one, when there is none
 */
export function findBrowser(...names: BrowserName[]): string {
  const [first, ...others] = names.length > 0 ? names : chromiumFamily;
  if (!first) throw new Error('No browser is named');
  const path = lookForBrowser(first, ...others);
  if (path) return path;
  const { variable, install } = places[first];
  const titles = [first, ...others].map((name) => places[name].title);
  throw new Error(
    `No ${titles.join(', no ')} was found on this machine.\n` +
      `${install}\n` +
      `If it is in an unusual place, put its path into the environment variable ${variable}.`,
  );
}
