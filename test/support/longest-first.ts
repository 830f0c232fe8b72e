import type { TestSpecification } from 'vitest/node';
import { BaseSequencer } from 'vitest/node';

/** The files of tests that take longest, of which none must be the last one to begin. */
const long = [
  'unit/background/many-livechats',
  'unit/background/stopped',
  'unit/background/month',
  'unit/livechat/hostile-answers',
  'unit/state/crowd',
  'e2e/many-livechats',
  'e2e/access',
  'e2e/stopped',
  'e2e/fault-matrix',
  'e2e/sign-in',
  'real-input/sign-in',
];

/**
 * Begins with what takes longest, and does the files of one group after another, so that those without isolation can
 * share what they have loaded. In a fresh clone, Vitest knows no times of its own.
 */
export default class LongestFirst extends BaseSequencer {
  override async sort(files: TestSpecification[]): Promise<TestSpecification[]> {
    const bySize = await super.sort(files);
    const groups = [...new Set(files.map(({ project }) => project.name))];
    const rank = ({ project, moduleId }: TestSpecification) => {
      const place = long.findIndex((each) => moduleId.endsWith(`/${each}.test.ts`));
      return place < 0 ? long.length + groups.indexOf(project.name) : place;
    };
    return bySize.toSorted((a, b) => rank(a) - rank(b));
  }
}
