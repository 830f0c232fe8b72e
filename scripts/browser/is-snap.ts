import { readFileSync, realpathSync, statSync } from 'node:fs';

/** The most that a script has which only calls a snap, in bytes. */
const wrapperSize = 10_000;

/**
 * Tells whether a program is only there as a snap, as Chromium and Firefox are in Ubuntu. A snap sees no profile in the
 * folder for temporary files, so no program can drive such a browser.
 */
export function isSnap(path: string): boolean {
  if (path.startsWith('/snap/')) return true;
  const real = realpathSync(path);
  if (real.startsWith('/snap/') || real === '/usr/bin/snap') return true;
  // Ubuntu's packages of these names are scripts that call the snap.
  return statSync(real).size < wrapperSize && readFileSync(real, 'latin1').includes('/snap/bin/');
}
