import { setTimeout as sleep } from 'node:timers/promises';
import type { Browser as WebExtension } from 'webextension-polyfill';
import type { RunningLiveChat } from '../../test/livechat-server/index.ts';
import { waitUntil } from '../browser/wait-until.ts';
import type { BenchBrowser } from './bench-browser.ts';
import type { Measured } from './build-extensions.ts';
import { findWorker, scheduleAlarm, stopUntilPollIsDue } from './measure-worker.ts';
import { add, type Metric } from './metric.ts';
import { closePopup, openPopup } from './open-popup.ts';
import { pollsOfADay } from './polls-of-a-day.ts';
import { shuffled } from './statistics.ts';

declare const chrome: WebExtension;

/** At an interval of a minute. */
const pollsPerHour = 60;

/** Names the days of an agent that a poll's cost is multiplied by. */
const days = { 'every minute': 60, automatic: 'automatic' } as const;

/** Sets the rest before and after a poll, in milliseconds: the badge is not the last of it. */
const settleTime = 700;

/**
 * Measures what polling costs the whole browser: processor time beyond that of the same browser at rest, and requests.
 *
 * @param polls how many are made; the results are for an hour of a poll each minute, and for an agent's day
 */
export async function measurePolling(
  browser: BenchBrowser,
  extensions: readonly Measured[],
  liveChat: RunningLiveChat,
  polls: number,
): Promise<Metric[]> {
  const cpu: Metric = {
    title: 'An hour of polling: processor',
    unit: 's',
    samples: {},
    rival: 'by hand',
    goal: 1.5,
  };
  const requests: Metric = { title: 'An hour of polling: requests', unit: 'requests', samples: {} };
  const sums = await sumsOfPolls(browser, extensions, liveChat, polls);
  const perHour = pollsPerHour / polls;
  for (const sum of sums) {
    add(cpu, sum.extension.name, sum.cpu * perHour);
    add(requests, sum.extension.name, sum.requests * perHour);
  }
  const ours = sums.filter(({ extension }) => extension.name === 'ours');
  const perDay = Object.entries(days).flatMap(([name, intervalSeconds]) => {
    const times = pollsOfADay(intervalSeconds) / polls;
    const title = `An agent's day, ${name}`;
    return [
      { title: `${title}: processor`, unit: 's', samples: { ours: ours.map((sum) => sum.cpu * times) } },
      {
        title: `${title}: polls`,
        unit: 'requests',
        samples: { ours: ours.map((sum) => sum.requests * times) },
      },
    ] satisfies Metric[];
  });
  return [cpu, requests, ...perDay];
}

/** Measures what an hour of polling both numbers costs, each minute: that of ours alone. */
export async function measurePollingOfBoth(
  browser: BenchBrowser,
  ours: Measured,
  liveChat: RunningLiveChat,
  polls: number,
): Promise<Metric[]> {
  const sums = await sumsOfPolls(browser, [ours], liveChat, polls);
  const perHour = pollsPerHour / polls;
  const title = 'An hour of polling sessions and chats';
  return [
    { title: `${title}: processor`, unit: 's', samples: { ours: sums.map(({ cpu }) => cpu * perHour) } },
    {
      title: `${title}: requests`,
      unit: 'requests',
      samples: { ours: sums.map(({ requests }) => requests * perHour) },
    },
  ];
}

/** Adds up the processor time, in seconds, and the requests of so many polls, made in random order. */
async function sumsOfPolls(
  browser: BenchBrowser,
  extensions: readonly Measured[],
  liveChat: RunningLiveChat,
  polls: number,
) {
  const sums = extensions.map((extension) => ({ extension, cpu: 0, requests: 0 }));
  for (let poll = 0; poll < polls; poll++) {
    for (const sum of shuffled(sums)) {
      const before = liveChat.requests.length;
      sum.cpu += await cpuOfPoll(browser, sum.extension, liveChat);
      sum.requests += liveChat.requests.length - before;
    }
  }
  return sums;
}

/** Measures the processor time of one poll, less what the browser takes at rest in the same time, in seconds. */
async function cpuOfPoll(
  browser: BenchBrowser,
  extension: Measured,
  liveChat: RunningLiveChat,
): Promise<number> {
  await stopUntilPollIsDue(browser, extension);
  await sleep(settleTime);
  await browser.inExtension(extension, () => chrome.action.setBadgeText({ text: '' }));
  const from = Date.now();
  const busy = await cpuDuring(browser, () => pollToTheEnd(browser, extension, liveChat));
  const lasted = Date.now() - from;
  return busy - (await cpuDuring(browser, () => sleep(lasted)));
}

/** Has an extension poll once: until the request was made, which the empty one makes none of, and the badge was set. */
async function pollToTheEnd(
  browser: BenchBrowser,
  extension: Measured,
  liveChat: RunningLiveChat,
): Promise<void> {
  const before = liveChat.requests.length;
  await browser.inExtension(extension, scheduleAlarm, 100);
  if (extension.name !== 'empty') await waitUntil(() => liveChat.requests.length > before);
  await waitUntil(() => browser.inExtension(extension, () => chrome.action.getBadgeText({})));
  await sleep(settleTime);
}

/** Measures the processor time of all processes of the browser, in seconds. */
async function cpuDuring(browser: BenchBrowser, act: () => Promise<unknown>): Promise<number> {
  const before = await cpuTimes(browser);
  await act();
  const after = await cpuTimes(browser);
  return [...after].reduce((sum, [id, time]) => sum + time - (before.get(id) ?? 0), 0);
}

async function cpuTimes({ devTools }: BenchBrowser): Promise<Map<number, number>> {
  const { processInfo } = await devTools.send<{ processInfo: { id: number; cpuTime: number }[] }>(
    'SystemInfo.getProcessInfo',
  );
  return new Map(processInfo.map(({ id, cpuTime }) => [id, cpuTime]));
}

/** Measures the heap of a popup's process once it is painted, with what every page needs of it. */
export async function measurePopupHeap(
  browser: BenchBrowser,
  extensions: readonly Measured[],
  runs: number,
): Promise<Metric> {
  const metric: Metric = {
    title: 'Popup, 3 sessions: heap',
    unit: 'kB',
    samples: {},
    rival: 'empty',
    goal: 1.5,
  };
  for (let run = 0; run < runs; run++) {
    for (const extension of shuffled(extensions)) {
      await openPopup(browser, extension, extension.name === 'ours' ? ['count', 'row'] : ['main']);
      add(metric, extension.name, (await browser.heapOf(extension)) / 1_000);
      await closePopup(browser, extension);
    }
  }
  return metric;
}

/** Measures the life of a service worker after a poll, with no debugger on it, in seconds: the browser gives it 30. */
export async function measureLife(browser: BenchBrowser, extensions: readonly Measured[]): Promise<Metric> {
  const metric: Metric = {
    title: 'Worker: life after a poll',
    unit: 's',
    samples: {},
    rival: 'empty',
    goal: 1.15,
  };
  for (const extension of extensions) await stopUntilPollIsDue(browser, extension);
  const lives = extensions.map(async (extension) => {
    const at = await browser.inExtension(extension, scheduleAlarm, 500);
    await waitUntil(() => findWorker(browser, extension));
    await waitUntil(async () => !(await findWorker(browser, extension)), { timeout: 60_000, interval: 100 });
    add(metric, extension.name, (Date.now() - at) / 1_000);
  });
  await Promise.all(lives);
  return metric;
}
