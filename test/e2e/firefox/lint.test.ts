import { spawnSync } from 'node:child_process';
import { expect, test } from 'vitest';

// It parses every script several times, which takes seconds of a quiet machine.
test('Mozilla’s linter finds nothing in the build for Firefox', { timeout: 120_000 }, () => {
  const { stdout, stderr } = spawnSync(
    process.execPath,
    ['node_modules/web-ext/bin/web-ext.js', 'lint', '--source-dir=dist/firefox', '--output=json'],
    { encoding: 'utf8', env: { ...process.env, NO_UPDATE_NOTIFIER: '1' } },
  );
  if (!stdout) throw new Error(stderr);
  const { metadata, errors, warnings, notices } = JSON.parse(stdout);
  expect(metadata.name).toBe('__MSG_extension_name__');
  expect({ errors, warnings, notices }).toEqual({ errors: [], warnings: [], notices: [] });
});
