import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Page } from 'puppeteer-core';
import { afterAll, beforeAll, beforeEach, describe, expect, onTestFinished, test } from 'vitest';
import type { Browser as WebExtension } from 'webextension-polyfill';
import { openSettings, type SettingsPage } from './pages/settings-page.ts';
import { openWelcome } from './pages/welcome-page.ts';
import {
  caughtUri,
  clientId,
  redirectUri,
  type Scene,
  signIn,
  startScene,
  testedBrowser,
  until,
  words,
} from './support/index.ts';

declare const chrome: WebExtension;

let scene: Scene;
let options: SettingsPage;
beforeAll(async () => {
  scene = await startScene();
  await signIn(scene.agentBrowser, scene.agent);
});
afterAll(() => scene?.end());
beforeEach(async () => {
  options = await openSettings(scene.agentBrowser);
  onTestFinished(() => options.close());
  await options.openConnection();
});

const settings = async () => (await scene.agentBrowser.storage('local'))['settings'];
const pollingAlarm = () => scene.agentBrowser.hiddenPage.evaluate(() => chrome.alarms.get('poll'));

test('the interval sets the polling alarm anew, and nothing else does', async () => {
  expect((await pollingAlarm())?.periodInMinutes).toBe(1);
  // A time that the extension would not set by itself, and that does not come meanwhile.
  await scene.agentBrowser.setAlarm('poll', { delay: 115_000, period: 60_000 });
  const before = await pollingAlarm();
  await options.badgeForZero.click();
  await until(async () => JSON.stringify(await settings()).includes('"badgeForZero":false'));
  // The background replies to this one after it has dealt with the change.
  await scene.agentBrowser.hiddenPage.evaluate(() =>
    chrome.runtime.sendMessage({ type: 'refresh', trigger: 'popup' }),
  );
  expect((await pollingAlarm())?.scheduledTime).toBe(before?.scheduledTime);
  await options.interval.select('300');
  await until(async () => (await pollingAlarm())?.periodInMinutes === 5);
  await options.interval.select('60');
  await until(async () => (await pollingAlarm())?.periodInMinutes === 1);
});

test('the interval says about how many requests a month it means', async () => {
  const said = () => options.requests.text();
  await options.interval.select('automatic');
  await until(async () => (await said())?.includes('About 2,800 requests a month.') ?? false);
  await options.interval.select('60');
  await until(async () => (await said())?.includes('About 12,000 requests a month.') ?? false);
  await options.interval.select('3600');
  await until(async () => (await pollingAlarm())?.periodInMinutes === 60);
  await options.interval.select('automatic');
});

test('the theme is put on at once, on every open page', async () => {
  const welcome = await openWelcome(scene.agentBrowser);
  const background = ({ page }: { page: Page }) =>
    page.evaluate(() => getComputedStyle(document.body).backgroundColor);
  await options.theme.select('dark');
  await until(async () => (await background(options)) === 'rgb(29, 28, 27)');
  await until(async () => (await background(welcome)) === 'rgb(29, 28, 27)');
  await options.theme.select('light');
  await until(async () => (await background(welcome)) === 'rgb(255, 255, 255)');
  await welcome.close();
});

test('"stay signed in" moves the refresh token out of the disk and back', async () => {
  expect(await scene.agentBrowser.storage('local')).toHaveProperty('credentials');
  await options.staySignedIn.click();
  await until(async () => 'sessionCredentials' in (await scene.agentBrowser.storage('session')));
  await until(async () => !('credentials' in (await scene.agentBrowser.storage('local'))));
  await options.staySignedIn.click();
  await until(async () => 'credentials' in (await scene.agentBrowser.storage('local')));
});

test('grant and alerts are stored; without alerts there are no notifications to choose', async () => {
  await options.implicitGrant.click();
  await options.alerts.click();
  await until(async () => {
    const stored = JSON.stringify(await settings());
    return stored.includes('"grant":"implicit"') && stored.includes('"alerts":false');
  });
  await until(async () => (await options.outcome.text()) === 'Saved');
  await until(async () => !(await options.notifications.isThere()));
  await options.alerts.click();
  await options.notifications.waitFor();
});

test('notifications stay off while the browser does not allow them', async () => {
  // Nobody can press the browser's own prompt here, so its answer is put in its place.
  await options.page.evaluate(() => {
    chrome.permissions.request = () => Promise.resolve(false);
  });
  await options.notifications.click();
  await options.notificationsRefused.waitFor();
  expect(await options.notifications.isChecked()).toBe(false);
});

test('chats stay off while the browser does not allow them', async () => {
  await options.page.evaluate(() => {
    chrome.permissions.request = () => Promise.resolve(false);
  });
  expect(await options.chatsNeeds.text()).toContain('chats--access:ro, accounts--my:ro');
  await options.showChats.click();
  await options.chatsNotAllowed.waitFor();
  expect(await options.showChats.isChecked()).toBe(false);
  expect(await settings()).not.toHaveProperty('chats');
  expect(await scene.agentBrowser.storage('session')).not.toHaveProperty('signIn');
});

test('"Show my chats" asks the browser, then LiveChat, and stays off while the permission is not held', async () => {
  const before = await settings();
  onTestFinished(() => scene.agentBrowser.store('local', { settings: before }));
  // As if the agent said yes, and took it back at once.
  const asked = await options.page.evaluateHandle(() => {
    const calls: unknown[] = [];
    chrome.permissions.request = async (permissions) => calls.push(permissions) > 0;
    return calls;
  });
  await options.showChats.click();
  const authorizeWindow = await scene.agentBrowser.waitForWindow('authorize/index.html');
  expect(await asked.jsonValue()).toEqual([{ origins: ['https://api.livechatinc.com/*'] }]);
  expect(await settings()).toMatchObject({ chats: true });
  expect((await scene.agentBrowser.storage('session'))['signIn']).toMatchObject({ withChats: true });
  expect((await scene.agentBrowser.storage('local'))['connection']).toMatchObject({ status: 'signedIn' });
  await until(
    async () => (await options.chatsStep.text())?.startsWith(words('options_chats_withdrawn')) ?? false,
  );
  expect(await options.showChats.isChecked()).toBe(false);
  expect(await options.chatsInterval.isThere()).toBe(false);
  await authorizeWindow.close();
  await until(async () => !(await scene.agentBrowser.storage('session'))['signIn']);
});

test('an address leads to the chats, where the switch has the focus', async () => {
  const atChats = await openSettings(scene.agentBrowser, 'chats');
  await until(() => atChats.showChats.hasFocus());
  await atChats.close();
});

test('what to do in the Developer Console, and the scope to add there', async () => {
  const { scopes } = JSON.parse(readFileSync('livechat.config.json', 'utf8'));
  expect(await options.scope.text()).toBe(scopes.join(' '));
  expect(await options.appSteps.text()).toContain('the type JavaScript app');
  const links = await options.page.$$eval(options.links.selector, (each) =>
    each.map((link) => link.getAttribute('href')),
  );
  expect(links).toEqual([
    'https://platform.text.com/docs/getting-started/api-pricing',
    'https://platform.text.com/console',
  ]);
});

test('the sections come in the order of an agent’s need, and the connection last', async () => {
  const headings = await options.headings.texts();
  expect(headings.filter((each) => !each.endsWith('?'))).toEqual([
    words('options_badge'),
    words('tab_chats'),
    words('options_alerts_title'),
    words('options_looks'),
    words('options_account'),
    words('options_file'),
    words('diagnostics_title'),
    words('options_app'),
  ]);
});

test('the connection is open only while something is not set up', async () => {
  const isOpenWith = async (items: { settings: object; signInFailure?: object }) => {
    const { settings: before } = await scene.agentBrowser.storage('local');
    await scene.agentBrowser.store('local', { settings: items.settings });
    if (items.signInFailure)
      await scene.agentBrowser.store('session', { signInFailure: items.signInFailure });
    const page = await openSettings(scene.agentBrowser);
    await page.advanced.waitFor();
    const isOpen = await page.openAdvanced.isThere();
    await page.close();
    await scene.agentBrowser.store('local', { settings: before });
    return isOpen;
  };
  expect(await isOpenWith({ settings: { clientId } })).toBe(false);
  expect(await isOpenWith({ settings: {} })).toBe(true);
  const signInFailure = { error: 'client_id_not_found' };
  expect(await isOpenWith({ settings: { clientId }, signInFailure })).toBe(true);
  await scene.agentBrowser.hiddenPage.evaluate(() => chrome.storage.session.remove('signInFailure'));
});

test('"Copy the request" copies scope and addresses, with the app that there is', async () => {
  await options.page.evaluate(() => {
    Object.defineProperty(navigator, 'clipboard', {
      value: {
        writeText: (text: string) => Promise.resolve(document.body.setAttribute('data-copied', text)),
      },
    });
  });
  await options.copyRequest.click();
  await until(async () => (await options.copyRequest.text()) === 'Copied');
  const copied = (await options.page.$eval('body', (body) => body.dataset['copied'])) ?? '';
  expect(copied).toContain(`client ID ${clientId}`);
  expect(copied).toContain('Scope: sessions--my:rw');
  for (const address of testedBrowser === 'chrome' ? [redirectUri, caughtUri] : [caughtUri])
    expect(copied).toContain(`Redirect URI: ${address}`);
});

test('each field is labelled in sight', async () => {
  const unlabelled = await options.page.$$eval(options.fields.selector, (fields) =>
    fields.filter((field) => !(field as HTMLInputElement).labels?.length).map(({ id }) => id),
  );
  expect(unlabelled).toEqual([]);
});

test('"Saved" goes by itself, and a reset tells only that', async () => {
  await options.theme.select('dark');
  await until(async () => (await options.outcome.text()) === 'Saved');
  await until(async () => (await options.outcome.text()) === '', 6_000);

  const { settings: before } = await scene.agentBrowser.storage('local');
  await options.page.evaluate((selector) => {
    const outcome = document.querySelector(selector);
    const watch = () => document.body.setAttribute('data-outcome', outcome?.textContent ?? '');
    new MutationObserver(watch).observe(outcome as Element, { childList: true, characterData: true });
  }, options.outcome.selector);
  await options.resetAll();
  await until(async () => (await options.fileOutcome.text()) === 'The settings were reset.');
  expect(await options.page.$('[data-outcome]')).toBeNull();
  await until(async () => (await options.fileOutcome.text()) === '', 6_000);
  await scene.agentBrowser.store('local', { settings: before });
});

test('"Copied" goes by itself', async () => {
  await options.page.evaluate(() => {
    Object.defineProperty(navigator, 'clipboard', { value: { writeText: () => Promise.resolve() } });
  });
  await options.copyRedirectUri.click();
  await until(async () => (await options.copyRedirectUri.text()) === 'Copied');
  await until(async () => (await options.copyRedirectUri.text()) === 'Copy', 5_000);
});

test('the keyboard shortcut is shown', async () => {
  await until(async () => (await options.shortcut.text())?.includes('Alt+Shift+L'));
});

describe('"Test"', () => {
  async function outcomeFor(typed: string): Promise<string | undefined> {
    await options.clientId.fill(typed);
    await options.testClient.click();
    await options.finishedClientTest.waitFor();
    return options.clientTest.text();
  }

  test('a client and redirect URI that LiveChat knows', async () => {
    expect(await outcomeFor(clientId)).toMatch(/no objection/);
  });

  test('tells of the addresses of both flows', async () => {
    const client = scene.liveChat.clients.get(clientId);
    onTestFinished(() => {
      if (client) client.redirectUris = [redirectUri];
    });
    const lines = async () => {
      await outcomeFor(clientId);
      return options.clientTestLines.texts();
    };
    if (client)
      client.redirectUris = [redirectUri, 'https://example.com'].filter((each) => each !== caughtUri);
    const lacking = await lines();
    expect(lacking.at(-1)).toMatch(/redirect flow.*not on the app’s list/);
    expect(lacking.at(-1)).toContain(caughtUri);
    if (client) client.redirectUris = [redirectUri, caughtUri];
    await options.clientId.fill('another');
    await options.clientId.fill(clientId);
    for (const line of await lines()) expect(line).toMatch(/no objection/);
    expect(lacking).toHaveLength(testedBrowser === 'chrome' ? 2 : 1);
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
    await options.clientId.fill(clientId);
    await until(async () => (await options.clientTest.text()) === '');
    const { held, letGo } = scene.liveChat.faults.hold({ method: 'GET', path: '/' }, 'after');
    onTestFinished(letGo);
    await options.testClient.click();
    await held;
    await options.clientId.fill('another');
    letGo();
    // By the time that this one's outcome is there, that of the first one has come.
    expect(await outcomeFor('another')).toMatch(/does not know this client ID/);
    expect(await options.clientTest.text()).not.toMatch(/no objection/);
  });

  test('LiveChat out of reach', async () => {
    onTestFinished(scene.liveChat.faults.add({ match: {}, kind: 'drop' }));
    expect(await outcomeFor(clientId)).toMatch(/no clear answer/);
  });

  test('sends no cookie and no token, though the browser has both', async () => {
    expect(await scene.agentBrowser.browser.cookies()).not.toEqual([]);
    expect(await scene.agentBrowser.storage('session')).toHaveProperty('accessToken');
    const before = scene.liveChat.requests.length;
    await outcomeFor(clientId);
    const asked = scene.liveChat.requests.slice(before).filter(({ path }) => !path.startsWith('/v2/'));
    expect(asked.filter(({ path }) => path === '/').map(({ query }) => query['redirect_uri'])).toContain(
      testedBrowser === 'chrome' ? redirectUri : caughtUri,
    );
    for (const each of asked) expect(each).toMatchObject({ hasCookie: false, hasToken: false });
  });
});

// Where a download goes, WebDriver BiDi cannot say.
if (testedBrowser === 'chrome') {
  test('the address of an exported file is good until the download has begun', async () => {
    const isRevoked = await options.page.evaluate((selector) => {
      let revoked = false;
      const { revokeObjectURL } = URL;
      URL.revokeObjectURL = () => {
        revoked = true;
      };
      document.querySelector<HTMLButtonElement>(selector)?.click();
      URL.revokeObjectURL = revokeObjectURL;
      return revoked;
    }, options.exportFile.selector);
    expect(isRevoked).toBe(false);
  });

  test('export, reset and import', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'session-badge-export-'));
    onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
    const devTools = await scene.agentBrowser.browser.target().createCDPSession();
    await devTools.send('Browser.setDownloadBehavior', { behavior: 'allow', downloadPath: folder });
    await scene.agentBrowser.store('local', { settings: { theme: 'dark', intervalSeconds: 120 } });
    await options.inDarkTheme.waitFor();
    const typedId = () => options.clientId.value();
    await options.clientId.fill(clientId);
    await options.page.keyboard.press('Enter');
    await until(async () => JSON.stringify(await settings()).includes(clientId));

    await options.exportFile.click();
    const file = join(folder, 'session-badge-settings.json');
    const content = await until(() => {
      try {
        return JSON.parse(readFileSync(file, 'utf8'));
      } catch {
        return undefined;
      }
    });
    expect(content).toEqual({ theme: 'dark', intervalSeconds: 120, clientId });

    await options.reset.click();
    await options.resetCancel.click();
    expect(await settings()).toHaveProperty('theme');
    await options.resetAll();
    await until(async () => JSON.stringify(await settings()) === '{}');
    await options.inBrowsersTheme.waitFor();
    await until(async () => (await typedId()) === '');

    const wrong = join(folder, 'wrong.json');
    writeFileSync(wrong, '{ "theme": "light", "colour": "red" }');
    await options.importFile.upload(wrong);
    await until(async () => (await options.fileOutcome.text())?.includes('no setting “colour”'));
    expect(await settings()).toEqual({});
    await options.importFile.upload(file);
    await options.importQuestion.waitFor();
    await options.importCancel.click();
    expect(await settings()).toEqual({});
    await options.importFile.upload(file);
    await options.importConfirm.click();
    await until(async () => JSON.stringify(await settings()) === JSON.stringify(content));
    await until(async () => (await typedId()) === clientId);
  });
}

test('the diagnostics tell what happened, and hold no token', async () => {
  await options.diagnosticsRow.waitFor();
  await options.page.evaluate(() => {
    Object.defineProperty(navigator, 'clipboard', {
      value: {
        writeText: (text: string) => Promise.resolve(document.body.setAttribute('data-copied', text)),
      },
    });
  });
  await options.copyDiagnostics.click();
  await options.page.waitForSelector('[data-copied]');
  const copied = (await options.page.$eval('body', (body) => body.dataset['copied'])) ?? '';
  expect(copied).toMatch(/^Session Badge for LiveChat \d/);
  expect(copied).toMatch(testedBrowser === 'chrome' ? /Chrome\/\d/ : /Firefox\/\d/);
  expect(copied).toMatch(/Z {2}sign-in {2}ok/);
  const shown = `${copied}\n${await options.page.content()}`;
  for (const token of scene.liveChat.issuedTokens) expect(shown).not.toContain(token);
  expect(shown).not.toContain(scene.agent.email);
});

test('no page and no worker complained', async () => {
  expect(await scene.agentBrowser.problems()).toEqual([]);
});
