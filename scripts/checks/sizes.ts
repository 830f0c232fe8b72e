/**
 * Checks that no page of the build in `dist/chrome` loads more script than `size-budget.json` allows.
 *
 *     tsx scripts/checks/sizes.ts
 */
import { readFileSync } from 'node:fs';
import { expectFreshBuild } from '../../test/support/expect-fresh-build.ts';
import { overBudget } from './over-budget.ts';
import { scriptSizes } from './script-sizes.ts';

expectFreshBuild('chrome');
const budget = JSON.parse(readFileSync(new URL('size-budget.json', import.meta.url), 'utf8'));
const sizes = Object.entries(scriptSizes('dist/chrome')).map(([page, { gzip }]) => [page, gzip]);
const problems = overBudget(Object.fromEntries(sizes), budget);
if (problems.length > 0) console.error(problems.join('\n'));
process.exitCode = problems.length > 0 ? 1 : 0;
