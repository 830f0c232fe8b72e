import { cpSync, mkdirSync, mkdtempSync, readFileSync, realpathSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import puppeteer from 'puppeteer-core';
import { expect, onTestFinished, test } from 'vitest';
import type { Browser as WebExtension } from 'webextension-polyfill';
import { languageArgs, liveChatArgs, sandboxArgs } from '../../scripts/browser/chromium-args.ts';
import { fireAlarm } from '../../scripts/browser/fire-alarm.ts';
import { startLiveChat } from '../livechat-server/index.ts';
import { loginPageOn } from './pages/login-page.ts';
import { type SettingsPage, settingsPageOn } from './pages/settings-page.ts';
import {
  builtExtension,
  clientId,
  findBrowser,
  idOfFolder,
  testCertificate,
  until,
} from './support/index.ts';

declare const chrome: WebExtension;

/** A copy of the extension under an ID of its own, so that its policy is nobody else's. */
function copyWithOwnId(folder: string): string {
  cpSync(builtExtension, folder, { recursive: true });
  const manifest = join(folder, 'manifest.json');
  const { key: _, ...others } = JSON.parse(readFileSync(manifest, 'utf8'));
  writeFileSync(manifest, JSON.stringify(others));
  return idOfFolder(folder);
}

/** Writes into Chromium's folder of policies, as an administrator does. */
function administratorOf(id: string) {
  const policies = '/etc/chromium/policies/managed';
  const file = join(policies, `session-badge-test-${id}.json`);
  mkdirSync(policies, { recursive: true });
  const remove = () => rmSync(file, { force: true });
  onTestFinished(remove);
  return {
    set: (policy: object) =>
      writeFileSync(file, JSON.stringify({ '3rdparty': { extensions: { [id]: policy } } })),
    remove,
  };
}

/** Reads what the settings page shows. */
async function shownOn({ page, ...fields }: SettingsPage) {
  const lockable = {
    'client-id': fields.clientId,
    interval: fields.interval,
    theme: fields.theme,
    'stay-signed-in': fields.staySignedIn,
  };
  const locks = Object.entries(lockable).map(async ([name, field]) =>
    (await field.isDisabled()) ? name : [],
  );
  return {
    clientId: await fields.clientId.value(),
    interval: await fields.interval.value(),
    theme: await page.evaluate(() => document.documentElement.dataset['theme']),
    locked: (await Promise.all(locks)).flat(),
  };
}

// Chromium on Linux reads policies from a folder that only root may write to; CI has to be root.
const canWritePolicies = process.platform === 'linux' && process.getuid?.() === 0;
test.runIf(canWritePolicies || process.env['CI'])(
  'a browser policy presets and locks settings, and is followed when it changes and when it goes',
  { timeout: 120_000 },
  async () => {
    const folder = realpathSync(mkdtempSync(join(tmpdir(), 'session-badge-policy-')));
    onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
    const id = copyWithOwnId(folder);
    const origin = `chrome-extension://${id}/`;
    const liveChat = await startLiveChat({ tls: await testCertificate() });
    onTestFinished(() => liveChat.stop());
    const agent = liveChat.addAgent();
    liveChat.addClient({ clientId, redirectUris: [`${origin}authorize/index.html`] });
    const administrator = administratorOf(id);
    administrator.set({ clientId, theme: 'dark', intervalSeconds: 120 });

    const browser = await puppeteer.launch({
      executablePath: findBrowser(),
      pipe: true,
      enableExtensions: true,
      args: [...sandboxArgs, ...liveChatArgs(liveChat.port), ...languageArgs()],
      ignoreDefaultArgs: ['--disable-popup-blocking'],
    });
    onTestFinished(() => browser.close());
    expect(await browser.installExtension(folder)).toBe(id);
    const page = await browser.newPage();
    await page.goto(`${origin}options/index.html`);
    const settings = settingsPageOn(page);
    await settings.clientId.waitFor();
    // Chromium reads policies a few seconds after its start.
    await until(async () => (await shownOn(settings)).locked.length === 3);
    expect(await shownOn(settings)).toEqual({
      clientId,
      interval: '120',
      theme: 'dark',
      locked: ['client-id', 'interval', 'theme'],
    });
    expect((await page.evaluate(() => document.body.textContent))?.match(/Set by your admin/g)).toHaveLength(
      3,
    );

    await page.evaluate(() => chrome.runtime.sendMessage({ type: 'signIn' }));
    const target = await browser.waitForTarget((each) =>
      each.url().startsWith('https://accounts.livechat.com/'),
    );
    const login = loginPageOn(await target.asPage());
    await login.logIn(agent);
    await login.allow.click();
    const badge = () => page.evaluate(() => chrome.action.getBadgeText({}));
    await until(async () => (await badge()) === '1');
    const period = () => page.evaluate(async () => (await chrome.alarms.get('poll'))?.periodInMinutes);
    const isOnDisk = () =>
      page.evaluate(async () => Boolean((await chrome.storage.local.get('credentials'))['credentials']));
    expect([await period(), await isOnDisk()]).toEqual([2, true]);

    const ofChats = { chats: false, notifyUnreadSeconds: 60 };
    expect([await settings.showChats.isDisabled(), await settings.showChats.isChecked()]).toEqual([
      false,
      false,
    ]);
    administrator.set({ clientId, intervalSeconds: 300, staySignedIn: false, ...ofChats });
    await until(async () => (await period()) === 5);
    await until(async () => !(await isOnDisk()));
    await until(async () => (await shownOn(settings)).locked.includes('stay-signed-in'));
    expect(await shownOn(settings)).toMatchObject({
      interval: '300',
      theme: 'browser',
      locked: ['client-id', 'interval', 'stay-signed-in'],
    });

    expect(await settings.showChats.isDisabled()).toBe(true);
    expect(await page.evaluate(() => chrome.storage.managed.get())).toMatchObject(ofChats);

    // It may only be late: for two minutes, the last one counts.
    administrator.remove();
    await until(() => page.evaluate(async () => (await chrome.alarms.get('policy')) !== undefined));
    expect([await period(), await isOnDisk()]).toEqual([5, false]);
    await page.evaluate(async () => {
      const { policyMissedAt } = await chrome.storage.session.get('policyMissedAt');
      await chrome.storage.session.set({ policyMissedAt: Number(policyMissedAt) - 120_000 });
    });
    await until(async () => {
      // A change that is still being followed may set the alarm anew.
      const alarm = await page.evaluate(() => chrome.alarms.get('policy'));
      if (alarm && alarm.scheduledTime > Date.now() + 60_000) await page.evaluate(fireAlarm, 'policy');
      return (await period()) === 1;
    });
    await until(isOnDisk);
    await until(async () => (await shownOn(settings)).locked.length === 0);
    expect(await badge()).toBe('1');
    expect(await settings.alert.text()).toBeUndefined();
  },
);
