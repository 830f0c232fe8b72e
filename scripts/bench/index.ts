/**
 * Measures what the extension costs, side by side with an empty one and its identical copy, in Chromium on a desktop.
 *
 *     tsx scripts/bench/index.ts [--runs 8] [--save [--force]]
 *
 * Prints a table; `--save` also writes it, and a picture of it, into `docs/benchmarks.md`, but with `--force` only if
 * the machine is busy. Needs Xvfb, openbox and xdotool.
 */
import { mkdtempSync, readFileSync, realpathSync, rmSync, writeFileSync } from 'node:fs';
import { cpus, loadavg, tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { type RunningLiveChat, startLiveChat } from '../../test/livechat-server/index.ts';
import { testCertificate } from '../browser/certificate.ts';
import { RealDesktop } from '../browser/real-desktop.ts';
import { missingTools } from '../browser/tools.ts';
import { scriptSizes } from '../checks/script-sizes.ts';
import { configure, haveChats, haveSessions, signIn } from './agent.ts';
import { barsOf } from './bars.ts';
import { BenchBrowser } from './bench-browser.ts';
import { buildExtensions, type Measured, withProbes } from './build-extensions.ts';
import { measureLife, measurePolling, measurePollingOfBoth, measurePopupHeap } from './measure-cost.ts';
import { measureMainThread, measurePaint } from './measure-popup.ts';
import { measureWorker } from './measure-worker.ts';
import type { Metric } from './metric.ts';
import { sizeTableOf, tableOf } from './report.ts';
import { withFigures } from './with-figures.ts';

const { values } = parseArgs({
  options: {
    runs: { type: 'string', default: '8' },
    save: { type: 'boolean', default: false },
    force: { type: 'boolean', default: false },
  },
});
const runs = Number(values.runs);
/** Counts how many processes ran or wanted to in the minute before, on average. */
const [load = 0] = loadavg();
const mostLoad = cpus().length / 2;
if (!Number.isInteger(runs) || runs < 1) {
  refuse(`--runs takes a whole number of 1 or more, not "${values.runs}".`);
}
if (missingTools.length > 0) refuse(`Missing: ${missingTools.join(', ')}.`);
if (values.save && !values.force && load > mostLoad) {
  refuse(
    `This machine is busy: its load is ${load.toFixed(1)}, and figures are saved up to ${mostLoad}. Wait, or add --force.`,
  );
}
const repository = fileURLToPath(new URL('../..', import.meta.url));
const say = (what: string) => process.stderr.write(`${what}\n`);

function refuse(why: string): never {
  console.error(why);
  process.exit(1);
}

/** Has a browser with these extensions measured, which has a LiveChat of its own. */
async function inBrowser(
  desktop: RealDesktop,
  extensions: readonly Measured[],
  measure: (browser: BenchBrowser, liveChat: RunningLiveChat) => Promise<Metric[]>,
): Promise<Metric[]> {
  const liveChat = await startLiveChat({ tls: await testCertificate() });
  try {
    const browser = await BenchBrowser.start(desktop, liveChat.port, extensions);
    try {
      return await measure(browser, liveChat);
    } finally {
      await browser.stop();
    }
  } finally {
    await liveChat.stop();
  }
}

const desktop = await RealDesktop.start();
const folder = mkdtempSync(join(realpathSync(tmpdir()), 'session-badge-bench-'));
try {
  const { ours, empty, control, byHand } = await buildExtensions(folder);
  const popups = [ours, empty, control];

  const metrics = await inBrowser(desktop, [...popups, byHand], async (browser, liveChat) => {
    say('Popups, signed out');
    await configure(browser, ours);
    const signedOut = await measurePaint(browser, popups, runs, {
      title: 'Popup, signed out: status and button painted',
      goal: 1.15,
      elements: ['status', 'sign-in'],
    });
    await signIn(browser, [ours, byHand], liveChat);
    const elements = ['count', 'row'];
    say('Popups, 3 sessions');
    await haveSessions(browser, ours, liveChat, 3);
    const few = await measurePaint(browser, popups, runs, {
      title: 'Popup, 3 sessions: count and first row painted',
      goal: 1.25,
      elements,
    });
    const busy = await measureMainThread(browser, popups, runs);
    const heap = await measurePopupHeap(browser, popups, 3);
    say('Polls');
    const polling = await measurePolling(browser, [ours, empty, byHand], liveChat, runs);
    say('What comes after a poll');
    const life = await measureLife(browser, [ours, empty]);
    say('Popups, 20 chats');
    await haveChats(browser, ours, liveChat, 20);
    const chats = await measurePaint(browser, popups, runs, {
      title: 'Popup, 20 chats: count and first row painted',
      goal: 1.25,
      elements,
    });
    say('Polls of both');
    const both = await measurePollingOfBoth(browser, ours, liveChat, runs);
    await configure(browser, ours);
    say('Popups, 1,000 sessions');
    await haveSessions(browser, ours, liveChat, 1_000);
    const many = await measurePaint(browser, popups, runs, {
      title: 'Popup, 1,000 sessions: count and first row painted',
      goal: 1.5,
      elements,
    });
    return [signedOut, few, many, chats, ...busy, heap, ...polling, ...both, life];
  });

  say('Service workers');
  const probed = withProbes([ours, empty, control, byHand]);
  const workers = await inBrowser(desktop, probed, async (browser, liveChat) => {
    const [probedOurs = ours, , , probedByHand = byHand] = probed;
    await signIn(browser, [probedOurs, probedByHand], liveChat);
    await haveSessions(browser, probedOurs, liveChat, 3);
    return measureWorker(browser, probed, runs);
  });

  const all = [...metrics, ...workers];
  const table = tableOf(all);
  console.log(`\n${table}\n\n${sizeTableOf(scriptSizes(ours.folder))}\n`);
  if (values.save) {
    const date = new Date().toISOString().slice(0, 10);
    const machine = `${cpus().length} × ${cpus()[0]?.model.trim()}, load ${load.toFixed(1)} before`;
    const about = `${date}, ${machine}, ${runs} runs.`;
    const page = join(repository, 'docs/benchmarks.md');
    const figures = [about, table, sizeTableOf(scriptSizes(ours.folder))].join('\n\n');
    writeFileSync(page, withFigures(readFileSync(page, 'utf8'), figures));
    writeFileSync(join(repository, 'docs/benchmarks.svg'), barsOf(all.filter(({ rival }) => rival)));
  }
} finally {
  await desktop.stop();
  rmSync(folder, { recursive: true, force: true });
}
