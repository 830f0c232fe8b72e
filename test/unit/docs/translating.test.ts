import { existsSync, readFileSync } from 'node:fs';
import { expect, test } from 'vitest';

const guide = readFileSync('docs/translating.md', 'utf8');

test('the guide for translators is short, and names files that there are', () => {
  expect(guide.split(/\s+/).length).toBeLessThan(400);
  const named = [...guide.matchAll(/`(?:npx tsx )?((?:public|scripts|docs)\/[\w./-]+|\w+\.md)/g)];
  expect(named.length).toBeGreaterThan(4);
  expect(named.flatMap(([, path = '']) => (existsSync(path) ? [] : [path]))).toEqual([]);
});
