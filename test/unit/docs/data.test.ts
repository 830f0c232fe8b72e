import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { nothingOfTheAgent, nothingOfTheSignIn } from '../../../src/background/connection.ts';
import { diagnosticsItem } from '../../../src/state/diagnostics.ts';
import { publicItems } from '../../../src/state/store/public-items.ts';
import { secretItems } from '../../../src/state/store/secret-items.ts';
import { codeIn, rowsAfter } from '../../support/markdown.ts';

const items = { ...publicItems, ...secretItems, diagnostics: diagnosticsItem };
const withTheSignIn = Object.keys(nothingOfTheSignIn);
const withTheAgent = Object.keys(nothingOfTheAgent).filter((name) => !withTheSignIn.includes(name));

const rows = rowsAfter(readFileSync('docs/data.md', 'utf8'), 'Stored items').map(
  ([name = '', area = '', what = '', until = '']) => ({
    name: codeIn(name)[0] ?? '',
    area: codeIn(area)[0],
    what,
    until,
  }),
);
const sorted = (names: readonly string[]) => [...names].sort();
const until = (words: string) =>
  sorted(rows.filter((row) => row.until.includes(`**${words}**`)).map(({ name }) => name));

test('docs/data.md has one row for each stored item, and no other', () => {
  expect(sorted(rows.map(({ name }) => name))).toEqual(sorted(Object.keys(items)));
});

test.each(rows)('docs/data.md says where $name is stored, what it is, and until when', (row) => {
  expect(row.area).toBe(items[row.name as keyof typeof items]?.area);
  expect(row.what).toMatch(/\w/);
  expect(row.until).toMatch(/\w/);
});

test('docs/data.md says which items go with the sign-in, and which when the agent signs out', () => {
  expect(until('the sign-in ends')).toEqual(sorted(withTheSignIn));
  expect(until('you sign out')).toEqual(sorted(withTheAgent));
});
