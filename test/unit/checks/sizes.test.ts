import { expect, test } from 'vitest';
import { loadedScripts } from '../../../scripts/checks/loaded-scripts.ts';
import { overBudget } from '../../../scripts/checks/over-budget.ts';

test('all within budget', () => {
  expect(overBudget({ popup: 100, worker: 5 }, { popup: 100, worker: 10 })).toEqual([]);
});

test('one byte too many', () => {
  expect(overBudget({ popup: 101 }, { popup: 100 })).toEqual([
    'popup: 101 bytes of script (gzip), 1 over its budget',
  ]);
});

test('a page without a budget, and a budget without a page', () => {
  expect(overBudget({ popup: 1 }, { worker: 1 })).toEqual([
    expect.stringContaining('popup: has no budget'),
    expect.stringContaining('worker: has a budget'),
  ]);
});

const files: Record<string, string> = {
  'popup/index.html': '<script type="module" crossorigin src="/assets/popup.js"></script>',
  'assets/popup.js': 'import{a}from"./shared.js";import"./side.js";a("import \'./no.js\'");a("import(1)")',
  'assets/shared.js': 'export{b as a}from"../lib/b.js";',
  'assets/side.js': 'import{a}from"./shared.js";a()',
  'lib/b.js': 'export const b=1',
  'worker.js': "import './assets/side.js';",
};
const read = (path: string) => files[path] ?? '';

test('the scripts of a page: named, imported and re-exported, each once', () => {
  expect(loadedScripts('popup/index.html', read)).toEqual([
    'assets/popup.js',
    'assets/shared.js',
    'lib/b.js',
    'assets/side.js',
  ]);
});

test('the scripts of a service worker', () => {
  expect(loadedScripts('worker.js', read)).toEqual([
    'worker.js',
    'assets/side.js',
    'assets/shared.js',
    'lib/b.js',
  ]);
});

test('a script that loads another one later is refused', () => {
  expect(() => loadedScripts('worker.js', () => 'a(() => import("./later.js"))')).toThrow('import()');
});
