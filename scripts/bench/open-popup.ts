import { setTimeout as sleep } from 'node:timers/promises';
import type { Browser as WebExtension } from 'webextension-polyfill';
import { waitUntil } from '../browser/wait-until.ts';
import type { BenchBrowser } from './bench-browser.ts';
import type { Measured } from './build-extensions.ts';

declare const chrome: WebExtension;

type PaintedElement = PerformanceEntry & { identifier: string; renderTime: number };

/** Sets the rest of a popup after the click, in milliseconds: to look is work for its own thread. */
const settleTime = 700;

/**
 * Opens an extension's popup, leaves it alone, and only then asks it when elements were painted.
 *
 * @param elements their names in `elementtiming`
 * @returns milliseconds from the start of the popup's page to the paint of the last of these, as rounded by Chromium
 */
export async function openPopup(
  browser: BenchBrowser,
  extension: Measured,
  elements: readonly string[],
): Promise<number> {
  // Its process is there, whichever extension this is.
  await browser.inExtension(extension, () => undefined);
  // On a busy machine a click may be lost, or the popup closed; the time is the page's own, so a new try is as good.
  return waitUntil(() => tryToOpen(browser, extension, elements), { timeout: 30_000 });
}

async function tryToOpen(
  browser: BenchBrowser,
  extension: Measured,
  elements: readonly string[],
): Promise<number | undefined> {
  await browser.clickButton(extension);
  await sleep(settleTime);
  try {
    return await waitUntil(() => browser.inExtension(extension, paintOfLast, elements), {
      timeout: 3_000,
      interval: 250,
    });
  } catch {
    await closePopup(browser, extension);
    return undefined;
  }
}

/** Closes an extension's popup, and waits until it is gone. */
export async function closePopup(browser: BenchBrowser, { id }: Measured): Promise<void> {
  const findPopup = () =>
    browser.targets(({ type, url }) => type === 'page' && url.startsWith(`chrome-extension://${id}/popup`));
  for (const { targetId } of await findPopup())
    await browser.devTools.send('Target.closeTarget', { targetId });
  await waitUntil(async () => (await findPopup()).length === 0);
  await sleep(100);
}

/** Runs in the extension; nothing while one of the elements is not painted. */
async function paintOfLast(elements: readonly string[]): Promise<number | undefined> {
  const popup = chrome.extension.getViews({ type: 'popup' })[0] as (Window & typeof globalThis) | undefined;
  if (!popup) return undefined;
  const painted = await new Promise<PaintedElement[]>((resolve) => {
    const observer = new popup.PerformanceObserver((list) => resolve(list.getEntries() as PaintedElement[]));
    observer.observe({ type: 'element', buffered: true });
    popup.setTimeout(() => resolve([]), 200);
  });
  // Of several rows, the first one.
  const times = elements.map(
    (name) => painted.find(({ identifier }) => identifier === name)?.renderTime ?? 0,
  );
  return times.every((time) => time > 0) ? Math.max(1, ...times) : undefined;
}
