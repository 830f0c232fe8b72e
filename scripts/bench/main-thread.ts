import type { BenchBrowser } from './bench-browser.ts';

/** Describes an event of Chromium's tracing; times in microseconds. */
export type TraceEvent = {
  name: string;
  ph: string;
  pid: number;
  tid: number;
  ts: number;
  dur?: number;
  args?: { data?: { documentLoaderURL?: string } };
};

/** Describes the time of a page's main thread, in milliseconds. */
export type MainThread = { total: number; script: number };

/** For how long after its start a page is looked at, in microseconds: then all is painted, and its polls have begun. */
const span = 600_000;

const scriptEvents = [
  'EvaluateScript',
  'v8.compileModule',
  'v8.evaluateModule',
  'FunctionCall',
  'RunMicrotasks',
];

/**
 * Measures the time that a page's main thread was busy, and that of it with scripts, from the trace of its first
 * moments.
 */
export function mainThreadOf(events: readonly TraceEvent[], pageUrl: string): MainThread {
  // The last one, if it took several tries.
  const start = events.findLast(
    ({ name, args }) => name === 'navigationStart' && args?.data?.documentLoaderURL === pageUrl,
  );
  if (!start) throw new Error(`The trace does not tell of ${pageUrl}`);
  const own = events.filter(
    ({ ph, pid, tid, ts }) =>
      ph === 'X' && pid === start.pid && tid === start.tid && ts >= start.ts && ts < start.ts + span,
  );
  const timeOf = (names: readonly string[]) =>
    covered(own.filter(({ name }) => names.includes(name))) / 1_000;
  return { total: timeOf(['RunTask']), script: timeOf(scriptEvents) };
}

/** The time that at least one of the events took. */
function covered(events: readonly TraceEvent[]): number {
  let end = 0;
  let sum = 0;
  for (const { ts, dur = 0 } of events.toSorted((a, b) => a.ts - b.ts)) {
    sum += Math.max(0, ts + dur - Math.max(ts, end));
    end = Math.max(end, ts + dur);
  }
  return sum;
}

/** Records what the browser's threads do meanwhile. Attached to nothing: the browser itself records. */
export async function traced({ devTools }: BenchBrowser, act: () => Promise<unknown>): Promise<TraceEvent[]> {
  const includedCategories = [
    'blink.user_timing',
    'devtools.timeline',
    'v8',
    'disabled-by-default-devtools.timeline',
  ];
  await devTools.send('Tracing.start', {
    transferMode: 'ReturnAsStream',
    traceConfig: { includedCategories, excludedCategories: ['*'] },
  });
  await act();
  const complete = devTools.next<{ stream: string }>('Tracing.tracingComplete');
  await devTools.send('Tracing.end');
  const { stream } = await complete;
  let text = '';
  for (let isLast = false; !isLast; ) {
    const part = await devTools.send<{ data: string; eof: boolean }>('IO.read', { handle: stream });
    text += part.data;
    isLast = part.eof;
  }
  await devTools.send('IO.close', { handle: stream });
  return JSON.parse(text).traceEvents;
}
