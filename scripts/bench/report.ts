import type { ScriptSize } from '../checks/script-sizes.ts';
import { type Name, names } from './build-extensions.ts';
import type { Metric } from './metric.ts';
import { median, percentile95 } from './statistics.ts';

/** Describes one line of the report: what was measured, and what it says, in words. */
export type Line = {
  title: string;
  cells: string[];
  ratio: string;
  control: string;
  goal: string;
  isMissed: boolean;
};

const digits = { ms: 1, kB: 0, requests: 0, s: 1 };

/** Writes the figures of a metric in words: median and 95th percentile of each extension, and the ratios. */
export function lineOf({ title, unit, samples, rival, goal }: Metric): Line {
  const cell = (name: Name) => {
    const found = samples[name];
    if (!found) return '';
    const middle = median(found).toFixed(digits[unit]);
    return found.length > 1 ? `${middle} (${percentile95(found).toFixed(digits[unit])})` : middle;
  };
  const ratio = ratioOf(samples, 'ours', rival);
  const control = rival === 'empty' ? ratioOf(samples, 'control', rival) : undefined;
  return {
    title: `${title}, ${unit}`.replace('requests, requests', 'requests'),
    cells: names.map(cell),
    ratio: ratio?.toFixed(2) ?? '',
    control: control?.toFixed(2) ?? '',
    goal: goal === undefined ? '' : `≤ ${goal}`,
    isMissed: goal !== undefined && ratio !== undefined && ratio > goal,
  };
}

function ratioOf(samples: Metric['samples'], name: Name, rival: Name | undefined): number | undefined {
  const [own, theirs] = [samples[name], rival && samples[rival]];
  return own && theirs ? median(own) / median(theirs) : undefined;
}

const head = ['median (95th percentile)', ...names, 'ours : rival', 'control : empty', 'goal'];

/** Writes the figures as a table in Markdown, padded so that it can be read on a terminal, too. */
export function tableOf(metrics: readonly Metric[]): string {
  return markdownTable([
    head,
    ...metrics
      .map(lineOf)
      .map(({ title, cells, ratio, control, goal, isMissed }) => [
        title,
        ...cells,
        ratio,
        control,
        isMissed ? `${goal}, missed` : goal,
      ]),
  ]);
}

/** Writes the scripts that pages load, in kB, as a table in Markdown. */
export function sizeTableOf(sizes: Record<string, ScriptSize>): string {
  const kB = (bytes: number) => (bytes / 1_000).toFixed(1);
  return markdownTable([
    ['scripts loaded, kB', 'raw', 'gzip'],
    ...Object.entries(sizes).map(([page, { raw, gzip }]) => [page, kB(raw), kB(gzip)]),
  ]);
}

function markdownTable(rows: readonly (readonly string[])[]): string {
  const widths = (rows[0] ?? []).map((_, column) => Math.max(...rows.map((row) => row[column]?.length ?? 0)));
  const written = rows.map(
    (row) => `| ${row.map((cell, column) => cell.padEnd(widths[column] ?? 0)).join(' | ')} |`,
  );
  written.splice(1, 0, `| ${widths.map((width) => '-'.repeat(width)).join(' | ')} |`);
  return written.join('\n');
}
