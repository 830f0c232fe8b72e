import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { AxeResults, RunOptions } from 'axe-core';
import type { Page } from 'puppeteer-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Browser as WebExtension } from 'webextension-polyfill';
import { areasOf } from '../../scripts/pictures/areas-of.ts';
import { diagnostics, popupStates } from '../../scripts/pictures/states.ts';
import type { Stored } from '../../src/state/store/background-store.ts';
import { type Popup, popupOn, popupSelectors } from './pages/popup.ts';
import { type AgentBrowser, builtExtension, extensionOrigin, launchAgentBrowser } from './support/index.ts';

declare const chrome: WebExtension;
declare const axe: { run(options: RunOptions): Promise<AxeResults> };
const axeSource = readFileSync(createRequire(import.meta.url).resolve('axe-core'), 'utf8');

/** Lists what is looked at: a page with something stored, the popup in every state. */
const states: Record<string, { path: string; stored: Stored }> = {
  ...Object.fromEntries(
    Object.entries(popupStates).map(([name, stored]) => [
      `popup, ${name}`,
      { path: 'popup/index.html', stored: stored() },
    ]),
  ),
  'settings, empty': { path: 'options/index.html', stored: {} },
  'settings, diagnostics': { path: 'options/index.html', stored: { diagnostics: diagnostics() } },
  'welcome, first': { path: 'welcome/index.html', stored: {} },
  'welcome, last': { path: 'welcome/index.html', stored: popupStates['fresh-3']?.() ?? {} },
  'authorize window, failed': { path: 'authorize/index.html', stored: {} },
};

/** The production build without its background, which would change what is stored. */
function copyExtension(): string {
  const folder = mkdtempSync(join(tmpdir(), 'session-badge-access-'));
  cpSync(builtExtension, folder, { recursive: true });
  writeFileSync(join(folder, 'service-worker-loader.js'), '');
  return folder;
}

/** Texts half as long again, written from right to left, in place of the English ones. */
function speakPseudo(folder: string): void {
  const file = join(folder, '_locales/en/messages.json');
  const texts: Record<string, { message: string }> = JSON.parse(readFileSync(file, 'utf8'));
  for (const [key, text] of Object.entries(texts)) {
    const words = Math.max(1, Math.round(text.message.split(' ').length / 2));
    if (key !== 'language') text.message = `${text.message}${' ועודמילה'.repeat(words)}`;
  }
  writeFileSync(file, JSON.stringify({ ...texts, direction: { message: 'rtl' } }));
}

async function open(
  agentBrowser: AgentBrowser,
  page: Page,
  { path, stored }: { path: string; stored: Stored },
): Promise<void> {
  const { local, session } = areasOf({ ...stored, settings: { ...stored.settings, theme: 'light' } });
  await agentBrowser.hiddenPage.evaluate(
    async (items) => {
      await Promise.all([chrome.storage.local.clear(), chrome.storage.session.clear()]);
      await Promise.all([chrome.storage.local.set(items.local), chrome.storage.session.set(items.session)]);
    },
    { local, session },
  );
  await page.goto(`${extensionOrigin}${path}`);
  await page.waitForSelector('[data-theme="light"] main');
}

/** The popup with more in it than it has room for: a long list, trouble and incidents. */
function crowded(): Stored {
  const { snapshot: _, settings: __, ...trouble } = popupStates['stale-server_error']?.() ?? {};
  const { settings: ___, ...incident } = popupStates['signed-out-incident']?.() ?? {};
  incident.serviceStatus?.status?.incidents.push({ name: 'Slow search in the archives', shortlink: null });
  return { ...popupStates['search-12']?.(), ...trouble, ...incident };
}

/** Finds what no scrolling brings into sight in the popup's main part, or what lies below something else even then. */
const outOfReach = (page: Page): Promise<string[]> =>
  page.$$eval(popupSelectors.content, (elements) =>
    elements
      .filter((element) => {
        element.scrollIntoView({ block: 'center' });
        const { left, right, top, bottom } = element.getBoundingClientRect();
        const found = document.elementFromPoint((left + right) / 2, (top + bottom) / 2);
        return !element.contains(found);
      })
      .map(({ textContent, id }) => id || (textContent ?? '')),
  );

/** Finds what axe-core objects to, and where. */
async function violationsIn(page: Page, options: RunOptions = {}): Promise<[string, string[]][]> {
  const { violations } = await page.evaluate(
    (more) => axe.run({ resultTypes: ['violations'], ...more }),
    options,
  );
  return violations.map(({ id, nodes }) => [id, nodes.map(({ html }) => html)]);
}

/** Finds what axe-core objects to in the light, and in the dark, where only the colours are others. */
async function violationsInBoth(page: Page): Promise<[string, string[]][]> {
  await page.evaluate(axeSource);
  const inTheLight = await violationsIn(page);
  // All that a page does at a change of the theme.
  await page.evaluate(() => {
    document.documentElement.dataset['theme'] = 'dark';
  });
  return [...inTheLight, ...(await violationsIn(page, { runOnly: ['color-contrast'] }))];
}

describe.each([
  ['English', false],
  ['a pseudo-language, right to left and long', true],
])('in %s', (_, isPseudo) => {
  const folder = copyExtension();
  let agentBrowser: AgentBrowser;
  let page: Page;
  let popup: Popup;
  beforeAll(async () => {
    if (isPseudo) speakPseudo(folder);
    agentBrowser = await launchAgentBrowser({ liveChat: { port: 9 }, extension: folder, keepWelcome: true });
    page = await agentBrowser.browser.newPage();
    popup = popupOn(page);
  });
  afterAll(async () => {
    await agentBrowser?.close();
    rmSync(folder, { recursive: true, force: true });
  });

  test.each(Object.entries(states))(
    '%s: axe-core finds nothing, and nothing is wider than the page',
    async (_name, state) => {
      const isPopup = state.path.startsWith('popup');
      await page.setViewport({ width: isPopup ? 360 : 760, height: 600 });
      await open(agentBrowser, page, state);
      expect(await page.evaluate(() => document.documentElement.dir)).toBe(isPseudo ? 'rtl' : 'ltr');
      // Colours do not depend on the language, nor does what else it looks at; but it takes these words for nonsense.
      if (!isPseudo) expect(await violationsInBoth(page)).toEqual([]);
      // As at 200 %.
      if (!isPopup) await page.setViewport({ width: 380, height: 600 });
      const { scrollWidth, clientWidth } = await page.evaluate(() => ({
        scrollWidth: document.documentElement.scrollWidth,
        clientWidth: document.documentElement.clientWidth,
      }));
      expect(scrollWidth).toBeLessThanOrEqual(clientWidth);
    },
  );

  test.each([
    ['with the ways to sign out', 16, popupSelectors.signOutChoices],
    ['with very large text', 24, undefined],
    ['with both', 24, popupSelectors.signOutChoices],
  ])('a crowded popup, %s: all of its main part can be scrolled into sight', async (_name, size, pressed) => {
    await page.setViewport({ width: size * 22.5, height: 600 });
    await open(agentBrowser, page, { path: 'popup/index.html', stored: crowded() });
    await page.evaluate((pixels) => {
      document.documentElement.style.fontSize = `${pixels}px`;
    }, size);
    if (pressed) await page.click(pressed);
    expect(await outOfReach(page)).toEqual([]);
  });

  test.each([
    ['ending-failed', 2, 2],
    ['ended-partly', 1, 0],
  ])('%s: only what no sentence sums up is an alert of its own', async (name, failures, alerts) => {
    const stored = popupStates[name]?.() ?? {};
    await open(agentBrowser, page, { path: 'popup/index.html', stored });
    expect(await popup.rowFailure.count()).toBe(failures);
    expect(await popup.alert.count()).toBe(alerts);
  });

  test('the buttons of browsers of a kind say which of them they end', async () => {
    const stored = popupStates['search-12']?.() ?? {};
    await open(agentBrowser, page, { path: 'popup/index.html', stored });
    const names = await page.$$eval(popupSelectors.endButtons, (buttons) =>
      buttons.map((each) => each.ariaLabel),
    );
    expect(new Set(names).size).toBe(12);
  });

  test.each([
    ['fresh-hostile', /^<b>tnegA adA<\/b>\u0335{3} A+…$/],
    ['fresh-hostile-list', /^ada@example\.com$/, /^emca <i>עברית<\/i> 🎉$/],
  ])('%s: no name of an agent or organization changes what stands beside it', async (name, ...parts) => {
    await open(agentBrowser, page, { path: 'popup/index.html', stored: popupStates[name]?.() ?? {} });
    const shown = await popup.agentParts.texts();
    expect(shown).toEqual(parts.map((part) => expect.stringMatching(part)));
    expect(await popup.agent.text()).toBe(shown.join(' · '));
  });
});
