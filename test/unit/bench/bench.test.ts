import { expect, test } from 'vitest';
import { mainThreadOf, type TraceEvent } from '../../../scripts/bench/main-thread.ts';
import { add, type Metric } from '../../../scripts/bench/metric.ts';
import { lineOf } from '../../../scripts/bench/report.ts';
import { median, percentile95, quantile, shuffled } from '../../../scripts/bench/statistics.ts';
import { withFigures } from '../../../scripts/bench/with-figures.ts';

test('quantiles lie between the two nearest values, whatever the order', () => {
  expect(median([3, 1, 2])).toBe(2);
  expect(median([4, 1, 2, 3])).toBe(2.5);
  expect(percentile95([0, 100])).toBe(95);
  expect(quantile([7], 0.95)).toBe(7);
  expect(() => median([])).toThrow('Nothing was measured');
});

test('shuffling keeps everything, and reaches every order', () => {
  const orders = Array.from({ length: 200 }, () => shuffled(['a', 'b', 'c']).join(''));
  expect([...new Set(orders)].sort()).toEqual(['abc', 'acb', 'bac', 'bca', 'cab', 'cba']);
});

const metricOf = (ours: number[], goal: number): Metric => {
  const metric: Metric = { title: 'Paint', unit: 'ms', samples: {}, rival: 'empty', goal };
  for (const sample of ours) add(metric, 'ours', sample);
  for (const sample of [10, 20, 30]) add(metric, 'empty', sample);
  for (const sample of [22]) add(metric, 'control', sample);
  return metric;
};

test('a goal is met as long as the ratio of the medians is not above it', () => {
  expect(lineOf(metricOf([20, 25, 90], 1.25))).toMatchObject({
    cells: ['25.0 (83.5)', '20.0 (29.0)', '22.0', ''],
    ratio: '1.25',
    control: '1.10',
    goal: '≤ 1.25',
    isMissed: false,
  });
  expect(lineOf(metricOf([26], 1.25)).isMissed).toBe(true);
});

const page = 'chrome-extension://id/popup.html';
const event = (name: string, ts: number, dur: number, thread = 1): TraceEvent => ({
  name,
  ph: 'X',
  pid: 1,
  tid: thread,
  ts,
  dur,
});

test('a main thread is busy with tasks and, within them, with scripts that are counted once', () => {
  const start = {
    ...event('navigationStart', 1_000, 0),
    ph: 'R',
    args: { data: { documentLoaderURL: page } },
  };
  const events = [
    start,
    event('RunTask', 500, 400),
    event('RunTask', 2_000, 5_000),
    event('EvaluateScript', 3_000, 2_000),
    event('FunctionCall', 3_500, 1_000),
    event('RunTask', 9_000, 1_000),
    event('RunTask', 2_000, 9_000, 2),
  ];
  expect(mainThreadOf(events, page)).toEqual({ total: 6, script: 2 });
  expect(() => mainThreadOf(events, 'chrome-extension://id/other.html')).toThrow('does not tell');
});

test('figures take the place of earlier ones between the marks', () => {
  const before = 'A\n<!-- figures: written by npm run bench -->\nold\n<!-- end of figures -->\nB';
  const after = withFigures(before, 'new');
  expect(after).not.toContain('old');
  expect(withFigures(after, 'new')).toBe(after);
  expect([after.startsWith('A\n'), after.includes('new'), after.endsWith('\nB')]).toEqual([true, true, true]);
  expect(() => withFigures('A', 'new')).toThrow('lacks');
});
