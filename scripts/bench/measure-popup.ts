import type { BenchBrowser } from './bench-browser.ts';
import type { Measured } from './build-extensions.ts';
import { mainThreadOf, traced } from './main-thread.ts';
import { add, type Metric } from './metric.ts';
import { closePopup, openPopup } from './open-popup.ts';
import { shuffled } from './statistics.ts';

/** The rivals' only element. */
const elementsOfRivals = ['main'];

/**
 * Opens popups in random order, and measures when the main content is painted.
 *
 * @param elements our popup's main content, by `elementtiming`
 */
export async function measurePaint(
  browser: BenchBrowser,
  extensions: readonly Measured[],
  runs: number,
  { title, goal, elements }: { title: string; goal: number; elements: readonly string[] },
): Promise<Metric> {
  const metric: Metric = { title, unit: 'ms', samples: {}, rival: 'empty', goal };
  // Not counted: the browser reads files, and we LiveChat's status, for the first time.
  for (const extension of extensions) {
    await openPopup(browser, extension, []);
    await closePopup(browser, extension);
  }
  for (let run = 0; run < runs; run++) {
    for (const extension of shuffled(extensions)) {
      const wanted = extension.name === 'ours' ? elements : elementsOfRivals;
      add(metric, extension.name, await openPopup(browser, extension, wanted));
      await closePopup(browser, extension);
    }
  }
  return metric;
}

/** Opens popups in random order, and measures what their main threads do. Recording delays the paint, so it is apart. */
export async function measureMainThread(
  browser: BenchBrowser,
  extensions: readonly Measured[],
  runs: number,
): Promise<Metric[]> {
  const total: Metric = {
    title: 'Popup, 3 sessions: main thread busy',
    unit: 'ms',
    samples: {},
    rival: 'empty',
    goal: 1.8,
  };
  const script: Metric = { title: 'Popup, 3 sessions: of that, scripts', unit: 'ms', samples: {} };
  for (let run = 0; run < runs; run++) {
    for (const extension of shuffled(extensions)) {
      const elements = extension.name === 'ours' ? ['count', 'row'] : elementsOfRivals;
      const events = await traced(browser, () => openPopup(browser, extension, elements));
      await closePopup(browser, extension);
      const page = extension.name === 'ours' ? 'popup/index.html' : 'popup.html';
      const busy = mainThreadOf(events, `chrome-extension://${extension.id}/${page}`);
      add(total, extension.name, busy.total);
      add(script, extension.name, busy.script);
    }
  }
  return [total, script];
}
