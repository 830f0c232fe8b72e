import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { expect, test } from 'vitest';
import { anchorsOf, codeIn, linksIn } from '../../support/markdown.ts';

const inFolder = (folder: string) =>
  readdirSync(folder, { recursive: true, encoding: 'utf8' }).map((path) => join(folder, path));
const pages = [...readdirSync('.'), ...inFolder('docs'), ...inFolder('test/livechat-server')].filter((path) =>
  path.endsWith('.md'),
);

/** Tells why a link of a page leads nowhere; nothing where it leads somewhere, or to another site. */
function wrongWith(page: string, link: string): string | undefined {
  if (/^[a-z]+:/.test(link)) return undefined;
  const [path = '', anchor] = link.split('#');
  const target = path ? join(dirname(page), path) : page;
  if (!existsSync(target)) return `${link}: no such file`;
  if (anchor && !anchorsOf(readFileSync(target, 'utf8')).includes(anchor)) return `${link}: no such heading`;
  return undefined;
}

test.each(pages)('every link in %s leads to a file, and to a heading of it', (page) => {
  const links = linksIn(readFileSync(page, 'utf8'));
  expect(links.flatMap((link) => wrongWith(page, link) ?? [])).toEqual([]);
});

/** Finds the files and folders of ours that a page names as code. */
const pathsIn = (page: string): string[] =>
  codeIn(readFileSync(page, 'utf8')).filter((code) =>
    /^(docs|public|scripts|src|test)\/[\w./-]+$/.test(code),
  );

test.each(pages)('every path that %s names is there', (page) => {
  expect(pathsIn(page).filter((path) => !existsSync(path))).toEqual([]);
});

test('a link to a missing file, or to a missing heading, leads nowhere', () => {
  expect(wrongWith('README.md', 'docs/nothing.md')).toBe('docs/nothing.md: no such file');
  expect(wrongWith('README.md', 'docs/data.md#nothing')).toBe('docs/data.md#nothing: no such heading');
  expect(wrongWith('docs/data.md', '#stored-items')).toBeUndefined();
});
