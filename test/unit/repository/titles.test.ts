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

const tests = sourceFilesIn('test').filter((path) => path.endsWith('.test.ts'));

test.each(tests.filter((path) => !path.endsWith('/titles.test.ts')))(
  '%s names the subject of each test',
  (path) => {
    expect(machineTitlesIn(readFileSync(path, 'utf8'))).toEqual([]);
  },
);
