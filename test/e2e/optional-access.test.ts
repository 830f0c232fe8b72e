import { afterAll, beforeAll, expect, test } from 'vitest';
import type { Browser as WebExtension } from 'webextension-polyfill';
import { openSettings } from './pages/settings-page.ts';
import { type Scene, startScene, testedBrowser, until } from './support/index.ts';

/** The agent allows more by a click, and nothing of it is in reach until then. */

declare const chrome: WebExtension;

const chats = { origins: ['https://api.livechatinc.com/*'] };
const notifications = { permissions: ['notifications'] };

let scene: Scene;
beforeAll(async () => {
  scene = await startScene();
});
afterAll(() => scene?.end());

/** Asks the Agent Chat API, as the extension does, with a token that nobody has issued. */
const askForChats = (): Promise<string> =>
  scene.agentBrowser.hiddenPage.evaluate(async () => {
    const url = 'https://api.livechatinc.com/v3.6/agent/action/list_chats';
    const headers = { Authorization: 'Bearer dal:none', 'Content-Type': 'application/json' };
    const response = await fetch(url, { method: 'POST', headers, body: '{}' }).catch(() => undefined);
    return response ? response.text() : 'out of reach';
  });

test('the Agent Chat API is in reach as long as the agent allows it', async () => {
  const { agentBrowser } = scene;
  expect(await agentBrowser.isAllowed(chats)).toBe(false);
  expect(await askForChats()).toBe('out of reach');
  await agentBrowser.allow(chats);
  expect(await agentBrowser.isAllowed(chats)).toBe(true);
  expect(JSON.parse(await askForChats())).toMatchObject({ error: { type: 'authentication' } });
  await agentBrowser.forbid(chats);
  expect(await askForChats()).toBe('out of reach');
});

test('what a click asks for is kept', async () => {
  const { agentBrowser } = scene;
  await agentBrowser.allowOnRequest(notifications);
  expect(await agentBrowser.isAllowed(notifications)).toBe(false);
  const settings = await openSettings(agentBrowser);
  await settings.notifications.click();
  await until(() => agentBrowser.isAllowed(notifications));
  await settings.close();
});

// Firefox forgets a temporary add-on when it ends.
if (testedBrowser === 'chrome') {
  test('a restart keeps what was allowed, and no more', async () => {
    const { agentBrowser } = scene;
    await agentBrowser.restart();
    expect([await agentBrowser.isAllowed(notifications), await agentBrowser.isAllowed(chats)]).toEqual([
      true,
      false,
    ]);
  });
}

test('no page and no worker complained', async () => {
  expect(await scene.agentBrowser.problems()).toEqual([]);
});
