import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, onTestFinished, test } from 'vitest';
import { waitForAuthorizeWindow } from '../pages/authorize-window.ts';
import { type Scene, startScene, startSignIn, until, words } from '../support/index.ts';

let scene: Scene;
beforeAll(async () => {
  scene = await startScene();
});
afterAll(() => scene?.end());

/** Does what Firefox Multi-Account Containers does to a site that is always to open in a container. */
function addOnThatContains(site: string): string {
  const folder = mkdtempSync(join(tmpdir(), 'session-badge-containers-'));
  const manifest = {
    manifest_version: 2,
    name: 'Containers',
    version: '1',
    browser_specific_settings: { gecko: { id: 'containers@session-badge' } },
    permissions: [
      'contextualIdentities',
      'cookies',
      'tabs',
      'webRequest',
      'webRequestBlocking',
      '<all_urls>',
    ],
    background: { scripts: ['background.js'] },
  };
  const background = `
    const container = browser.contextualIdentities.create({ name: 'Work', color: 'blue', icon: 'briefcase' });
    browser.webRequest.onBeforeRequest.addListener(
      async ({ tabId, url }) => {
        const [{ cookieStoreId }, tab] = await Promise.all([container, browser.tabs.get(tabId)]);
        if (tab.cookieStoreId === cookieStoreId) return {};
        await browser.tabs.create({ url, cookieStoreId });
        await browser.tabs.remove(tabId);
        return { cancel: true };
      },
      { urls: ['${site}/*'], types: ['main_frame'] },
      ['blocking'],
    );`;
  writeFileSync(join(folder, 'manifest.json'), JSON.stringify(manifest));
  writeFileSync(join(folder, 'background.js'), background);
  return folder;
}

test('a container takes LiveChat’s window elsewhere: the authorize window says why it closed', async () => {
  const { agentBrowser } = scene;
  const folder = addOnThatContains('https://accounts.livechat.com');
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  await agentBrowser.browser.installExtension(folder);
  await startSignIn(agentBrowser);
  const authorize = await waitForAuthorizeWindow(agentBrowser);
  await until(() => authorize.tryAgain.isThere().catch(() => false));
  expect(await authorize.message.text()).toContain(words('error_login_window_closed'));
  const why = await authorize.containers.text();
  expect(why).toContain(words('login_window_containers'));
  expect(why).toContain('accounts.livechat.com');
});
