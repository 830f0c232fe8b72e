import { type Name, names } from './build-extensions.ts';
import type { Metric } from './metric.ts';
import { median } from './statistics.ts';

const colors: Record<Name, string> = {
  ours: '#1f6feb',
  empty: '#8b949e',
  control: '#b1bac4',
  'by hand': '#d29922',
};
const width = 720;
const labels = 330;
const barHeight = 12;
const gap = 14;

const escaped = (text: string): string => text.replace(/&/g, '&amp;').replace(/</g, '&lt;');

/** Metrics as bars of their medians, each group on a scale of its own: an SVG that reads on light and on dark. */
export function barsOf(metrics: readonly Metric[]): string {
  let y = 30;
  const parts = metrics.map(({ title, unit, samples }) => {
    const bars = names.flatMap((name) => {
      const found = samples[name];
      return found ? [{ name, value: Math.max(0, median(found)) }] : [];
    });
    const most = Math.max(...bars.map(({ value }) => value));
    const top = y;
    y += bars.length * barHeight + gap;
    const drawn = bars.map(({ name, value }, index) => {
      const at = top + index * barHeight;
      const length = Math.max(1, (value / most) * (width - labels - 80));
      return [
        `<rect x="${labels}" y="${at}" width="${length.toFixed(1)}" height="${barHeight - 2}" fill="${colors[name]}"/>`,
        `<text x="${(labels + length + 5).toFixed(1)}" y="${at + barHeight - 3}">${value.toFixed(value < 10 ? 1 : 0)} ${unit}</text>`,
      ].join('');
    });
    return `<text x="0" y="${top + barHeight - 3}">${escaped(title)}</text>${drawn.join('')}`;
  });
  const legend = names.map(
    (name, index) =>
      `<rect x="${labels + index * 90}" y="8" width="10" height="10" fill="${colors[name]}"/>` +
      `<text x="${labels + 14 + index * 90}" y="17">${name}</text>`,
  );
  return [
    `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${width} ${y}" font-family="system-ui, sans-serif" font-size="11" fill="#6e7781">`,
    '<title>What the extension costs, beside an empty one: medians</title>',
    ...legend,
    ...parts,
    '</svg>',
    '',
  ].join('\n');
}
