/**
 * Pictures of every state, light and dark, and what axe-core finds in them.
 *
 *     tsx scripts/pictures/index.ts [--save] [name…]
 *
 * Takes those whose names contain one of the given ones, or all. Writes to `test/output/pictures`; with `--save` those
 * that the documentation shows, smaller, to `docs/screenshots`, together with a page that lists them, and those for the
 * stores (`store`) to `docs/store/pictures`; nothing is written if one cannot be taken. Ends with 1 when nothing was taken, when axe-core found something, when a page scrolls that
 * should not, or when the browser complained.
 */
import { execFileSync } from 'node:child_process';
import {
  cpSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import type { AxeResults, RunOptions } from 'axe-core';
import puppeteer, { type Browser, type Page } from 'puppeteer-core';
import { build } from 'vite';
import type { Browser as WebExtension } from 'webextension-polyfill';
import { readConfig } from '../../src/config/read-config.ts';
import type { Stored } from '../../src/state/store/background-store.ts';
import { languageArgs, languageEnv, sandboxArgs } from '../browser/chromium-args.ts';
import { extensionOrigin } from '../browser/extension.ts';
import { findBrowser } from '../browser/find-browser.ts';
import { missingOf, missingTools } from '../browser/tools.ts';
import { buildFor } from '../start/build-for.ts';
import { startDemoLiveChat } from '../start/demo-live-chat.ts';
import { playTour } from '../tour/index.ts';
import { areasOf } from './areas-of.ts';
import { optionsSteps } from './options-steps.ts';
import {
  authorizeActions,
  authorizePhases,
  isInDocs,
  popupActions,
  popupStates,
  welcomeStates,
} from './states.ts';
import { storePage, tilePage } from './store-page.ts';
import { storeScenes } from './store-scenes.ts';

declare const chrome: WebExtension;
declare const axe: { run(options: RunOptions): Promise<AxeResults> };

const { values, positionals: wanted } = parseArgs({
  options: { save: { type: 'boolean', default: false } },
  allowPositionals: true,
});
const here = fileURLToPath(new URL('.', import.meta.url));
const repository = join(here, '../..');
const forDocs = values.save;
const output = join(repository, forDocs ? 'docs/screenshots' : 'test/output/pictures');
const isWanted = (name: string) =>
  (wanted.length === 0 || wanted.some((part) => name.includes(part))) && (!forDocs || isInDocs(name));

const missing = [...(isWanted('tour') ? missingTools : []), ...missingOf('mogrify')];
if (forDocs && missing.length > 0) {
  console.error(`Nothing was taken: missing ${missing.join(', ')}.`);
  process.exit(1);
}

const temporary = mkdtempSync(join(tmpdir(), 'session-badge-pictures-'));
const extension = join(temporary, 'extension');
/** Holds the pictures until all have been taken. */
const pictures = join(temporary, 'pictures');
/** Holds those for the stores, apart from the others as they keep all colours. */
const storePictures = join(temporary, 'store');
const storeOutput = join(repository, forDocs ? 'docs/store/pictures' : 'test/output/pictures/store');
const scale = forDocs ? 1 : 2;
const axeSource = readFileSync(createRequire(import.meta.url).resolve('axe-core'), 'utf8');
const problems: string[] = [];
const saved: string[] = [];

type Theme = 'light' | 'dark';

/** Makes the production build, with a page for the authorize window's phases and without a background to interfere. */
async function buildExtension(): Promise<void> {
  const file = readFileSync(join(repository, 'livechat.config.json'), 'utf8');
  const config = readConfig(JSON.parse(file), process.env);
  process.env['LIVECHAT_OUT_DIR'] = extension;
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
    define: { __LIVECHAT_CONFIG__: JSON.stringify(config), __BROWSER__: '"chrome"' },
    build: {
      outDir: join(extension, 'pictures'),
      emptyOutDir: true,
      target: 'chrome120',
      modulePreload: { polyfill: false },
      rolldownOptions: { input: join(here, 'authorize.html') },
    },
  });
  writeFileSync(join(extension, 'service-worker-loader.js'), '');
}

/** Replaces everything that is stored. */
async function store(page: Page, stored: Stored): Promise<void> {
  const { local, session } = areasOf(stored);
  await page.evaluate(
    async (inLocal, inSession) => {
      await Promise.all([chrome.storage.local.clear(), chrome.storage.session.clear()]);
      await Promise.all([chrome.storage.local.set(inLocal), chrome.storage.session.set(inSession)]);
    },
    local,
    session,
  );
}

const pathOf = (name: string, theme: string) => join(pictures, `${name}-${theme}.png`) as `${string}.png`;

/** Takes a picture of the page as it is, and notes what is wrong with it; does nothing if it is not wanted. */
async function take(
  page: Page,
  name: string,
  theme: string,
  part: 'window' | 'popup' | 'whole' = 'window',
): Promise<void> {
  if (!isWanted(name)) return;
  await page.evaluate(() => new Promise((resolve) => requestAnimationFrame(() => setTimeout(resolve, 60))));
  const body = part === 'popup' ? await page.$('body') : undefined;
  const path = pathOf(name, theme);
  await (body ? body.screenshot({ path }) : page.screenshot({ path, fullPage: part === 'whole' }));
  saved.push(name);
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

async function takePopups(page: Page, control: Page, theme: string): Promise<void> {
  await page.setViewport({ width: 380, height: 600, deviceScaleFactor: scale });
  for (const [name, stored] of Object.entries(popupStates)) {
    if (!isWanted(`popup-${name}`)) continue;
    await store(control, stored());
    await page.goto(`${extensionOrigin}popup/index.html`);
    await page.waitForSelector('footer');
    await popupActions[name]?.(page);
    await take(page, `popup-${name}`, theme, 'popup');
  }
}

async function takeAuthorizeWindow(page: Page, theme: string): Promise<void> {
  await page.setViewport({ width: 460, height: 490, deviceScaleFactor: scale });
  for (const [name, phase] of Object.entries(authorizePhases)) {
    if (!isWanted(`authorize-${name}`)) continue;
    await page.goto('about:blank');
    await page.goto(`${extensionOrigin}pictures/authorize.html#${encodeURIComponent(JSON.stringify(phase))}`);
    await page.waitForSelector('#message');
    await authorizeActions[name]?.(page);
    await take(page, `authorize-${name}`, theme);
  }
}

const tab = { width: 760, height: 680, deviceScaleFactor: forDocs ? 1 : 1.5 };

async function takeOptions(page: Page, control: Page, theme: string): Promise<void> {
  if (!Object.keys(optionsSteps).some(isWanted)) return;
  await page.setViewport(tab);
  const open = async (stored: Stored, hash = '') => {
    await store(control, stored);
    // Another place on the same page is no reason for the browser to load it.
    await page.goto('about:blank');
    await page.goto(`${extensionOrigin}options/index.html${hash}`);
    await page.waitForSelector('#client-id');
  };
  for (const [name, { part, act }] of Object.entries(optionsSteps)) {
    await act(page, open);
    await take(page, name, theme, part);
  }
}

async function takeWelcome(page: Page, control: Page, theme: string): Promise<void> {
  await page.setViewport(tab);
  for (const [name, stored] of Object.entries(welcomeStates)) {
    if (!isWanted(`welcome-${name}`)) continue;
    await store(control, stored());
    await page.goto(`${extensionOrigin}welcome/index.html`);
    await page.waitForSelector('#pin');
    await take(page, `welcome-${name}`, theme, 'whole');
  }
}

/**
 * Takes a picture of the popup as the browser opens it below its toolbar: as large as it wants to be, and no page would
 * tell.
 */
async function takeToolbarPopup(browser: Browser, control: Page, theme: Theme): Promise<void> {
  if (!isWanted('toolbar-popup')) return;
  await store(control, popupStates['fresh-3']?.() ?? {});
  await control.evaluate(async () => {
    const [window] = await chrome.windows.getAll();
    await chrome.action.openPopup(window?.id === undefined ? {} : { windowId: window.id });
  });
  const target = await browser.waitForTarget((each) => each.url() === `${extensionOrigin}popup/index.html`);
  const popup = await target.asPage();
  await dress(popup, theme);
  await popup.waitForSelector('#sessions');
  // Its window grows with it, a moment later.
  await popup
    .waitForFunction(() => document.documentElement.scrollHeight <= innerHeight, { timeout: 5_000 })
    .catch(() => problems.push(`toolbar-popup, ${theme}: scrolls`));
  await popup.screenshot({ path: pathOf('toolbar-popup', theme) });
  await popup.close();
}

const dress = (page: Page, theme: Theme) =>
  page.emulateMediaFeatures([{ name: 'prefers-color-scheme', value: theme }]);

/** Takes all pictures of pages, in both themes. */
async function takePages(browser: Browser): Promise<void> {
  const control = await browser.newPage();
  await control.goto(`${extensionOrigin}manifest.json`);
  const page = await browser.newPage();
  // Nobody can press the browser's own question: the agent has said yes to all of them.
  await page.evaluateOnNewDocument(
    'if (globalThis.chrome?.permissions) chrome.permissions.contains = async () => true',
  );
  page.on('pageerror', (error) => problems.push(`page: ${error}`));
  page.on('console', (message) => {
    if (message.type() === 'error') problems.push(`console: ${message.text()}`);
  });
  for (const theme of ['light', 'dark'] as const) {
    await dress(page, theme);
    await takePopups(page, control, theme);
    await takeAuthorizeWindow(page, theme);
    await takeOptions(page, control, theme);
    await takeWelcome(page, control, theme);
    await takeToolbarPopup(browser, control, theme);
  }
}

/** Takes the animation of the main job, on a real screen. */
async function takeTour(): Promise<void> {
  if (!isWanted('tour')) return;
  if (missingTools.length > 0) {
    console.error(`There is no animation of the main job: missing ${missingTools.join(', ')}.`);
    return;
  }
  const demo = await startDemoLiveChat();
  try {
    const folder = join(temporary, 'tour');
    const built = join(temporary, 'tour-extension');
    await buildFor('chrome', built, demo);
    await playTour({
      executablePath: findBrowser(),
      extension: built,
      liveChat: demo.liveChat,
      login: demo.login,
      folder,
      isWatched: false,
      until: new Promise(() => undefined),
      say: () => undefined,
    });
    cpSync(join(folder, 'tour.gif'), join(pictures, 'tour.gif'));
  } finally {
    await demo.liveChat.stop();
  }
}

/** Makes the pictures smaller: 64 colours are enough for text and flat areas. */
function shrink(): void {
  const options = ['-strip', '+dither', '-colors', '64', '-define', 'png:compression-level=9'];
  const images = readdirSync(pictures).filter((name) => name.endsWith('.png'));
  if (images.length > 0) execFileSync('mogrify', [...options, ...images], { cwd: pictures });
}

/** A page with all pictures that were saved, light beside dark. */
function gallery(): string {
  const rows = [...new Set(saved)].map(
    (name) => `| \`${name}\` | ![](${name}-light.png) | ![](${name}-dark.png) |\n`,
  );
  return [
    '# Nearly every state, in pictures\n\n',
    'Made by `npm run screenshots`; the states are listed in `scripts/pictures/states.ts`.\n\n',
    '| state | light | dark |\n| --- | --- | --- |\n',
    ...rows,
  ].join('');
}

async function takeAll(): Promise<void> {
  mkdirSync(pictures);
  await buildExtension();
  const browser = await puppeteer.launch({
    executablePath: findBrowser(),
    pipe: true,
    enableExtensions: [extension],
    defaultViewport: null,
    args: [
      ...sandboxArgs,
      // A screen of 800 × 600, which is assumed, would leave too little below the toolbar for a popup.
      '--screen-info={1280x1000}',
      '--window-size=1280,900',
      ...languageArgs(),
      '--host-resolver-rules=MAP * ~NOTFOUND',
    ],
    env: languageEnv(),
  });
  try {
    await takePages(browser);
    await takeStore(browser);
  } finally {
    await browser.close();
  }
  await takeTour();
}

/** Takes the pictures for the stores: of 1280 × 800, and the promotional tile of 440 × 280. */
async function takeStore(browser: Browser): Promise<void> {
  if (!isWanted('store')) return;
  mkdirSync(storePictures);
  const control = await browser.newPage();
  await control.goto(`${extensionOrigin}manifest.json`);
  // One page for both: one that is behind another is not drawn.
  const page = await browser.newPage();
  const saveAs = (name: string) =>
    page.screenshot({ path: join(storePictures, `${name}.png`) as `${string}.png` });
  for (const [index, scene] of storeScenes.entries()) {
    await page.setViewport({ width: 360, height: 600, deviceScaleFactor: 2 });
    await dress(page, scene.theme);
    await store(control, scene.stored());
    await page.goto(`${extensionOrigin}popup/index.html`);
    await page.waitForSelector('#sessions');
    const body = await page.$('body');
    const picture = await body?.screenshot({ encoding: 'base64' });
    await page.goto('about:blank');
    await page.setViewport({ width: 1280, height: 800 });
    await page.setContent(storePage(scene, picture ?? ''), { waitUntil: 'load' });
    await saveAs(`${index + 1}-${scene.name}`);
    if (scene.name !== 'new-session') continue;
    await page.setViewport({ width: 440, height: 280 });
    await page.setContent(tilePage(scene), { waitUntil: 'load' });
    await saveAs('tile');
  }
}

/** Puts the pictures where they belong; all of the documentation's take the place of all that were there. */
function publish(): void {
  if (existsSync(storePictures)) cpSync(storePictures, storeOutput, { recursive: true });
  if (readdirSync(pictures).length === 0 && !existsSync(storePictures)) {
    problems.push(
      `Nothing was taken: no picture ${forDocs ? 'of the documentation ' : ''}is called ${wanted.join(' or ')}.`,
    );
    return;
  }
  if (forDocs) shrink();
  if (forDocs && wanted.length === 0) {
    writeFileSync(join(pictures, 'README.md'), gallery());
    rmSync(output, { recursive: true, force: true });
  }
  cpSync(pictures, output, { recursive: true });
}

try {
  await takeAll();
  publish();
} finally {
  rmSync(temporary, { recursive: true, force: true });
}
console.log(problems.length > 0 ? problems.join('\n') : 'axe-core found nothing, and everything fits.');
process.exitCode = problems.length > 0 ? 1 : 0;
