import { existsSync, readFileSync } from 'node:fs';
import { expect, test } from 'vitest';

const documentUrl = new URL('../../../docs/security.md', import.meta.url);
const text = readFileSync(documentUrl, 'utf8');

/** Finds a test that the document names: [`title`](file). */
const link = /\[`([^`]+)`\]\((\.\.\/test\/[^)]+)\)/g;
const named = new Map(
  [...text.matchAll(link)].map(([whole, title = '', path = '']) => [whole, { title, path }]),
);

/** Tells whether a file has a test with this title, as a whole, and not in a comment. */
function hasTest(source: string, title: string): boolean {
  const code = source.replace(/^\s*\/\/.*$/gm, '');
  const quoted = title.replace(/[.*+?^${}()|[\]\\]/g, '\\$&');
  return new RegExp(`(?:\\b(?:test|it)|\\))\\(\\s*(['"])${quoted}\\1,`).test(code);
}

test.each([...named])('docs/security.md names a test that exists: %s', (_, { title, path }) => {
  const file = new URL(path, documentUrl);
  expect(existsSync(file)).toBe(true);
  expect(hasTest(readFileSync(file, 'utf8'), title)).toBe(true);
});

test('every threat in docs/security.md names a test', () => {
  const threats = text.slice(text.indexOf('## Threats'));
  const rows = threats.split('\n').filter((line) => /^\| (?!threat|---)/.test(line));
  expect(rows.length).toBeGreaterThan(30);
  expect(rows.filter((row) => !row.match(link))).toEqual([]);
});

test('a title that is only part of one, or only in a comment, is no test', () => {
  const source = "test('one and two', () => {});\n  // test('three', () => {});\n])('%s is four', () => {});";
  expect(['one and two', '%s is four'].every((title) => hasTest(source, title))).toBe(true);
  expect(['one', 'two', 'three', 'is four'].some((title) => hasTest(source, title))).toBe(false);
});
