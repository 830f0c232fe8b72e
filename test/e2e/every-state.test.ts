import { cpSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { CDPSession, Page } from 'puppeteer-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Browser as WebExtension } from 'webextension-polyfill';
import { areasOf } from '../../scripts/pictures/areas-of.ts';
import { diagnostics, popupActions, popupStates, welcomeStates } from '../../scripts/pictures/states.ts';
import type { Stored } from '../../src/state/store/background-store.ts';
import { type Popup, popupOn } from './pages/popup.ts';
import { settingsPageOn } from './pages/settings-page.ts';
import { welcomePageOn } from './pages/welcome-page.ts';
import { AgentChromium } from './support/agent-chromium.ts';
import { builtExtension, until } from './support/index.ts';

declare const chrome: WebExtension;

const extension = mkdtempSync(join(tmpdir(), 'session-badge-states-'));
let agentBrowser: AgentChromium;
let page: Page;
let devTools: CDPSession;
beforeAll(async () => {
  // Without a background, which would change what is stored.
  cpSync(builtExtension, extension, { recursive: true });
  writeFileSync(join(extension, 'service-worker-loader.js'), '');
  agentBrowser = new AgentChromium({ liveChat: { port: 9 }, extension, keepWelcome: true, language: 'pl' });
  await agentBrowser.start();
  page = await agentBrowser.openPage('manifest.json');
  devTools = await page.createCDPSession();
});
afterAll(async () => {
  await agentBrowser?.close();
  rmSync(extension, { recursive: true, force: true });
});

/** Opens one of our pages, with this stored. */
async function openWith(path: string, stored: Stored): Promise<void> {
  const { local, session } = areasOf(stored);
  await agentBrowser.hiddenPage.evaluate(async () => {
    await Promise.all([chrome.storage.local.clear(), chrome.storage.session.clear()]);
  });
  await agentBrowser.store('local', local);
  await agentBrowser.store('session', session);
  await page.goto(new URL(path, page.url()).href);
}

/** Opens the popup, as large as it can be, in a state. */
async function openIn(state: string): Promise<Popup> {
  await page.setViewport({ width: 360, height: 600 });
  await openWith('/popup/index.html', popupStates[state]?.() ?? {});
  const popup = popupOn(page);
  await popup.footer.waitFor();
  await popupActions[state]?.(page);
  return popup;
}

const forceColors = (value: 'active' | 'none') =>
  devTools.send('Emulation.setEmulatedMedia', { features: [{ name: 'forced-colors', value }] });

/** Marks the boxes that only their background shows, for `unseenBoxes()`. */
const markBoxes = () =>
  page.evaluate(() => {
    const painted = (element: Element): string => {
      const { backgroundColor } = getComputedStyle(element);
      return backgroundColor !== 'rgba(0, 0, 0, 0)' || !element.parentElement
        ? backgroundColor
        : painted(element.parentElement);
    };
    for (const element of document.body.querySelectorAll('*')) {
      const isBox = element.parentElement && painted(element) !== painted(element.parentElement);
      if (isBox) element.setAttribute('data-box', '');
    }
  });

/** Lists those of them that nothing shows where the browser takes the backgrounds away. */
const unseenBoxes = () =>
  page.$$eval('[data-box]', (boxes) =>
    boxes
      .filter((box) => {
        const { borderTopWidth, borderTopStyle } = getComputedStyle(box);
        return borderTopStyle === 'none' || Number.parseFloat(borderTopWidth) === 0;
      })
      .map(({ outerHTML }) => outerHTML.slice(0, 200)),
  );

/** Lists the boxes that nobody sees who has the browser take the colours away. */
async function unseenInForcedColors(): Promise<string[]> {
  await markBoxes();
  await forceColors('active');
  try {
    return await unseenBoxes();
  } finally {
    await forceColors('none');
  }
}

/** Lists the pairs of controls of which the second stands before the first, where the keyboard reaches it later. */
const wrongOrder = () =>
  page.evaluate(() => {
    const scrolled = [...document.querySelectorAll('*')].filter(
      (element) =>
        element.scrollHeight > element.clientHeight && getComputedStyle(element).overflowY === 'auto',
    );
    /** Tells whether an element comes after a list that scrolls. */
    const isBelow = (element: Element) =>
      scrolled.some((list) => list.compareDocumentPosition(element) === Node.DOCUMENT_POSITION_FOLLOWING);
    const controls = [...document.querySelectorAll('a[href], button, input, select')]
      .map((element) => {
        const { left, top, bottom, width } = element.getBoundingClientRect();
        // The page as it would be without scrolling: the list has room for all of it, and what is below it follows.
        let shift = element.closest('footer') || isBelow(element) ? 100_000 : 0;
        for (let outer = element.parentElement; outer; outer = outer.parentElement) shift += outer.scrollTop;
        return { element, left, width, top: top + shift, bottom: bottom + shift };
      })
      .filter(({ width }) => width > 0);
    return controls.slice(1).flatMap((second, index) => {
      const first = controls[index];
      if (!first) return [];
      // What is big reaches over what stands below it: a line is what their middles share.
      const isBeside = (one: typeof first, other: typeof first) =>
        one.top < (other.top + other.bottom) / 2 && (other.top + other.bottom) / 2 < one.bottom;
      const isSameLine = isBeside(first, second) || isBeside(second, first);
      const isWrong = isSameLine ? second.left < first.left : second.top < first.top;
      return isWrong ? [`${first.element.outerHTML} before ${second.element.outerHTML}`] : [];
    });
  });

describe.each(Object.keys(popupStates))('the popup in the state “%s”', (state) => {
  let popup: Popup;
  beforeAll(async () => {
    popup = await openIn(state);
  });

  test('says by three dots which buttons ask first, to screen readers, too', async () => {
    for (const label of await popup.askingButtons.texts()) expect(label).toMatch(/…$/);
    const heard = await page.$$eval(popup.askingButtons.selector, (all) =>
      all.map(({ ariaLabel, textContent }) => ariaLabel ?? textContent),
    );
    for (const name of heard) expect(name).toMatch(/…$/);
    for (const label of await popup.actingButtons.texts()) expect(label).not.toMatch(/…$/);
  });

  test('tells dangerous buttons without colour', async () => {
    const looks = (selector: string) =>
      page.$$eval(selector, (all) =>
        all.map((button) => ({
          hasIcon: button.firstElementChild?.tagName === 'svg',
          border: getComputedStyle(button).borderTopWidth,
        })),
      );
    for (const look of await looks(popup.dangerButtons.selector)) {
      expect(look).toEqual({ hasIcon: true, border: '2px' });
    }
    for (const look of await looks(popup.primaryButtons.selector)) expect(look.border).toBe('1px');
  });

  test('leads the keyboard as the eye goes', async () => {
    expect(await wrongOrder()).toEqual([]);
  });

  test('shows each box in forced colours', async () => {
    expect(await unseenInForcedColors()).toEqual([]);
  });
});

test.each(Object.keys(welcomeStates))(
  'the welcome page in the state “%s” shows each box in forced colours',
  async (state) => {
    await openWith('/welcome/index.html', welcomeStates[state]?.() ?? {});
    await welcomePageOn(page).steps.waitFor();
    expect(await unseenInForcedColors()).toEqual([]);
  },
);

test('the settings page shows each box in forced colours', async () => {
  await openWith('/options/index.html', { diagnostics: diagnostics() });
  const options = settingsPageOn(page);
  await options.diagnosticsRow.waitFor();
  await options.reset.click();
  await options.resetConfirm.waitFor();
  expect(await options.reset.text()).toMatch(/[^…]…$/);
  expect(await unseenInForcedColors()).toEqual([]);
});

describe('at a text size of 200 %', () => {
  /** Names the height that a popup can have at most, and the one that it wants at this size. */
  const size = { width: 720, height: 600 };
  // A page forgets it when it goes to another one.
  const setTextSize = (percent: number) =>
    devTools.send('Page.setFontSizes', { fontSizes: { standard: (16 * percent) / 100 } });

  test('three incidents in Polish take one line, and at least three whole sessions are seen at once', async () => {
    const popup = await openIn('incidents-3');
    await page.setViewport(size);
    await setTextSize(200);
    expect(await page.evaluate(() => getComputedStyle(document.documentElement).fontSize)).toBe('32px');
    await until(async () => (await popup.rows.count()) === 12);
    expect(await popup.incidents.text()).toBe('3 incydenty');
    const heightOf = async (name: 'status' | 'incidents') =>
      (await (await popup[name].waitFor()).boundingBox())?.height ?? 0;
    expect(await heightOf('status')).toBeLessThan(2 * (await heightOf('incidents')) + 24);
    const seen = await page.$$eval(popup.rows.selector, (rows) => {
      rows[1]?.scrollIntoView();
      return rows.filter((row) => {
        const { left, top, bottom } = row.getBoundingClientRect();
        const isUncovered = [top + 1, bottom - 1].every(
          (y) => document.elementFromPoint(left + 40, y)?.closest('li') === row,
        );
        return top >= 0 && bottom <= innerHeight && isUncovered;
      }).length;
    });
    expect(seen).toBeGreaterThanOrEqual(3);
    expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(size.width);
  });
});

test('no page complained', async () => {
  expect(await agentBrowser.problems()).toEqual([]);
});
