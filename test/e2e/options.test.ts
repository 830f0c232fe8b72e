import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Page } from 'puppeteer-core';
import { afterAll, beforeAll, beforeEach, describe, expect, onTestFinished, test } from 'vitest';
import type { Browser as WebExtension } from 'webextension-polyfill';
import {
  clientId,
  hold,
  redirectUri,
  type Scene,
  signIn,
  startScene,
  testedBrowser,
  textOf,
  until,
} from './support/index.ts';

declare const chrome: WebExtension;

let scene: Scene;
let options: Page;
beforeAll(async () => {
  scene = await startScene();
  await signIn(scene.agentBrowser, scene.agent);
});
afterAll(() => scene?.end());
beforeEach(async () => {
  options = await scene.agentBrowser.openPage('options/index.html');
  onTestFinished(() => options.close());
  await options.waitForSelector('#client-id');
});

const settings = async () => (await scene.agentBrowser.storage('local'))['settings'];
const pollingAlarm = () => scene.agentBrowser.hiddenPage.evaluate(() => chrome.alarms.get('poll'));

test('the interval sets the polling alarm anew, and nothing else does', async () => {
  expect((await pollingAlarm())?.periodInMinutes).toBe(1);
  // A time that the extension would not set by itself, and that does not come meanwhile.
  await scene.agentBrowser.setAlarm('poll', { delay: 115_000, period: 60_000 });
  const before = await pollingAlarm();
  await options.locator('#badge-for-zero').click();
  await until(async () => JSON.stringify(await settings()).includes('"badgeForZero":false'));
  // The background replies to this one after it has dealt with the change.
  await scene.agentBrowser.hiddenPage.evaluate(() =>
    chrome.runtime.sendMessage({ type: 'refresh', trigger: 'popup' }),
  );
  expect((await pollingAlarm())?.scheduledTime).toBe(before?.scheduledTime);
  await options.select('#interval', '300');
  await until(async () => (await pollingAlarm())?.periodInMinutes === 5);
  await options.select('#interval', '60');
  await until(async () => (await pollingAlarm())?.periodInMinutes === 1);
});

test('the theme is put on at once, on every open page', async () => {
  const welcome = await scene.agentBrowser.openPage('welcome/index.html');
  const background = (page: Page) => page.evaluate(() => getComputedStyle(document.body).backgroundColor);
  await options.select('#theme', 'dark');
  await until(async () => (await background(options)) === 'rgb(29, 28, 27)');
  await until(async () => (await background(welcome)) === 'rgb(29, 28, 27)');
  await options.select('#theme', 'light');
  await until(async () => (await background(welcome)) === 'rgb(255, 255, 255)');
  await welcome.close();
});

test('"stay signed in" moves the refresh token out of the disk and back', async () => {
  expect(await scene.agentBrowser.storage('local')).toHaveProperty('credentials');
  await options.locator('#stay-signed-in').click();
  await until(async () => 'sessionCredentials' in (await scene.agentBrowser.storage('session')));
  await until(async () => !('credentials' in (await scene.agentBrowser.storage('local'))));
  await options.locator('#stay-signed-in').click();
  await until(async () => 'credentials' in (await scene.agentBrowser.storage('local')));
});

test('grant and alerts are stored; without alerts there are no notifications to choose', async () => {
  await options.locator('input[value="implicit"]').click();
  await options.locator('#alerts').click();
  await until(async () => {
    const stored = JSON.stringify(await settings());
    return stored.includes('"grant":"implicit"') && stored.includes('"alerts":false');
  });
  await until(async () => (await textOf(options, '#outcome')) === 'Saved');
  await until(async () => !(await options.$('#notifications')));
  await options.locator('#alerts').click();
  await options.waitForSelector('#notifications');
});

test('notifications stay off while the browser does not allow them', async () => {
  // Nobody can press the browser's own prompt here, so its answer is put in its place.
  await options.evaluate(() => {
    chrome.permissions.request = () => Promise.resolve(false);
  });
  await options.locator('#notifications').click();
  await options.waitForSelector('#notifications-refused');
  expect(await options.$eval('#notifications', (box) => (box as HTMLInputElement).checked)).toBe(false);
});

test('what to do in the Developer Console, and the scope to add there', async () => {
  const { scopes } = JSON.parse(readFileSync('livechat.config.json', 'utf8'));
  expect(await textOf(options, '#scope')).toBe(scopes.join(' '));
  expect(await textOf(options, '[aria-labelledby="app-title"]')).toContain('the type JavaScript app');
  const links = await options.$$eval('a', (each) => each.map((link) => link.getAttribute('href')));
  expect(links).toEqual(['https://platform.text.com/console']);
});

test('each field is labelled in sight', async () => {
  const unlabelled = await options.$$eval('input:not([hidden]), select', (fields) =>
    fields.filter((field) => !(field as HTMLInputElement).labels?.length).map(({ id }) => id),
  );
  expect(unlabelled).toEqual([]);
});

test('"Saved" goes by itself, and a reset tells only that', async () => {
  await options.select('#theme', 'dark');
  await until(async () => (await textOf(options, '#outcome')) === 'Saved');
  await until(async () => (await textOf(options, '#outcome')) === '', 6_000);

  const { settings: before } = await scene.agentBrowser.storage('local');
  await options.evaluate(() => {
    const outcome = document.querySelector('#outcome');
    const watch = () => document.body.setAttribute('data-outcome', outcome?.textContent ?? '');
    new MutationObserver(watch).observe(outcome as Element, { childList: true, characterData: true });
  });
  await options.locator('#reset').click();
  await options.locator('#reset-confirm').click();
  await until(async () => (await textOf(options, '#file-outcome')) === 'The settings were reset.');
  expect(await options.$('[data-outcome]')).toBeNull();
  await until(async () => (await textOf(options, '#file-outcome')) === '', 6_000);
  await scene.agentBrowser.store('local', { settings: before });
});

test('"Copied" goes by itself', async () => {
  await options.evaluate(() => {
    Object.defineProperty(navigator, 'clipboard', { value: { writeText: () => Promise.resolve() } });
  });
  await options.locator('#copy-redirect-uri').click();
  await until(async () => (await textOf(options, '#copy-redirect-uri')) === 'Copied');
  await until(async () => (await textOf(options, '#copy-redirect-uri')) === 'Copy', 5_000);
});

test('the keyboard shortcut is shown', async () => {
  await until(async () => (await textOf(options, '#shortcut'))?.includes('Alt+Shift+L'));
});

describe('"Test"', () => {
  async function outcomeFor(typed: string): Promise<string | undefined> {
    await options.locator('#client-id').fill(typed);
    await options.locator('#test-client[aria-disabled="false"]').click();
    await options.waitForSelector('#client-test:not(:empty) svg:not(.spinning)');
    return textOf(options, '#client-test');
  }

  test('a client and redirect URI that LiveChat knows', async () => {
    expect(await outcomeFor(clientId)).toMatch(/no objection/);
  });

  test('a client that LiveChat does not know', async () => {
    expect(await outcomeFor('somebody-else')).toMatch(/does not know this client ID/);
  });

  test('a client without our redirect URI: says which to add', async () => {
    const { clientId: other } = scene.liveChat.addClient({ redirectUris: ['https://example.com'] });
    const outcome = await outcomeFor(other);
    expect(outcome).toMatch(/not on the app’s list/);
    expect(outcome).toContain(redirectUri);
  });

  test('says nothing of another client ID than the one that was tested', async () => {
    await outcomeFor('somebody-else');
    await options.locator('#client-id').fill(clientId);
    await until(async () => (await textOf(options, '#client-test')) === '');
    const { held, letGo } = hold(scene.liveChat, { method: 'GET', path: '/' }, 'after');
    onTestFinished(letGo);
    await options.locator('#test-client[aria-disabled="false"]').click();
    await held;
    await options.locator('#client-id').fill('another');
    letGo();
    // By the time that this one's outcome is there, that of the first one has come.
    expect(await outcomeFor('another')).toMatch(/does not know this client ID/);
    expect(await textOf(options, '#client-test')).not.toMatch(/no objection/);
  });

  test('LiveChat out of reach', async () => {
    onTestFinished(scene.liveChat.faults.add({ match: {}, kind: 'drop' }));
    expect(await outcomeFor(clientId)).toMatch(/could not be found out/);
  });

  test('sends no cookie and no token, though the browser has both', async () => {
    expect(await scene.agentBrowser.browser.cookies()).not.toEqual([]);
    expect(await scene.agentBrowser.storage('session')).toHaveProperty('accessToken');
    const before = scene.liveChat.requests.length;
    await outcomeFor(clientId);
    const asked = scene.liveChat.requests.slice(before).filter(({ path }) => !path.startsWith('/v2/'));
    expect(asked[0]).toMatchObject({ path: '/', query: { redirect_uri: redirectUri } });
    for (const each of asked) expect(each).toMatchObject({ hasCookie: false, hasToken: false });
  });
});

// Where a download goes, WebDriver BiDi cannot say.
if (testedBrowser === 'chrome') {
  test('the address of an exported file is good until the download has begun', async () => {
    const isRevoked = await options.evaluate(() => {
      let revoked = false;
      const { revokeObjectURL } = URL;
      URL.revokeObjectURL = () => {
        revoked = true;
      };
      document.querySelector<HTMLButtonElement>('#export')?.click();
      URL.revokeObjectURL = revokeObjectURL;
      return revoked;
    });
    expect(isRevoked).toBe(false);
  });

  test('export, reset and import', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'session-badge-export-'));
    onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
    const devTools = await scene.agentBrowser.browser.target().createCDPSession();
    await devTools.send('Browser.setDownloadBehavior', { behavior: 'allow', downloadPath: folder });
    await scene.agentBrowser.store('local', { settings: { theme: 'dark', intervalSeconds: 120 } });
    await options.waitForSelector('[data-theme="dark"]');
    const typedId = () => options.$eval('#client-id', (field) => (field as HTMLInputElement).value);
    await options.locator('#client-id').fill(clientId);
    await options.keyboard.press('Enter');
    await until(async () => JSON.stringify(await settings()).includes(clientId));

    await options.locator('#export').click();
    const file = join(folder, 'session-badge-settings.json');
    const content = await until(() => {
      try {
        return JSON.parse(readFileSync(file, 'utf8'));
      } catch {
        return undefined;
      }
    });
    expect(content).toEqual({ theme: 'dark', intervalSeconds: 120, clientId });

    await options.locator('#reset').click();
    await options.locator('#reset-cancel').click();
    expect(await settings()).toHaveProperty('theme');
    await options.locator('#reset').click();
    await options.locator('#reset-confirm').click();
    await until(async () => JSON.stringify(await settings()) === '{}');
    await options.waitForSelector('[data-theme="browser"]');
    await until(async () => (await typedId()) === '');

    const chooseFile = async (path: string) => {
      const input = await options.$('input#import-file');
      await input?.uploadFile(path);
    };
    const wrong = join(folder, 'wrong.json');
    writeFileSync(wrong, '{ "theme": "light", "colour": "red" }');
    await chooseFile(wrong);
    await until(async () => (await textOf(options, '#file-outcome'))?.includes('no setting “colour”'));
    expect(await settings()).toEqual({});
    await chooseFile(file);
    await until(async () => JSON.stringify(await settings()) === JSON.stringify(content));
    await until(async () => (await typedId()) === clientId);
  });
}

test('the diagnostics tell what happened, and hold no token', async () => {
  await options.waitForSelector('.log tbody tr');
  await options.evaluate(() => {
    Object.defineProperty(navigator, 'clipboard', {
      value: {
        writeText: (text: string) => Promise.resolve(document.body.setAttribute('data-copied', text)),
      },
    });
  });
  await options.locator('#copy-diagnostics').click();
  await options.waitForSelector('[data-copied]');
  const copied = (await options.$eval('body', (body) => body.dataset['copied'])) ?? '';
  expect(copied).toMatch(/^Session Badge for LiveChat \d/);
  expect(copied).toMatch(testedBrowser === 'chrome' ? /Chrome\/\d/ : /Firefox\/\d/);
  expect(copied).toMatch(/Z {2}sign-in {2}ok/);
  const shown = `${copied}\n${await options.content()}`;
  for (const token of scene.liveChat.issuedTokens) expect(shown).not.toContain(token);
  expect(shown).not.toContain(scene.agent.email);
});

test('no page and no worker complained', async () => {
  expect(await scene.agentBrowser.problems()).toEqual([]);
});
