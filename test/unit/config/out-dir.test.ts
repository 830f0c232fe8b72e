import { fileURLToPath } from 'node:url';
import { afterEach, expect, test, vi } from 'vitest';
import config from '../../../vite.config.ts';

afterEach(() => vi.unstubAllEnvs());

const folderOf = (path: string) => fileURLToPath(new URL(`../../../${path}`, import.meta.url));

// Vite is not asked: in resolving a configuration for `serve`, a plugin empties the folder that this is about.
test.each([
  ['serve', 'development', 'dist/chrome'],
  ['build', 'production', 'dist/chrome'],
  ['build', 'store', 'dist/store'],
  ['build', 'firefox', 'dist/firefox'],
] as const)('%s in the mode %s writes to %s in the repository', (command, mode, folder) => {
  vi.stubEnv('LIVECHAT_OUT_DIR', '');
  expect(config({ command, mode }).build?.outDir).toBe(folderOf(folder));
});
