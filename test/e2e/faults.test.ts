import { afterAll, beforeAll, expect, test } from 'vitest';
import type { Diagnostic } from '../../src/state/diagnostics.ts';
import { type ChromiumScene, signIn, startChromiumScene, until } from './support/index.ts';

let scene: ChromiumScene;
beforeAll(async () => {
  scene = await startChromiumScene();
  await signIn(scene.agentBrowser, scene.agent);
});
afterAll(() => scene?.end());

const diagnostics = async () =>
  ((await scene.agentBrowser.storage('local'))['diagnostics'] ?? []) as Diagnostic[];

test('what nobody has caught in the service worker becomes a line of the diagnostics, of its kind alone', async () => {
  const { agentBrowser } = scene;
  const target = await agentBrowser.browser.waitForTarget((each) => each.type() === 'service_worker');
  const worker = await target.worker();
  await worker?.evaluate(() => {
    crypto.subtle.digest = () => {
      throw new RangeError('a secret');
    };
  });
  await agentBrowser.nextPoll();
  await until(async () => (await diagnostics()).some(({ what }) => what === 'fault'));
  const line = (await diagnostics()).find(({ what }) => what === 'fault');
  expect(line).toEqual({ at: expect.any(Number), what: 'fault', outcome: 'RangeError', where: 'background' });
});
