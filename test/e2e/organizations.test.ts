import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { waitForAuthorizeWindow } from './pages/authorize-window.ts';
import { openPopup } from './pages/popup.ts';
import { openSettings } from './pages/settings-page.ts';
import { clientId, logIn, type Scene, startScene, until } from './support/index.ts';

declare const chrome: { runtime: { sendMessage(message: object): Promise<unknown> } };

const acme = randomUUID();
const sandbox = randomUUID();

let scene: Scene;
beforeAll(async () => {
  scene = await startScene();
  scene.agent.organizations.push(acme, sandbox);
});
afterAll(() => scene?.end());

const settings = async () => (await scene.agentBrowser.storage('local'))['settings'];

test('an agent names two organizations, signs in to the second, and sees which it is', async () => {
  const { agentBrowser, liveChat, agent } = scene;
  const options = await openSettings(agentBrowser);
  for (const [name, id] of [
    ['Acme Chat', acme],
    ['Acme Test', ` ${sandbox} `],
  ] as const) {
    await options.addOrganization(name, id);
    await until(async () => JSON.stringify(await settings()).includes(name));
  }
  expect(await settings()).toMatchObject({
    organizations: [
      { id: acme, name: 'Acme Chat' },
      { id: sandbox, name: 'Acme Test' },
    ],
  });
  await options.close();

  const popup = await openPopup(agentBrowser);
  await popup.organization.waitFor();
  await popup.organization.select(sandbox);
  await until(async () => JSON.stringify(await settings()).includes(`"organizationId":"${sandbox}"`));
  await popup.signIn.click();
  await agentBrowser.waitForWindow('https://accounts.livechat.com/');
  const asked = liveChat.requests.findLast(({ path, query }) => path === '/' && 'organization_id' in query);
  expect(asked?.query['organization_id']).toBe(sandbox);
  await logIn(agentBrowser, agent);
  // What is removed is `null` for a moment.
  const owner = await until(async () => {
    const { agent: stored } = await agentBrowser.storage('local');
    return stored as { organizationId: string } | null | undefined;
  });
  expect(owner?.organizationId).toBe(sandbox);

  const signedIn = await openPopup(agentBrowser);
  await signedIn.agent.waitFor();
  expect(await signedIn.agent.text()).toBe('Acme Test');
  expect(liveChat.requests.some(({ path, status }) => path === '/v2/info' && status === 200)).toBe(true);
});

test('an organization that the agent does not belong to: LiveChat denies, in the agent’s words', async () => {
  const { agentBrowser } = scene;
  const stranger = randomUUID();
  await agentBrowser.hiddenPage.evaluate(() =>
    chrome.runtime.sendMessage({ type: 'signOut', scope: 'here' }),
  );
  expect(await agentBrowser.storage('local')).not.toHaveProperty('agent');
  await agentBrowser.store('local', {
    settings: { clientId, organizations: [{ id: stranger, name: 'Other' }], organizationId: stranger },
  });
  await agentBrowser.send({ type: 'signIn' });
  const authorize = await waitForAuthorizeWindow(agentBrowser);
  await authorize.tryAgain.waitFor();
  expect(await authorize.message.text()).toContain('Access was not allowed');
  await authorize.close();
});

test('what is no organization ID is refused, and what is listed can be removed', async () => {
  const { agentBrowser } = scene;
  const options = await openSettings(agentBrowser);
  await options.addOrganization('Wrong', 'not an ID');
  await options.organizationError.waitFor();
  const before = await settings();
  await options.removeOrganization.click();
  await until(async () => !JSON.stringify(await settings()).includes('Other'));
  await options.undoRemoval.click();
  await until(async () => JSON.stringify(await settings()).includes('Other'));
  // Firefox keeps the order of names, which is another one after a change.
  expect(await settings()).toEqual(before);
  expect(await options.undoRemoval.isThere()).toBe(false);
  await options.removeOrganization.click();
  await until(async () => !JSON.stringify(await settings()).includes('Other'));
  // The field has the focus: the button that had it is gone.
  expect(await options.organizationName.hasFocus()).toBe(true);
  await options.close();
  // What is not listed any more is not chosen either, though it is still stored.
  const popup = await openPopup(agentBrowser);
  await popup.signIn.waitFor();
  expect(await popup.organization.isThere()).toBe(false);
  await popup.close();
});
