/**
 * Builds the extension into a temporary folder and checks that no page loads more script than `size-budget.json` allows.
 *
 *     tsx test/checks/sizes.ts
 */
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { build } from 'vite';
import { overBudget } from './over-budget.ts';
import { scriptSizes } from './script-sizes.ts';

const budget = JSON.parse(readFileSync(new URL('size-budget.json', import.meta.url), 'utf8'));
const folder = mkdtempSync(join(tmpdir(), 'session-badge-sizes-'));
try {
  process.env['LIVECHAT_OUT_DIR'] = folder;
  await build({
    configFile: fileURLToPath(new URL('../../vite.config.ts', import.meta.url)),
    logLevel: 'error',
  });
  const sizes = Object.entries(scriptSizes(folder)).map(([page, { gzip }]) => [page, gzip]);
  const problems = overBudget(Object.fromEntries(sizes), budget);
  if (problems.length > 0) console.error(problems.join('\n'));
  process.exitCode = problems.length > 0 ? 1 : 0;
} finally {
  rmSync(folder, { recursive: true, force: true });
}
