import { setTimeout as sleep } from 'node:timers/promises';
import type { Browser as WebExtension } from 'webextension-polyfill';
import { waitUntil } from '../browser/wait-until.ts';
import type { BenchBrowser } from './bench-browser.ts';
import type { Measured } from './build-extensions.ts';
import { add, type Metric } from './metric.ts';
import { shuffled } from './statistics.ts';

declare const chrome: WebExtension;

/** Describes the times that `probes/` tells: milliseconds since 1970, and the network's time in milliseconds. */
type Times = { evaluated: number; badge: number; network: number };
declare const benchTimes: Times;

/**
 * Wakes service workers by an alarm, in random order, from a stopped process, and measures when they did what.
 *
 * @param extensions with probes
 */
export async function measureWorker(
  browser: BenchBrowser,
  extensions: readonly Measured[],
  runs: number,
): Promise<Metric[]> {
  const samples = () => ({ unit: 'ms' as const, samples: {} });
  const start: Metric = {
    title: 'Worker: alarm to script evaluated',
    ...samples(),
    rival: 'empty',
    goal: 1.1,
  };
  const poll: Metric = {
    title: 'Worker: alarm to badge, without network',
    ...samples(),
    rival: 'by hand',
    goal: 1.3,
  };
  const network: Metric = { title: 'Worker: network in one poll (left out above)', ...samples() };
  const heap: Metric = {
    title: 'Worker: heap after a poll',
    unit: 'kB',
    samples: {},
    rival: 'empty',
    goal: 1.4,
  };
  for (let run = 0; run < runs; run++) {
    for (const extension of shuffled(extensions)) {
      const alarm = await wakeByAlarm(browser, extension);
      const worker = await waitUntil(() => findWorker(browser, extension), { timeout: 20_000 });
      const session = await browser.attach(worker.targetId);
      const times = await waitUntil(() =>
        browser.evaluate(session, () => (benchTimes.badge ? benchTimes : undefined)),
      );
      await browser.devTools.send('HeapProfiler.collectGarbage', {}, session);
      const { usedSize } = await browser.devTools.send<{ usedSize: number }>(
        'Runtime.getHeapUsage',
        {},
        session,
      );
      // The browser keeps a stopped worker that has a debugger on it.
      await browser.devTools.send('Target.detachFromTarget', { sessionId: session });
      add(start, extension.name, times.evaluated - alarm);
      add(poll, extension.name, times.badge - alarm - times.network);
      add(network, extension.name, times.network);
      add(heap, extension.name, usedSize / 1_000);
    }
  }
  return [start, poll, network, heap];
}

/** Lets an alarm wake an extension of which nothing runs. Returns when it went off, in milliseconds since 1970. */
async function wakeByAlarm(browser: BenchBrowser, extension: Measured): Promise<number> {
  await stopUntilPollIsDue(browser, extension);
  const at = await browser.inExtension(extension, scheduleAlarm, 1_500);
  await browser.closeHiddenPage(extension);
  await sleep(at - Date.now() + 600);
  return at;
}

/** Finds an extension's running service worker. */
export async function findWorker(browser: BenchBrowser, { id }: Measured) {
  const [worker] = await browser.targets(
    ({ type, url }) => type === 'service_worker' && url.startsWith(`chrome-extension://${id}/`),
  );
  return worker;
}

/** Makes an extension's last answer an hour old, so that it is time for a poll, and stops all workers. */
export async function stopUntilPollIsDue(browser: BenchBrowser, extension: Measured): Promise<void> {
  await browser.inExtension(extension, ageConnection);
  await browser.stopServiceWorkers();
}

/** Runs in the extension. What is stored wakes the worker. */
async function ageConnection(): Promise<void> {
  const stored = await chrome.storage.local.get(['connection', 'chats']);
  const items = Object.values(stored as Record<string, { known?: { fetchedAt: number } }>);
  for (const { known } of items) if (known) known.fetchedAt -= 3_600_000;
  if (items.some(({ known }) => known)) await chrome.storage.local.set(stored);
  // Nobody touches this computer, and nobody is asked for chats while the agent is away.
  await chrome.storage.session.set({ presence: { state: 'active', since: Date.now() } });
}

/** Runs in the extension: has its alarm go off once. Returns when, in milliseconds since 1970. */
export async function scheduleAlarm(delay: number): Promise<number> {
  const when = Date.now() + delay;
  // With a period, as ours looks after an alarm that is not its own.
  await chrome.alarms.create('poll', { when, periodInMinutes: 1 });
  return when;
}
