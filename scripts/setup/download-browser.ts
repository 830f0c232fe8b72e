import { spawnSync } from 'node:child_process';
import { mkdirSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { join, relative } from 'node:path';
import { browsersFolder, downloadedBrowser, pointerOf } from '../browser/downloaded-browser.ts';
import type { BrowserNeed } from './needs.ts';

/** Fetches a browser's newest build into a folder, and returns the path of its executable. */
export type Fetch = (need: BrowserNeed, folder: string) => Promise<string>;

/** Fetches it from the maker's own servers: of Firefox the version with long support, which is tested. */
const fetchFromMaker: Fetch = async (need, folder) => {
  // Only here, because it takes its time to load.
  const { Browser, BrowserTag, detectBrowserPlatform, install, resolveBuildId } = await import(
    '@puppeteer/browsers'
  );
  const [browser, tag] = {
    chrome: [Browser.CHROME, BrowserTag.STABLE] as const,
    firefox: [Browser.FIREFOX, BrowserTag.ESR] as const,
  }[need];
  const platform = detectBrowserPlatform();
  if (!platform) throw new Error(`There is no build of it for ${process.platform} on ${process.arch}.`);
  const buildId = await resolveBuildId(browser, platform, tag);
  const { executablePath } = await install({ browser, buildId, platform, cacheDir: folder });
  return executablePath;
};

/**
 * Downloads a browser to where `findBrowser` finds it. One that came in part, or does not start, is removed.
 *
 * @returns its path
 * @throws Error saying what went wrong
 */
export async function downloadBrowser(
  need: BrowserNeed,
  fetch: Fetch = fetchFromMaker,
  folder: string = browsersFolder(),
): Promise<string> {
  // Beside the others until it is whole.
  const incoming = join(folder, 'incoming');
  rmSync(incoming, { recursive: true, force: true });
  mkdirSync(incoming, { recursive: true });
  try {
    const path = await fetch(need, incoming);
    expectToStart(path);
    rmSync(join(folder, need), { recursive: true, force: true });
    renameSync(incoming, join(folder, need));
    writeFileSync(pointerOf(need, folder), `${join(need, relative(incoming, path))}\n`);
  } finally {
    rmSync(incoming, { recursive: true, force: true });
  }
  const path = downloadedBrowser(need, folder);
  if (!path) throw new Error('The download holds no browser.');
  return path;
}

/** Linux only: there a browser may lack shared libraries, and tells its version without opening a window. */
function expectToStart(path: string): void {
  if (process.platform !== 'linux') return;
  const { status, stderr, error } = spawnSync(path, ['--version'], { encoding: 'utf8', timeout: 60_000 });
  if (status !== 0) throw new Error(`It does not start: ${error?.message ?? stderr.trim()}`);
}
