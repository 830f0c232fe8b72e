import { appendFileSync, cpSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { Diagnostic } from '../../src/state/diagnostics.ts';
import { builtExtension, type ChromiumScene, startChromiumScene, until } from './support/index.ts';

/** The extension with a fault of its own: of what a debugger runs, Chromium tells the extension nothing. */
const folder = mkdtempSync(join(tmpdir(), 'faulty-extension-'));
const fault = `
chrome.tabs.onCreated.addListener(async () => {
  throw new RangeError('a secret');
});
`;

let scene: ChromiumScene;
beforeAll(async () => {
  cpSync(builtExtension, folder, { recursive: true });
  appendFileSync(join(folder, 'service-worker-loader.js'), fault);
  scene = await startChromiumScene({ extension: folder });
});
afterAll(async () => {
  await scene?.end();
  rmSync(folder, { recursive: true, force: true });
});

test('what nobody has caught in the service worker becomes a line of the diagnostics, of its kind alone', async () => {
  const { agentBrowser } = scene;
  const faultLines = async () => {
    const { diagnostics = [] } = (await agentBrowser.storage('local')) as { diagnostics?: Diagnostic[] };
    return diagnostics.filter(({ what }) => what === 'fault');
  };
  await agentBrowser.browser.newPage();
  await until(async () => (await faultLines()).length > 0);
  expect(await faultLines()).toEqual([
    { at: expect.any(Number), what: 'fault', outcome: 'RangeError', where: 'background' },
  ]);
});
