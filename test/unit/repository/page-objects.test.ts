import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { sourceFilesIn } from '../../support/source-files.ts';

const read = (path: string) => readFileSync(path, 'utf8');

/** Lists the IDs and classes in the extension's pages and in the stand-in's. */
const names = new Set(
  [...sourceFilesIn('src'), 'test/livechat-server/pages.ts']
    .flatMap((path) => [...read(path).matchAll(/\b(?:id|class)="([\w -]+)"/g)])
    .flatMap(([, attribute = '']) => attribute.split(' ')),
);

/** Finds the selectors of our pages in the string literals of a script. */
function selectorsIn(script: string): string[] {
  const literals = [...script.matchAll(/(['"`])((?:(?!\1)[^\n\\]|\\.)*)\1/g)].map(([, , text = '']) => text);
  return literals.filter((text) =>
    [...text.matchAll(/(?:^|[\s>+~,(])[a-z]*[#.]([a-z][\w-]*)(?![\w(-])/g)].some(([, name = '']) =>
      names.has(name),
    ),
  );
}

test('a selector is found in each kind of string literal', () => {
  expect(selectorsIn("page.click('#sign-in')")).toEqual(['#sign-in']);
  expect(selectorsIn('page.$(`.session > .button[aria-label]`)')).toHaveLength(1);
  expect(selectorsIn('page.$("html, input#email")')).toHaveLength(1);
  expect(selectorsIn("import { popupOn } from './pages/popup.ts'")).toEqual([]);
});

test('tests in browsers leave the selectors of our pages to test/e2e/pages', () => {
  const scripts = sourceFilesIn('test/e2e').filter((path) => !path.startsWith('test/e2e/pages/'));
  const selectors = scripts.flatMap((path) => selectorsIn(read(path)).map((each) => `${path}: ${each}`));
  expect(scripts.length).toBeGreaterThan(50);
  expect(selectors).toEqual([]);
});
