import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { sourceFilesIn } from '../../support/source-files.ts';

/** Finds titles that are filled with a value as the machine writes it. */
const machineTitlesIn = (script: string): string[] =>
  [...script.matchAll(/^.*\)\(\s*(['"`])((?:(?!\1).)*%[jo#](?:(?!\1).)*)\1/gm)].map(
    ([, , title = '']) => title,
  );

test('a title that is JSON is found', () => {
  expect(machineTitlesIn("test.each(rows)('refuses %j', (row) => {")).toEqual(['refuses %j']);
  expect(machineTitlesIn("] as const)(\n  '%s of %o',")).toEqual(['%s of %o']);
  expect(machineTitlesIn("test.each(rows)('refuses %s and %i', (row) => {")).toEqual([]);
});

test('each title of a test names its subject', () => {
  const files = sourceFilesIn('test').filter(
    (path) => path.endsWith('.test.ts') && !path.endsWith('/titles.test.ts'),
  );
  const titles = files.flatMap((path) =>
    machineTitlesIn(readFileSync(path, 'utf8')).map((title) => `${path}: ${title}`),
  );
  expect(files.length).toBeGreaterThan(100);
  expect(titles).toEqual([]);
});
