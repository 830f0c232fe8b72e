import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { diagnosticsItem } from '../../../src/state/diagnostics.ts';
import { requestsItem } from '../../../src/state/request-log.ts';
import { publicItems } from '../../../src/state/store/public-items.ts';
import { secretItems } from '../../../src/state/store/secret-items.ts';
import { codeIn, rowsAfter } from '../../support/markdown.ts';

const items = { ...publicItems, ...secretItems, diagnostics: diagnosticsItem, requests: requestsItem };

/** The words of docs/data.md for the event at which an item is forgotten. */
const forgottenWhen = {
  refused: 'the sign-in ends',
  signedIn: 'you sign out or in anew',
  signedOut: 'you sign out',
} as const;

const rows = rowsAfter(readFileSync('docs/data.md', 'utf8'), 'Stored items').map(
  ([name = '', area = '', what = '', until = '']) => ({
    name: codeIn(name)[0] ?? '',
    area: codeIn(area)[0],
    what,
    until,
  }),
);
const sorted = (names: readonly string[]) => [...names].sort();

test('docs/data.md has one row for each stored item, and no other', () => {
  expect(sorted(rows.map(({ name }) => name))).toEqual(sorted(Object.keys(items)));
});

test.each(rows)('docs/data.md says where $name is stored, what it is, and until when', (row) => {
  expect(row.area).toBe(items[row.name as keyof typeof items]?.area);
  expect(row.what).toMatch(/\w/);
  expect(row.until).toMatch(/\w/);
});

test.each(rows)('docs/data.md says at which end of a sign-in $name is forgotten', ({ name, until }) => {
  const event = items[name as keyof typeof items]?.forgottenAt;
  const expected = Object.entries(forgottenWhen).flatMap(([each, words]) => (each === event ? [words] : []));
  expect([...until.matchAll(/\*\*(.+?)\*\*/g)].map(([, words]) => words)).toEqual(expected);
});
