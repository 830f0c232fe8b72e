import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import puppeteer, { type Browser, type Page } from 'puppeteer-core';
import { build } from 'vite';
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { sandboxArgs } from '../../scripts/browser/chromium-args.ts';
import { CHALLENGE, VERIFIER } from '../livechat-server/in-memory-browser.ts';
import { type Agent, type Client, type RunningLiveChat, startLiveChat } from '../livechat-server/index.ts';
import { loginSelectors } from './pages/login-page.ts';
import { findBrowser } from './support/index.ts';

/** The stand-in is right when LiveChat's own, unmodified SDK works with it in a plain web page. */

let liveChat: RunningLiveChat;
let site: Server;
let siteUrl: string;
let browser: Browser;
let agent: Agent;
let app: Client;
let page: Page;

beforeAll(async () => {
  const [sdk, chromium] = await Promise.all([bundleSdk(), launch()]);
  browser = chromium;
  site = createServer((request, response) => {
    const isScript = request.url === '/sdk.js';
    response.setHeader('Content-Type', isScript ? 'text/javascript' : 'text/html');
    response.end(isScript ? sdk : '<!doctype html><title>An app</title><script src="/sdk.js"></script>');
  });
  await new Promise<void>((resolve) => site.listen(0, '127.0.0.1', resolve));
  // With the slash: the SDK sends the redirect URI with one, and the exchange has to name the same.
  siteUrl = `http://127.0.0.1:${(site.address() as AddressInfo).port}/`;
  liveChat = await startLiveChat();
});

afterAll(async () => {
  await browser?.close();
  await liveChat?.stop();
  site?.close();
});

beforeEach(async () => {
  // LiveChat remembers logins and consent: a new agent and a new app for each test start from nothing.
  agent = liveChat.addAgent({ email: 'ada@a.example', password: 'pass' });
  app = liveChat.addClient({ redirectUris: [siteUrl] });
  page = await browser.newPage();
  await page.goto(siteUrl);
  return () => page.close();
});

test('popup, token: the SDK gets a token that works', async () => {
  const answer = await signInWithPopup({ response_type: 'token', state: 'xyz' });
  expect(answer).toMatchObject({
    state: 'xyz',
    expires_in: 28_800,
    scope: 'sessions--my:rw',
    token_type: 'Bearer',
  });
  expect(await sessionCount(answer['access_token'])).toBe(1);
});

test('popup, code: the exchange accepts plain PKCE', async () => {
  const answer = await signInWithPopup({ ...code, pkce: { ...code.pkce, code_challange_method: 'plain' } });
  expect(await exchange(answer['code'])).toBe(200);
});

test("popup, code: the exchange refuses the SDK's own S256 challenge", async () => {
  const answer = await signInWithPopup(code);
  const challenges = liveChat.requests.map(({ query }) => query['code_challenge']);
  expect(challenges.at(-1)?.length).toBeGreaterThan(100);
  expect(await exchange(answer['code'])).toBe(401);
});

test('popup, code: the exchange accepts a corrected challenge', async () => {
  const answer = await signInWithPopup(code, CHALLENGE);
  expect(await exchange(answer['code'])).toBe(200);
});

test('popup: a denied consent rejects', async () => {
  await expect(signInWithPopup({ response_type: 'token' }, undefined, loginSelectors.deny)).rejects.toThrow(
    'access_denied',
  );
});

test('redirect, token', async () => {
  const answer = await signInWithRedirect({ response_type: 'token', state: 'xyz' });
  expect(answer).toMatchObject({ state: 'xyz', expires_in: 28_800, scope: 'sessions--my:rw' });
  expect(await sessionCount(answer['access_token'])).toBe(1);
});

test('redirect, code', async () => {
  const answer = await signInWithRedirect({
    ...code,
    pkce: { ...code.pkce, code_challange_method: 'plain' },
  });
  expect(answer).toMatchObject({ state: 'xyz' });
  expect(await exchange(answer['code'])).toBe(200);
});

interface SdkOptions {
  response_type: 'token' | 'code';
  state?: string;
  pkce?: { enabled: boolean; code_verifier: string; code_challange_method: string };
}

const code: Required<SdkOptions> = {
  response_type: 'code',
  state: 'xyz',
  // The misspelling is the SDK's own.
  pkce: { enabled: true, code_verifier: VERIFIER, code_challange_method: 'S256' },
};

type AuthorizeData = Record<string, string>;

/** Describes the SDK in the page, which has no types. */
interface SdkPage {
  AccountsSDK: new (
    options: object,
  ) => {
    authorizeURL(options: object, flow?: string): string;
    popup(): { authorize(): Promise<AuthorizeData> };
    redirect(): { authorize(): void; authorizeData(): Promise<AuthorizeData> };
  };
}

const sdkOptions = (options: SdkOptions) => ({
  client_id: app.clientId,
  server_url: liveChat.url,
  redirect_uri: siteUrl,
  ...options,
});

async function signInWithPopup(
  options: SdkOptions,
  challenge?: string,
  button = loginSelectors.allow,
): Promise<AuthorizeData> {
  const opened = new Promise<Page | null>((resolve) => page.once('popup', resolve));
  const answer = page.evaluate(
    (options, challenge) => {
      const sdk = new (window as unknown as SdkPage).AccountsSDK(options);
      if (challenge) {
        const original = sdk.authorizeURL.bind(sdk);
        sdk.authorizeURL = (...args) => {
          const url = new URL(original(...args));
          url.searchParams.set('code_challenge', challenge);
          return url.href;
        };
      }
      return sdk
        .popup()
        .authorize()
        .catch((error: unknown) => {
          throw new Error(JSON.stringify(error));
        });
    },
    sdkOptions(options),
    challenge,
  );
  answer.catch(() => {});
  const popup = await opened;
  if (!popup) throw new Error('The SDK opened no window.');
  await signIn(popup);
  await popup.waitForSelector(button);
  // The popup closes itself on this click, at times before the click is confirmed.
  await popup.click(button).catch(() => {});
  return answer;
}

async function signInWithRedirect(options: SdkOptions): Promise<AuthorizeData> {
  const allOptions = sdkOptions(options);
  await Promise.all([
    page.waitForNavigation(),
    page.evaluate(
      (options) => new (window as unknown as SdkPage).AccountsSDK(options).redirect().authorize(),
      allOptions,
    ),
  ]);
  await signIn(page);
  await Promise.all([page.waitForNavigation(), page.click(loginSelectors.allow)]);
  return page.evaluate(
    (options) => new (window as unknown as SdkPage).AccountsSDK(options).redirect().authorizeData(),
    allOptions,
  );
}

/** Fills in the login form, as far as the consent page. */
async function signIn(login: Page): Promise<void> {
  await login.waitForSelector(loginSelectors.signIn);
  await login.type(loginSelectors.email, agent.email);
  await login.type(loginSelectors.password, agent.password);
  await Promise.all([login.waitForNavigation(), login.click(loginSelectors.signIn)]);
}

async function exchange(code: string | undefined): Promise<number> {
  const form = {
    grant_type: 'authorization_code',
    client_id: app.clientId,
    redirect_uri: siteUrl,
    code: code ?? '',
    code_verifier: VERIFIER,
  };
  const response = await fetch(`${liveChat.url}/v2/token`, {
    method: 'POST',
    body: new URLSearchParams(form),
  });
  return response.status;
}

async function sessionCount(accessToken: string | undefined): Promise<number> {
  const headers = { Authorization: `Bearer ${accessToken}` };
  const sessions: unknown = await (await fetch(`${liveChat.url}/v2/sessions`, { headers })).json();
  return Array.isArray(sessions) ? sessions.length : 0;
}

function launch(): Promise<Browser> {
  return puppeteer.launch({
    executablePath: findBrowser(),
    args: [
      ...sandboxArgs,
      '--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE 127.0.0.1',
      '--disable-background-networking',
      '--disable-component-update',
      '--disable-sync',
      '--no-first-run',
    ],
  });
}

/** Bundles the SDK's ES module into one script that puts it on `window`: its UMD build does not load in a page. */
async function bundleSdk(): Promise<string> {
  const entry = '\0sdk-on-window';
  const result = await build({
    configFile: false,
    logLevel: 'error',
    build: { write: false, minify: false, rolldownOptions: { input: entry, output: { format: 'iife' } } },
    plugins: [
      {
        name: 'sdk-on-window',
        resolveId: (id) => (id === entry ? id : undefined),
        load: (id) =>
          id === entry ? "import SDK from '@livechat/accounts-sdk'; window.AccountsSDK = SDK;" : undefined,
      },
    ],
  });
  const [output] = Array.isArray(result) ? result : [result];
  const chunk = output && 'output' in output ? output.output[0] : undefined;
  if (!chunk) throw new Error('The SDK was not bundled.');
  return chunk.code;
}
