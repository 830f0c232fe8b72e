import type { TestProject } from 'vitest/node';
import { expectFreshBuild } from '../../support/expect-fresh-build.ts';

/** Sees to it that browsers test what the sources say. */
export default ({ name }: TestProject): void => expectFreshBuild(name === 'firefox' ? 'firefox' : 'chrome');
