import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { sourceFilesIn } from '../../support/source-files.ts';

/** Lists the rooms whose doc comments say at once what something does. */
const rooms = ['src', 'scripts', 'test'];

/** Finds a doc comment that begins with a question's word, and so makes a riddle of what it documents. */
const riddle = /\/\*\*[\s*]*((?:What|How|Why|Who|Whom|Whose|Which|Where|When|Whether)(?:ever)?)\b[^\n]*/g;

const riddlesIn = (source: string): string[] => [...source.matchAll(riddle)].map(([comment]) => comment);

test('a riddle is found on one line and on several, and a verb is none', () => {
  expect(riddlesIn('/** What it shows. */')).toHaveLength(1);
  expect(riddlesIn('  /**\n   * Whether it runs.\n   */')).toHaveLength(1);
  expect(riddlesIn('/** Tells whether it runs. */\n// What follows\n/** Whatsoever. */')).toEqual([]);
});

test('each doc comment begins with what is done', () => {
  const files = rooms.flatMap(sourceFilesIn).filter((path) => !path.endsWith('/doc-comments.test.ts'));
  const riddles = files.flatMap((path) =>
    riddlesIn(readFileSync(path, 'utf8')).map((comment) => `${path}: ${comment}`),
  );
  expect(files.length).toBeGreaterThan(400);
  expect(riddles).toEqual([]);
});
