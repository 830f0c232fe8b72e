/**
 * Pictures of every state, light and dark, and what axe-core finds in them.
 *
 *     tsx test/pictures/index.ts [--save] [name…]
 *
 * Writes to `test/output/pictures`; with `--save` those that the documentation shows, smaller, to `docs/screenshots`,
 * together with a page that lists them. Ends with 1 when axe-core found something, when a page scrolls that should
 * not, or when the browser complained.
 */
import { execFileSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { AxeResults, RunOptions } from 'axe-core';
import puppeteer, { type Page } from 'puppeteer-core';
import { build } from 'vite';
import type { Browser as WebExtension } from 'webextension-polyfill';
import type { Stored } from '../../src/state/stored.ts';
import { findBrowser } from '../e2e/support/find-browser.ts';
import { authorizePhases, diagnostics, isInDocs, popupActions, popupStates } from './states.ts';
import { missingForToolbar, takeToolbarPicture } from './toolbar.ts';

declare const chrome: WebExtension;
declare const axe: { run(options: RunOptions): Promise<AxeResults> };

const args = process.argv.slice(2);
const wanted = args.filter((arg) => !arg.startsWith('--'));
const here = fileURLToPath(new URL('.', import.meta.url));
const repository = join(here, '../..');
const forDocs = args.includes('--save');
const output = join(repository, forDocs ? 'docs/screenshots' : 'test/output/pictures');
const themes = ['light', 'dark'] as const;
const sessionItems = ['snapshot', 'alert', 'endings', 'signIn', 'serviceStatus'];
const axeSource = readFileSync(createRequire(import.meta.url).resolve('axe-core'), 'utf8');
const problems: string[] = [];
const saved: string[] = [];
const isWanted = (name: string) =>
  (wanted.length === 0 || wanted.some((part) => name.includes(part))) && (!forDocs || isInDocs(name));

/** The production build, with a page for the authorize window's phases and without a background to interfere. */
async function buildExtension(): Promise<string> {
  const folder = mkdtempSync(join(tmpdir(), 'session-badge-pictures-'));
  process.env['LIVECHAT_OUT_DIR'] = folder;
  await build({
    root: join(repository, 'src'),
    configFile: join(repository, 'vite.config.ts'),
    logLevel: 'warn',
  });
  await build({
    root: here,
    configFile: false,
    base: '/pictures/',
    logLevel: 'warn',
    build: {
      outDir: join(folder, 'pictures'),
      emptyOutDir: true,
      target: 'chrome120',
      modulePreload: { polyfill: false },
      rolldownOptions: { input: join(here, 'authorize.html') },
    },
  });
  writeFileSync(join(folder, 'service-worker-loader.js'), '');
  return folder;
}

/** Replaces everything that is stored. */
async function store(page: Page, stored: Stored): Promise<void> {
  const entries = Object.entries(stored);
  const local = Object.fromEntries(entries.filter(([key]) => !sessionItems.includes(key)));
  const session = Object.fromEntries(entries.filter(([key]) => sessionItems.includes(key)));
  await page.evaluate(
    async (inLocal, inSession) => {
      await Promise.all([chrome.storage.local.clear(), chrome.storage.session.clear()]);
      await Promise.all([chrome.storage.local.set(inLocal), chrome.storage.session.set(inSession)]);
    },
    local,
    session,
  );
}

/** A picture of the page as it is, and what is wrong with it. */
async function take(
  page: Page,
  name: string,
  theme: string,
  part: 'window' | 'popup' | 'whole' = 'window',
): Promise<void> {
  await page.evaluate(() => new Promise((resolve) => requestAnimationFrame(() => setTimeout(resolve, 60))));
  if (isWanted(name)) {
    const body = part === 'popup' ? await page.$('body') : undefined;
    const path = join(output, `${name}-${theme}.png`) as `${string}.png`;
    await (body ? body.screenshot({ path }) : page.screenshot({ path, fullPage: part === 'whole' }));
    saved.push(name);
  }
  const overflow = await page.evaluate(() => {
    const { scrollWidth, scrollHeight, clientWidth } = document.documentElement;
    return { wide: scrollWidth > clientWidth, high: scrollHeight > 600 };
  });
  if (overflow.wide) problems.push(`${name}, ${theme}: wider than its window`);
  if (overflow.high && part === 'popup') problems.push(`${name}, ${theme}: higher than a popup can be`);
  await page.evaluate(axeSource);
  const { violations } = await page.evaluate(() => axe.run({ resultTypes: ['violations'] }));
  for (const { id, help, nodes } of violations) {
    problems.push(
      `${name}, ${theme}: ${id}: ${help}: ${nodes.map(({ html, any }) => `${html} ${any[0]?.message ?? ''}`).join(' | ')}`,
    );
  }
}

/** The settings page: empty, changed, wrong, refused, locked, zoomed. */
async function takeOptions(page: Page, control: Page, theme: string): Promise<void> {
  const open = async (stored: Stored) => {
    await store(control, stored);
    await page.goto(`${originOf(control)}/options/index.html`);
    await page.waitForSelector('#client-id');
  };
  await open({});
  await take(page, 'options-empty', theme, 'whole');
  await page.type('#client-id', 'not a client id');
  await page.keyboard.press('Enter');
  await page.waitForSelector('#client-id-error');
  await take(page, 'options-wrong', theme);
  await page.click('#client-id', { count: 3 });
  await page.type('#client-id', 'bb9e5b2f1ab480e4a715977b7b1b4279');
  await page.keyboard.press('Enter');
  await page.waitForSelector('#outcome.saved');
  await take(page, 'options-saved', theme);

  await open({
    agent: { accountId: 'account', organizationId: '7d0e7a31-2222-4c22-9d33-0123456789ab' },
    settings: { organizations: [{ id: 'b2185556-634c-4ecf-b4c9-bcf8b65bc853', name: 'Acme' }] },
  });
  await page.click('#add-organization');
  await page.waitForSelector('#organization-error');
  await take(page, 'options-organizations', theme, 'whole');

  await open({ diagnostics: diagnostics() });
  await take(page, 'options-diagnostics', theme, 'whole');
  await page.click('#reset');
  await take(page, 'options-reset', theme);
  await page.keyboard.press('Escape');
  const file = join(folder, 'wrong.json');
  writeFileSync(file, '{ "colour": "red" }');
  const input = await page.$('input#import-file');
  await input?.uploadFile(file);
  await page.waitForSelector('#file-outcome.error');
  await take(page, 'options-import-refused', theme, 'whole');

  for (const zoom of [1.25, 2]) {
    await page.setViewport({ width: 760 / zoom, height: 680 / zoom, deviceScaleFactor: zoom });
    await take(page, `options-zoomed-${zoom * 100}`, theme, 'whole');
  }
  await page.setViewport({ width: 760, height: 680, deviceScaleFactor: forDocs ? 1 : 1.5 });
}

/** The welcome page: before anything, with a client ID, while signing in, at the end. */
async function takeWelcome(page: Page, control: Page, theme: string): Promise<void> {
  const settings = { clientId: 'bb9e5b2f1ab480e4a715977b7b1b4279' };
  const states: Record<string, Stored> = {
    empty: {},
    ready: { settings },
    'signing-in': { settings, signIn: { authorizeWindowId: 1 } },
    done: { settings, ...popupStates['fresh-3']?.() },
  };
  for (const [name, stored] of Object.entries(states)) {
    if (!isWanted(`welcome-${name}`)) continue;
    await store(control, stored);
    await page.goto(`${originOf(control)}/welcome/index.html`);
    await page.waitForSelector('#pin');
    await take(page, `welcome-${name}`, theme, 'whole');
  }
}

const originOf = (page: Page) => page.url().replace(/\/manifest\.json$/, '');

/** Makes the pictures smaller: 64 colours are enough for text and flat areas. */
function shrink(): void {
  const pictures = readdirSync(output).filter((file) => file.endsWith('.png'));
  const options = ['-strip', '+dither', '-colors', '64', '-define', 'png:compression-level=9'];
  try {
    execFileSync('mogrify', [...options, ...pictures], { cwd: output });
  } catch (error) {
    console.error(`The pictures are as large as they were: mogrify (ImageMagick) failed: ${error}`);
  }
}

/** A page with all pictures that were saved, light beside dark. */
function gallery(): string {
  const rows = [...new Set(saved)].map(
    (name) => `| \`${name}\` | ![](${name}-light.png) | ![](${name}-dark.png) |\n`,
  );
  return [
    '# Every state, in pictures\n\n',
    'Made by `npm run screenshots`; the states are listed in `test/pictures/states.ts`.\n\n',
    '| state | light | dark |\n| --- | --- | --- |\n',
    ...rows,
  ].join('');
}

const folder = await buildExtension();
if (forDocs && wanted.length === 0) rmSync(output, { recursive: true, force: true });
mkdirSync(output, { recursive: true });
const browser = await puppeteer.launch({
  executablePath: findBrowser(),
  pipe: true,
  enableExtensions: [folder],
  defaultViewport: null,
  args: ['--no-sandbox', '--window-size=1280,900', '--lang=en-US', '--host-resolver-rules=MAP * ~NOTFOUND'],
});
try {
  const worker = await browser.waitForTarget((target) => target.type() === 'service_worker');
  const origin = `chrome-extension://${new URL(worker.url()).host}`;
  const control = await browser.newPage();
  await control.goto(`${origin}/manifest.json`);
  const page = await browser.newPage();
  page.on('pageerror', (error) => problems.push(`page: ${error}`));
  page.on('console', (message) => {
    if (message.type() === 'error') problems.push(`console: ${message.text()}`);
  });
  for (const theme of themes) {
    const dressed = async (each: Page) =>
      each.emulateMediaFeatures([{ name: 'prefers-color-scheme', value: theme }]);
    await dressed(page);

    await page.setViewport({ width: 360, height: 600, deviceScaleFactor: forDocs ? 1 : 2 });
    for (const [name, stored] of Object.entries(popupStates)) {
      if (!isWanted(`popup-${name}`)) continue;
      await store(control, stored());
      await page.goto(`${origin}/popup/index.html`);
      await page.waitForSelector('footer');
      await popupActions[name]?.(page);
      await take(page, `popup-${name}`, theme, 'popup');
    }

    await page.setViewport({ width: 460, height: 490, deviceScaleFactor: forDocs ? 1 : 2 });
    for (const [name, phase] of Object.entries(authorizePhases)) {
      if (!isWanted(`authorize-${name}`)) continue;
      await page.goto('about:blank');
      await page.goto(`${origin}/pictures/authorize.html#${encodeURIComponent(JSON.stringify(phase))}`);
      await page.waitForSelector('#message');
      await take(page, `authorize-${name}`, theme);
    }

    await page.setViewport({ width: 760, height: 680, deviceScaleFactor: forDocs ? 1 : 1.5 });
    if (isWanted('options')) await takeOptions(page, control, theme);
    if (isWanted('welcome')) await takeWelcome(page, control, theme);

    if (isWanted('toolbar-popup')) {
      await store(control, popupStates['fresh-3']?.() ?? {});
      await control.evaluate(async () => {
        const [window] = await chrome.windows.getAll();
        await chrome.action.openPopup(window?.id === undefined ? {} : { windowId: window.id });
      });
      const target = await browser.waitForTarget((each) => each.url() === `${origin}/popup/index.html`);
      const popup = await target.asPage();
      await dressed(popup);
      await popup.waitForSelector('#sessions');
      const size = await popup.evaluate(
        () =>
          `${innerWidth} × ${innerHeight}, body ${document.body.getBoundingClientRect().height}, document ${document.documentElement.scrollHeight}`,
      );
      const scrolls = await popup.evaluate(() => document.documentElement.scrollHeight > innerHeight);
      console.log(`Toolbar popup, ${theme}: ${size}${scrolls ? ', scrolls' : ''}`);
      await popup.screenshot({ path: join(output, `toolbar-popup-${theme}.png`) as `${string}.png` });
      await popup.close();
    }
  }
} finally {
  await browser.close();
  rmSync(folder, { recursive: true, force: true });
}

if (isWanted('toolbar')) {
  if (missingForToolbar.length > 0) {
    console.error(`There is no picture of the toolbar: missing ${missingForToolbar.join(', ')}.`);
  } else {
    await takeToolbarPicture(join(output, 'toolbar.png'));
  }
}
if (forDocs) {
  shrink();
  if (wanted.length === 0) writeFileSync(join(output, 'README.md'), gallery());
}
console.log(problems.length > 0 ? problems.join('\n') : 'axe-core found nothing, and everything fits.');
process.exitCode = problems.length > 0 ? 1 : 0;
