import type { Name } from './build-extensions.ts';

/** Describes something that was measured several times of several extensions. */
export type Metric = {
  title: string;
  unit: 'ms' | 'kB' | 'requests' | 's';
  samples: Partial<Record<Name, number[]>>;
  /** Names the rival whose median ours is divided by, where a ratio says something. */
  rival?: Name;
  /** The most that this ratio may be, from the issues. */
  goal?: number;
};

/** Puts one more sample with those of an extension. */
export function add(metric: Metric, name: Name, sample: number): void {
  const samples = metric.samples[name] ?? [];
  metric.samples[name] = samples;
  samples.push(sample);
}
