import { cpSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Browser, Page, Target } from 'puppeteer-core';
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest';
import type { Browser as WebExtension } from 'webextension-polyfill';
import { createProfile, removeProfile } from '../../scripts/browser/profile.ts';
import { type AuthorizeWindow, waitForAuthorizeWindow } from './pages/authorize-window.ts';
import { type LoginPage, waitForLoginPage } from './pages/login-page.ts';
import { openPopup } from './pages/popup.ts';
import { openSettings } from './pages/settings-page.ts';
import {
  builtExtension,
  clientId,
  extensionId,
  extensionOrigin,
  logIn,
  type Scene,
  startScene,
  startSignIn,
  until,
} from './support/index.ts';

declare const chrome: WebExtension & {
  storage: {
    [area in 'local' | 'session']: { setAccessLevel(options: { accessLevel: string }): Promise<void> };
  };
};

const pages = ['popup', 'options', 'authorize', 'welcome'].map((name) => `${name}/index.html`);
/** A page of the web; that the stand-in does not know it does not matter. */
const webPage = 'https://status.livechat.com/a-page-of-the-web';

/** The production build with a content script, which it does not have, that tries to read our storage. */
function addContentScript(folder: string): void {
  cpSync(builtExtension, folder, { recursive: true });
  const file = join(folder, 'manifest.json');
  const manifest = JSON.parse(readFileSync(file, 'utf8'));
  const script = { matches: ['https://status.livechat.com/*'], js: ['content.js'] };
  writeFileSync(file, JSON.stringify({ ...manifest, content_scripts: [script] }));
  writeFileSync(
    join(folder, 'content.js'),
    `Promise.allSettled(['local', 'session'].map((area) => chrome.storage[area].get())).then((results) => {
      document.documentElement.dataset.read = JSON.stringify(results.map(({ value, reason }) => value ?? String(reason)));
    });`,
  );
}

/** Another extension, which may look at the history. */
function writeOtherExtension(folder: string): void {
  mkdirSync(folder, { recursive: true });
  const manifest = { manifest_version: 3, name: 'Another', version: '1', permissions: ['history'] };
  writeFileSync(join(folder, 'manifest.json'), JSON.stringify(manifest));
  writeFileSync(join(folder, 'page.html'), '<!doctype html><title>Another</title>');
}

/**
 * Writes down, from now on, what a browser logs and which addresses it goes to: console and errors of every page and
 * worker, and the address and referrer of every request, redirects included.
 */
function writeDown(browser: Browser, seen: string[]): void {
  async function attach(target: Target): Promise<void> {
    seen.push(target.url());
    const session = await target.createCDPSession();
    for (const event of ['Runtime.consoleAPICalled', 'Runtime.exceptionThrown', 'Log.entryAdded'] as const) {
      session.on(event, (entry) => seen.push(JSON.stringify(entry)));
    }
    session.on('Network.requestWillBeSent', ({ request, documentURL, redirectResponse }) => {
      seen.push(request.url, documentURL, request.headers['Referer'] ?? '', redirectResponse?.url ?? '');
    });
    await Promise.all(
      ['Runtime.enable', 'Log.enable', 'Network.enable'].map((name) => session.send(name as 'Log.enable')),
    );
  }
  // A target that is gone already has nothing more to tell.
  const attachIfThere = (target: Target) => void attach(target).catch(() => undefined);
  for (const target of browser.targets()) attachIfThere(target);
  browser.on('targetcreated', attachIfThere);
  browser.on('targetchanged', (target) => seen.push(target.url()));
}

const temporary = mkdtempSync(join(tmpdir(), 'session-badge-security-'));
const profile = createProfile(extensionId);
let scene: Scene;
/** A page of another extension. */
let otherPage: Page;
let page: Page;
/** Everything that must not hold a secret. */
const seen: string[] = [];
/** Every code verifier that went to LiveChat. */
const verifiers: string[] = [];

beforeAll(async () => {
  const extension = join(temporary, 'ours');
  const other = join(temporary, 'other');
  addContentScript(extension);
  writeOtherExtension(other);
  scene = await startScene({ extension, profile });
  const { agentBrowser, liveChat } = scene;
  writeDown(agentBrowser.browser, seen);
  const answer = liveChat.fetch;
  liveChat.fetch = async (request) => {
    seen.push(request.url, request.headers.get('referer') ?? '');
    const form = request.method === 'POST' ? new URLSearchParams(await request.clone().text()) : undefined;
    const verifier = form?.get('code_verifier');
    if (verifier) verifiers.push(verifier);
    return answer(request);
  };
  const otherId = await agentBrowser.browser.installExtension(other);
  otherPage = await agentBrowser.browser.newPage();
  await otherPage.goto(`chrome-extension://${otherId}/page.html`);
  page = await agentBrowser.browser.newPage();
  await page.goto(webPage);
});
afterAll(async () => {
  await scene?.end();
  removeProfile(profile);
  rmSync(temporary, { recursive: true, force: true });
});

const badgeText = async () => (await scene.agentBrowser.badge()).text;
const secrets = () => [...scene.liveChat.issuedTokens, ...verifiers];
const exchanges = () =>
  scene.liveChat.requests.filter(
    ({ grantType, status }) => grantType === 'authorization_code' && status === 200,
  );

/** Notes a page of ours as it is now, with all that is in it, and the toolbar button. */
async function lookAt(ours: Page): Promise<void> {
  expect(ours.url().startsWith(extensionOrigin)).toBe(true);
  seen.push(await ours.title(), await ours.content(), JSON.stringify(await scene.agentBrowser.badge()));
}

async function lookAtPopup(): Promise<void> {
  const popup = await openPopup(scene.agentBrowser);
  await popup.main.waitFor();
  await lookAt(popup.page);
  await popup.close();
}

/** Makes LiveChat forget the agent, and opens its login form. */
async function reachLogin(): Promise<{ authorize: AuthorizeWindow; login: LoginPage }> {
  const { agentBrowser } = scene;
  await agentBrowser.browser.deleteCookie(...(await agentBrowser.browser.cookies()));
  await startSignIn(agentBrowser);
  const authorize = await waitForAuthorizeWindow(agentBrowser);
  const login = await waitForLoginPage(agentBrowser);
  await login.email.waitFor();
  return { authorize, login };
}

/** All that the browser's history knows. */
const history = (): Promise<string> =>
  otherPage.evaluate(async () =>
    JSON.stringify(await chrome.history.search({ text: '', startTime: 0, maxResults: 10_000 })),
  );

async function signOut(): Promise<void> {
  await scene.agentBrowser.send({ type: 'signOut', scope: 'here' });
  await until(async () => (await badgeText()) === '');
}

describe('a hostile login page', () => {
  test('an answer from another origin does not count, though it is in the login window and has the state', async () => {
    const { authorize, login } = await reachLogin();
    const { transaction } = await scene.agentBrowser.storage('session');
    const { state } = transaction as { state: string };
    const address = login.page.url();
    await login.page.goto(webPage);
    for (const message of [
      { data: { state, code: 'forged' } },
      { error: { oauth_exception: 'access_denied' } },
    ]) {
      await login.page.evaluate((forged) => window.opener.postMessage(forged, '*'), message);
    }
    await login.page.goto(address);
    expect(await authorize.message.text()).toContain('Finish in the LiveChat window');
    expect(await scene.agentBrowser.storage('session')).toHaveProperty('transaction', transaction);
    await logIn(scene.agentBrowser, scene.agent);
    await until(async () => /^\d+$/.test(await badgeText()));
    await signOut();
  });

  test('cannot become a page of ours', async () => {
    const { authorize, login } = await reachLogin();
    await login.page.evaluate((url) => location.assign(url), `${extensionOrigin}authorize/index.html`);
    await until(async () => !login.page.url().startsWith('https://accounts.livechat.com/'));
    expect(login.page.url()).not.toContain(extensionId);
    await authorize.close();
    await until(() => login.page.isClosed());
  });

  test('that answers three times is believed once', async () => {
    const before = exchanges().length;
    scene.liveChat.answerScript = (message, origin) => `
      const [answer, origin] = [${JSON.stringify(message)}, ${JSON.stringify(origin)}];
      for (const each of [answer, answer, { data: { ...answer.data, code: 'another' } }]) opener.postMessage(each, origin);`;
    await reachLogin();
    await logIn(scene.agentBrowser, scene.agent).catch(() => undefined);
    await until(async () => /^\d+$/.test(await badgeText()));
    scene.liveChat.answerScript = undefined;
    expect(exchanges()).toHaveLength(before + 1);
    expect(
      scene.liveChat.requests.filter(({ grantType }) => grantType === 'authorization_code'),
    ).toHaveLength(before + 1);
  });
});

describe('a page of the web', () => {
  test('cannot frame, load or open a page or a file of ours', async () => {
    const files = [...pages, 'manifest.json', 'icons/16.png'].map((path) => extensionOrigin + path);
    for (const from of [page, otherPage]) {
      await from.evaluate((addresses) => {
        document.body.replaceChildren(
          ...addresses.map((address) => Object.assign(document.createElement('iframe'), { src: address })),
        );
      }, files);
      await until(() => from.frames().length === files.length + 1);
      await until(() =>
        from
          .frames()
          .slice(1)
          .every((frame) => frame.url() === 'chrome-error://chromewebdata/'),
      );
      const loaded = await from.evaluate(
        (addresses) => Promise.allSettled(addresses.map((address) => fetch(address, { mode: 'no-cors' }))),
        files,
      );
      expect(loaded.map(({ status }) => status)).toEqual(files.map(() => 'rejected'));
    }
    await page.evaluate((address) => location.assign(address), files[0] ?? '');
    await until(() => page.url() !== webPage);
    expect(page.url()).not.toContain(extensionId);
    await page.goto(webPage);
  });

  test('cannot send us a message', async () => {
    expect(await page.evaluate(() => typeof chrome === 'undefined' || !('runtime' in chrome))).toBe(true);
  });
});

test('another extension cannot send us a message', async () => {
  const before = await scene.agentBrowser.storage('session');
  const outcome = await otherPage.evaluate(async (id) => {
    const command = { type: 'signOut', scope: 'here' };
    return chrome.runtime.sendMessage(id, command).then(
      () => 'answered',
      ({ message }) => message,
    );
  }, extensionId);
  expect(outcome).toContain('Receiving end does not exist');
  expect(await scene.agentBrowser.storage('session')).toEqual(before);
  expect(before).toHaveProperty('accessToken');
});

test('a content script cannot read our storage', async () => {
  const readBy = async () => {
    await page.reload();
    await page.waitForSelector('html[data-read]');
    return page.$eval('html', ({ dataset }) => JSON.parse(dataset['read'] ?? ''));
  };
  const denied = expect.stringContaining('Access to storage is not allowed from this context');
  expect(await readBy()).toEqual([denied, denied]);
  const setLevel = (accessLevel: string) =>
    scene.agentBrowser.hiddenPage.evaluate(
      (level) =>
        Promise.all([
          chrome.storage.local.setAccessLevel({ accessLevel: level }),
          chrome.storage.session.setAccessLevel({ accessLevel: level }),
        ]),
      accessLevel,
    );
  // It is the access level that keeps it out.
  await setLevel('TRUSTED_AND_UNTRUSTED_CONTEXTS');
  expect(await readBy()).toMatchObject([
    { credentials: expect.anything() },
    { accessToken: expect.anything() },
  ]);
  await setLevel('TRUSTED_CONTEXTS');
  expect(await readBy()).toEqual([denied, denied]);
});

test('what LiveChat tells is shown as text, whatever is in it', async () => {
  const { agentBrowser, liveChat, agent } = scene;
  const markup = '<img src=x onerror="document.title=1"><script>document.title=1</script><h1>Hello</h1>';
  const controls = '\u202Egnp.exe\u2066\u0000\u0007\u001B[31m\u2028\u200B';
  const texts = [
    markup,
    controls,
    `${'W'.repeat(2_000)}<b>`,
    `"><svg onload=alert(1)>`,
    `Z${'\u0335'.repeat(500)}`,
  ];
  const added = texts.map((text) =>
    liveChat.addSession(agent.email, {
      user_agent: `${text}/1.0 ${text}`,
      identity_source: text as 'token',
      ip: text,
      applications: [{ name: text, client_id: text, session_id: text }],
    }),
  );
  liveChat.status = {
    page: { name: markup },
    status: { indicator: 'minor', description: markup },
    components: [{ name: controls, status: 'partial_outage' }],
    incidents: [
      { name: markup, impact: 'minor', status: markup, shortlink: 'javascript:alert(1)' },
      { name: 'with a link', impact: 'minor', status: 'x', shortlink: 'https://status.livechat.com/1' },
    ],
  };
  await agentBrowser.store('session', { serviceStatus: null });
  await agentBrowser.nextPoll();
  const popup = await openPopup(agentBrowser);
  await until(async () => (await popup.rows.count()) === liveChat.sessionsOf(agent.email).length);
  await popup.incidents.click();
  await popup.incidentLinks.waitFor();
  const found = await popup.page.evaluate(() => ({
    title: document.title,
    strangers: [...document.body.querySelectorAll('img, script, h1, h2, b, iframe')].map(
      (each) => each.outerHTML,
    ),
    links: [...document.querySelectorAll('a')].map(({ href }) => new URL(href).protocol),
    words: document.body.innerText,
    hints: [...document.querySelectorAll('[title], [aria-label]')].map(
      (each) => `${each.getAttribute('title')} ${each.getAttribute('aria-label')}`,
    ),
    isTooWide: document.documentElement.scrollWidth > document.documentElement.clientWidth,
  }));
  expect(found.title).toBe('Session Badge for LiveChat');
  expect(
    found.strangers.filter((each) => !/^<h[12]>(?:Session Badge|This browser|Other browsers)/.test(each)),
  ).toEqual([]);
  expect(found.words).toContain('<img src=x onerror=');
  expect(new Set(found.links)).toEqual(new Set(['https:']));
  // Line breaks are those of the layout.
  expect([found.words.replaceAll('\n', ' '), ...found.hints].join(' ')).not.toMatch(/[\p{Cc}\p{Cf}\p{Cs}]/u);
  expect(found.isTooWide).toBe(false);
  const heights = await popup.page.$$eval(popup.rows.selector, (rows) => rows.map((row) => row.clientHeight));
  expect(Math.max(...heights)).toBeLessThan(200);
  const { title } = await agentBrowser.badge();
  expect(title).not.toMatch(/[<>\p{Cc}\p{Cf}]/u);
  await popup.close();
  for (const { session_id } of added) liveChat.removeSession(session_id);
});

test('no secret is in a page, an address, the console, the toolbar, a file, or the history', {
  timeout: 60_000,
}, async () => {
  const { agentBrowser, liveChat, agent } = scene;
  const found = () => secrets().filter((secret) => seen.some((text) => text.includes(secret)));
  await signOut();
  const { authorize } = await reachLogin();
  await lookAt(authorize.page);
  await logIn(agentBrowser, agent);
  await until(async () => /^\d+$/.test(await badgeText()));
  await lookAtPopup();

  // Failures, some of which repeat the token, and a renewal.
  const { accessToken } = (await agentBrowser.storage('session')) as { accessToken: { value: string } };
  expect(liveChat.issuedTokens).toContain(accessToken.value);
  const echo = { error: 'server_error', error_description: `The token ${accessToken.value} is bad` };
  for (const [status, path] of [
    [500, '/v2/sessions'],
    [403, '/v2/sessions'],
    [401, '/v2/sessions'],
    [400, '/v2/token'],
  ] as const) {
    const before = liveChat.requests.length;
    const end = liveChat.faults.add({ match: { path }, kind: 'status', status, body: echo, times: 1 });
    if (path === '/v2/token') liveChat.expireAccessTokens(agent.email);
    await agentBrowser.nextPoll();
    await until(() =>
      liveChat.requests.slice(before).some((each) => each.path === path && each.status === status),
    );
    await lookAtPopup();
    end();
  }
  await agentBrowser.nextPoll();
  await until(async () => /^\d+$/.test(await badgeText()));

  // The settings page: diagnostics and the exported file.
  const devTools = await agentBrowser.browser.target().createCDPSession();
  await devTools.send('Browser.setDownloadBehavior', { behavior: 'allow', downloadPath: temporary });
  const options = await openSettings(agentBrowser);
  await options.diagnosticsRow.waitFor();
  await options.page.evaluate(() => {
    const writeText = async (text: string) => document.body.append(text);
    Object.defineProperty(navigator, 'clipboard', { value: { writeText } });
  });
  await options.copyDiagnostics.click();
  await options.exportFile.click();
  const file = join(temporary, 'session-badge-settings.json');
  seen.push(
    await vi.waitFor(() => readFileSync(file, 'utf8'), { timeout: 10_000 }),
    JSON.stringify((await agentBrowser.storage('local'))['diagnostics']),
  );
  await lookAt(options.page);
  await options.close();

  seen.push(await history());

  // That there was something to find, and to find it in.
  expect(seen.join()).toContain('Z  sign-in  ok');
  expect(seen.join()).toContain('code_challenge=');
  expect(verifiers.length).toBeGreaterThan(1);
  expect(liveChat.issuedTokens.length).toBeGreaterThan(5);
  expect(found()).toEqual([]);
});

test('the redirect flow’s code, which is in an address, gets into no history', async () => {
  const { agentBrowser, liveChat } = scene;
  liveChat.clients.get(clientId)?.redirectUris.push(`https://${extensionId}.chromiumapp.org/`);
  await agentBrowser.store('local', { settings: { clientId, flow: 'redirect' } });
  await signOut();
  const before = liveChat.issuedTokens.length;
  await reachLogin();
  await logIn(agentBrowser, scene.agent);
  await until(async () => /^\d+$/.test(await badgeText()));
  const [code = ''] = liveChat.issuedTokens.slice(before);
  expect(liveChat.tokens.code(code)).toBeDefined();
  expect(seen.some((text) => text.includes('chromiumapp.org') && text.includes(code))).toBe(true);
  expect(await history()).not.toContain(code);
});

test('of all secrets, the browser leaves refresh tokens on the disk, in the extension’s own storage', async () => {
  const { agentBrowser, liveChat } = scene;
  await agentBrowser.browser.close();
  const left = readdirSync(profile, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name))
    .flatMap((path) => {
      const content = readFileSync(path, 'latin1');
      return secrets()
        .filter((secret) => content.includes(secret))
        .map((secret) => ({ secret, isOurs: path.includes(join('Local Extension Settings', extensionId)) }));
    });
  const refreshTokens = liveChat.issuedTokens.filter((token) => liveChat.tokens.refreshToken(token));
  expect(left.length).toBeGreaterThan(0);
  expect(left.filter(({ isOurs, secret }) => !isOurs || !refreshTokens.includes(secret))).toEqual([]);
});
