import type { Browser, Page } from 'puppeteer-core';
import { expect, test } from 'vitest';
import { reloadExtension, staysOpen } from '../../../scripts/start/reload-extension.ts';

const origin = 'chrome-extension://abc/';

test.each([
  ['options/index.html', true],
  ['welcome/index.html', true],
  ['popup/index.html', false],
  ['authorize/index.html?code=1', false],
])('after a reload, %s is shown again: %s', (path, expected) => {
  expect(staysOpen(origin + path, origin)).toBe(expected);
});

test('a page of the web is left alone', () => {
  expect(staysOpen('https://example.com/options/', origin)).toBe(false);
});

/** A browser that writes down what it is asked to do, in a window with these pages. */
function recordingBrowser(urls: string[], install: () => void = () => {}) {
  const record: string[] = [];
  const pages = urls.map((url) => ({
    url: () => url,
    isClosed: () => false,
    goto: async (address: string) => void record.push(`${url} -> ${address}`),
  }));
  const browser: Pick<Browser, 'pages' | 'installExtension'> = {
    pages: async () => pages as unknown as Page[],
    installExtension: async (folder) => {
      record.push(`install ${folder}`);
      install();
      return 'abc';
    },
  };
  return { browser, record };
}

const settings = `${origin}options/index.html`;
const shown = [`${settings} -> about:blank`, 'install /built', `${settings} -> ${settings}`];

test('a tab of the extension waits elsewhere while it is reloaded, and comes back', async () => {
  const { browser, record } = recordingBrowser([
    settings,
    `${origin}popup/index.html`,
    'https://example.com/',
  ]);
  await reloadExtension(browser, '/built', origin);
  expect(record).toEqual(shown);
});

test('it comes back, too, when the browser refuses the build', async () => {
  const { browser, record } = recordingBrowser([settings], () => {
    throw new Error('No manifest');
  });
  await expect(reloadExtension(browser, '/built', origin)).rejects.toThrow('No manifest');
  expect(record).toEqual(shown);
});
