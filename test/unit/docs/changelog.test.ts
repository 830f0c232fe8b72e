import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';

const lines = readFileSync('CHANGELOG.md', 'utf8').split('\n');
const after = (mark: string) =>
  lines.filter((line) => line.startsWith(mark)).map((line) => line.slice(mark.length));
const { version } = JSON.parse(readFileSync('package.json', 'utf8'));

test('CHANGELOG.md has "Unreleased" on top, then versions with dates, the newest first', () => {
  const [top, ...versions] = after('## ');
  expect(top).toBe('[Unreleased]');
  for (const each of versions) expect(each).toMatch(/^\[\d+\.\d+\.\d+\] - \d{4}-\d\d-\d\d$/);
  const dates = versions.map((each) => each.slice(-10));
  expect(dates).toEqual([...dates].sort().reverse());
  expect(versions[0]).toContain(`[${version}]`);
});

test('CHANGELOG.md sorts changes as keepachangelog.com does', () => {
  const kinds = ['Added', 'Changed', 'Deprecated', 'Removed', 'Fixed', 'Security'];
  expect(kinds).toEqual(expect.arrayContaining([...new Set(after('### '))]));
});
