import fc from 'fast-check';
import { beforeAll, expect, test } from 'vitest';
import { config } from '../../../src/config/index.ts';
import { bundleServiceWorker } from '../support/bundle.ts';
import { startFrom } from '../support/extension.ts';
import { anyDescription, differencesOf } from '../support/many-livechats/any-description.ts';
import { live } from '../support/many-livechats/live.ts';
import { anyLife, type Life } from '../support/many-livechats/steps.ts';

/**
 * Nothing of ours has met LiveChat's live servers, and where its publications are silent it may do otherwise than the
 * stand-in does. So the extension lives with a thousand LiveChats, each for a short time of an agent's life.
 *
 * `LIVECHATS=10000 SEED=1 npx vitest run --project unit test/unit/background/many-livechats.test.ts` meets more of them,
 * or the same ones again.
 */

const numRuns = Number(process.env['LIVECHATS'] ?? 1_000);
const seed = Number(process.env['SEED'] ?? Date.now() % 2 ** 31);

beforeAll(async () =>
  startFrom(await bundleServiceWorker({ ...config, scopes: [...config.scopes, 'accounts--my:ro'] })),
);

const inWords = ({ steps, ...begin }: Life): string =>
  [begin, ...steps].map((step) => `  ${JSON.stringify(step)}`).join('\n');

test(`${numRuns} LiveChats, seed ${seed}`, { timeout: 0 }, async () => {
  const result = await fc.check(
    fc.asyncProperty(anyDescription, anyLife, async (description, life) => {
      const violation = await live(description, life);
      if (violation) throw new Error(`${violation.kind}: ${violation.detail}`);
    }),
    { numRuns, seed },
  );
  if (!result.failed || !result.counterexample) return;
  const [description, life] = result.counterexample;
  const differences = differencesOf(description).map((line) => `  ${line}`);
  expect.fail(
    [
      `${(result.errorInstance as Error).message}`,
      `LiveChat number ${result.numRuns} of seed ${seed} (after ${result.numShrinks} shrinks) differs in`,
      ...(differences.length > 0 ? differences : ['  nothing']),
      'The agent',
      inWords(life),
    ].join('\n'),
  );
});
