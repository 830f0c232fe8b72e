import { existsSync } from 'node:fs';
import { join } from 'node:path';

const { env, platform } = process;

/** The browsers that can be asked for by name. */
export const browserNames = ['chrome', 'edge', 'firefox'] as const;
export type BrowserName = (typeof browserNames)[number];

/** What a browser is called, where it is installed, and how to get it. */
type Places = {
  title: string;
  /** The environment variable with the path of one in an unusual place. */
  variable: string;
  commands: string[];
  /** In macOS: the application, and its executable. */
  apps: [string, string][];
  /** In Windows, in a folder for programs. */
  programs: string[];
  install: { darwin: string; win32: string; other: string };
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
    install: {
      darwin: 'Install Chrome from https://www.google.com/chrome/, or run: brew install --cask chromium',
      win32: 'Install Chrome from https://www.google.com/chrome/, or run: winget install Google.Chrome',
      other: 'Install it with: sudo apt-get install chromium (Debian), sudo snap install chromium (Ubuntu)',
    },
  },
  edge: {
    title: 'Edge',
    variable: 'EDGE_PATH',
    commands: ['microsoft-edge', 'microsoft-edge-stable'],
    apps: [['Microsoft Edge', 'Microsoft Edge']],
    programs: ['Microsoft\\Edge\\Application\\msedge.exe'],
    install: {
      darwin: 'Install it from https://www.microsoft.com/edge, or run: brew install --cask microsoft-edge',
      win32: 'Install it from https://www.microsoft.com/edge, or run: winget install Microsoft.Edge',
      other: 'Install it from https://www.microsoft.com/edge',
    },
  },
  firefox: {
    title: 'Firefox',
    variable: 'FIREFOX_PATH',
    commands: ['firefox-esr', 'firefox'],
    apps: [['Firefox', 'firefox']],
    programs: ['Mozilla Firefox\\firefox.exe'],
    install: {
      darwin: 'Install it from https://www.firefox.com, or run: brew install --cask firefox',
      win32: 'Install it from https://www.firefox.com, or run: winget install Mozilla.Firefox',
      other: 'Install it with: sudo apt-get install firefox-esr (Debian), or from https://www.firefox.com',
    },
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

function pathOf(name: BrowserName): string | undefined {
  const { variable } = places[name];
  const chosen = env[variable];
  if (!chosen) return candidates(places[name]).find((path) => existsSync(path));
  if (existsSync(chosen)) return chosen;
  throw new Error(`${variable} names a browser that does not exist: ${chosen}`);
}

/**
 * The path of this machine's first browser of these; any of Chromium's family where none is named. An environment
 * variable, `CHROME_PATH` for one, goes before the usual places.
 *
 * @throws Error saying how to get one, when there is none
 */
export function findBrowser(...names: BrowserName[]): string {
  const [first, ...others]: BrowserName[] = names.length > 0 ? names : ['chrome', 'edge'];
  if (!first) throw new Error('No browser is named');
  for (const name of [first, ...others]) {
    const path = pathOf(name);
    if (path) return path;
  }
  const { variable, install } = places[first];
  const titles = [first, ...others].map((name) => places[name].title);
  throw new Error(
    `No ${titles.join(', no ')} was found on this machine.\n` +
      `${platform === 'darwin' || platform === 'win32' ? install[platform] : install.other}\n` +
      `If it is in an unusual place, put its path into the environment variable ${variable}.`,
  );
}
