import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { Browser as WebExtension } from 'webextension-polyfill';
import { beRight, type Case, type Row } from './fault-matrix/case.ts';
import { faults, otherFaults } from './fault-matrix/faults.ts';
import { page } from './fault-matrix/page.ts';
import { type ChromiumScene, signIn, startChromiumScene, startLane } from './support/index.ts';

/**
 * Everything that goes wrong between an agent's browser and LiveChat: what the badge shows meanwhile, whether the
 * tokens are kept, and how long it takes until the number is right again. Each row of `docs/fault-matrix.md` is one
 * run of this; `SAVE_DOCS=1` writes them there.
 */

declare const chrome: WebExtension;

const cases = [...faults, ...otherFaults];

let runOf: (fault: string) => Promise<Row>;
const scenes: ChromiumScene[] = [];
const rows: Row[] = [];

/** Lets one browser meet faults one after the other; returns the way to each one's run. */
async function meet(list: Case[]): Promise<(fault: string) => Promise<Row>> {
  const scene = await startChromiumScene();
  scenes.push(scene);
  scene.liveChat.addSession(scene.agent.email, { ip: '203.0.113.7' });
  await signIn(scene.agentBrowser, scene.agent);
  // Nobody is at this browser; that the extension hears of it, and looks after its alarm, is not what is tested.
  await scene.agentBrowser.hiddenPage.evaluate(() => chrome.idle.setDetectionInterval(3_600));
  const tasks = list.map(({ fault, run }) => ({
    name: fault,
    run: async () => {
      await beRight(scene);
      return { fault, ...(await run(scene).finally(() => scene.liveChat.faults.clear())) };
    },
  }));
  return startLane(tasks);
}

beforeAll(async () => {
  const [first, second] = await Promise.all([meet(faults), meet(otherFaults)]);
  runOf = (fault) => (faults.some((each) => each.fault === fault) ? first : second)(fault);
});
afterAll(() => Promise.all(scenes.map((scene) => scene.end())));

// What has failed is not run again by asking for it again.
test.each(cases)('$fault', { timeout: 150_000, retry: 0 }, async ({ fault }) => {
  rows.push(await runOf(fault));
});

test('no page and no worker complained', async () => {
  const problems = (await Promise.all(scenes.map(({ agentBrowser }) => agentBrowser.problems()))).flat();
  expect(problems).toEqual([]);
});

test('no refresh token was used twice but the one whose renewal was lost', () => {
  expect(scenes.map(({ liveChat }) => liveChat.reuseAttempts).sort()).toEqual([0, 1]);
});

const docs = fileURLToPath(new URL('../../docs/fault-matrix.md', import.meta.url));

test('docs/fault-matrix.md names the same faults', () => {
  if (process.env['SAVE_DOCS']) {
    // A row is missing where its case has failed.
    expect(rows.map(({ fault }) => fault)).toEqual(cases.map(({ fault }) => fault));
    writeFileSync(docs, page(rows));
  }
  const written = existsSync(docs) ? readFileSync(docs, 'utf8') : '';
  const lines = written.split('\n').filter((line) => line.startsWith('| '));
  const named = lines.slice(2).map((line) => line.split('|')[1]?.trim());
  expect(named).toEqual(cases.map(({ fault }) => fault));
});
