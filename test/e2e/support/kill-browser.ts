import type { Browser } from 'puppeteer-core';

/** Kills every process of a browser at once, as a power cut does; resolves when it is gone. */
export async function killBrowser(browser: Browser): Promise<void> {
  const main = browser.process();
  if (main?.pid === undefined || main.exitCode !== null || main.signalCode !== null) return;
  const gone = new Promise((resolve) => main.once('exit', resolve));
  // Puppeteer makes the browser the leader of a process group of its own, except on Windows.
  if (process.platform === 'win32') main.kill('SIGKILL');
  else process.kill(-main.pid, 'SIGKILL');
  await gone;
}
