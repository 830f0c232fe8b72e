import { existsSync } from 'node:fs';
import { join } from 'node:path';

const { env, platform } = process;

/** Where Chromium-based browsers are installed, the ones that this project is tested with first. */
function candidates(): string[] {
  if (platform === 'darwin') {
    const apps = ['Google Chrome', 'Chromium', 'Microsoft Edge'];
    return ['/Applications', join(env['HOME'] ?? '', 'Applications')].flatMap((folder) =>
      apps.map((app) => join(folder, `${app}.app`, 'Contents', 'MacOS', app)),
    );
  }
  if (platform === 'win32') {
    const programs = ['Google\\Chrome', 'Chromium', 'Microsoft\\Edge'];
    return [env['PROGRAMFILES'], env['PROGRAMFILES(X86)'], env['LOCALAPPDATA']]
      .filter((folder) => folder !== undefined)
      .flatMap((folder) =>
        programs.map((program) =>
          join(folder, program, 'Application', program.endsWith('Edge') ? 'msedge.exe' : 'chrome.exe'),
        ),
      );
  }
  const commands = [
    'chromium',
    'chromium-browser',
    'google-chrome',
    'google-chrome-stable',
    'microsoft-edge',
    'microsoft-edge-stable',
  ];
  return commands.flatMap((command) => (env['PATH'] ?? '').split(':').map((folder) => join(folder, command)));
}

const howToInstall = {
  darwin: 'Install Chrome from https://www.google.com/chrome/, or run: brew install --cask chromium',
  win32: 'Install Chrome from https://www.google.com/chrome/, or run: winget install Google.Chrome',
  other: 'Install it with: sudo apt-get install chromium (Debian), sudo snap install chromium (Ubuntu)',
};

/**
 * The path of this machine's Chromium, Chrome or Edge; the environment variable `CHROME_PATH` goes before all.
 *
 * @throws Error saying how to get one, when there is none
 */
export function findBrowser(): string {
  const chosen = env['CHROME_PATH'];
  if (chosen) {
    if (existsSync(chosen)) return chosen;
    throw new Error(`CHROME_PATH names a browser that does not exist: ${chosen}`);
  }
  const found = candidates().find((path) => existsSync(path));
  if (found) return found;
  const advice = platform === 'darwin' || platform === 'win32' ? howToInstall[platform] : howToInstall.other;
  throw new Error(
    `No Chromium, Chrome or Edge was found on this machine.\n${advice}\n` +
      'If it is in an unusual place, put its path into the environment variable CHROME_PATH.',
  );
}
