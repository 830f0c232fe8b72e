import { spawnSync } from 'node:child_process';
import { existsSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { expect, onTestFinished, test } from 'vitest';

const repository = fileURLToPath(new URL('../../..', import.meta.url));

test('a build that would send tokens without TLS fails, and says what to change', { timeout: 60_000 }, () => {
  const folder = mkdtempSync(join(tmpdir(), 'session-badge-build-'));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  const out = join(folder, 'out');
  const { status, stderr } = spawnSync(process.execPath, ['node_modules/vite/bin/vite.js', 'build'], {
    cwd: repository,
    encoding: 'utf8',
    env: { ...process.env, LIVECHAT_ACCOUNTS_URL: 'http://accounts.livechat.com', LIVECHAT_OUT_DIR: out },
  });
  expect(status).not.toBe(0);
  expect(stderr).toContain('accountsUrl: must be an https: address');
  expect(existsSync(out)).toBe(false);
});
