import { afterAll, beforeAll, expect, test } from 'vitest';
import { type Scene, signIn, startScene, textOf, until, words } from './support/index.ts';
import { pressInRow, rowsOf } from './support/session-list.ts';

let scene: Scene;
beforeAll(async () => {
  scene = await startScene();
  scene.liveChat.addSession(scene.agent.email, { ip: '203.0.113.7' });
  await signIn(scene.agentBrowser, scene.agent);
});
afterAll(() => scene?.end());

const sessions = { method: 'GET', path: '/v2/sessions' };

test('an account that LiveChat denies access: the list stays, beside a new sign-in that can be given up, or works', async () => {
  const { agentBrowser, liveChat } = scene;
  const end = liveChat.faults.add({
    match: sessions,
    kind: 'status',
    status: 403,
    body: { error: 'access_denied', sub_error: 'account_suspended', request_id: 'r-1' },
  });
  const popup = await agentBrowser.openPopup();
  await popup.locator('#refresh').click();
  await popup.waitForSelector('#sign-in');
  expect(await textOf(popup, 'main')).toContain('account_suspended');
  expect(await textOf(popup, 'main')).toContain('r-1');
  expect(await rowsOf(popup)).toHaveLength(2);
  expect(await textOf(popup, '#count')).toBe('2');
  const before = await agentBrowser.storage('local');

  await popup.locator('#sign-in').click();
  await agentBrowser.waitForWindow('authorize/index.html');
  liveChat.grantsAutomatically.set(scene.agent.email, false);
  await agentBrowser.send({ type: 'cancelSignIn' });
  await until(
    () => !agentBrowser.browser.targets().some((each) => /authorize|livechat\.com/.test(each.url())),
  );
  expect((await agentBrowser.storage('local'))['credentials']).toEqual(before['credentials']);
  const again = await agentBrowser.openPopup();
  await again.waitForSelector('#sign-in');
  expect(await rowsOf(again)).toHaveLength(2);

  end();
  liveChat.grantsAutomatically.set(scene.agent.email, true);
  await again.locator('#sign-in').click();
  await until(async () => (await agentBrowser.badge()).title.startsWith('2 active sessions'));
  await until(async () => !(await agentBrowser.badge()).title.includes(words('trouble_access_denied')));
});

test('sessions of which LiveChat tells next to nothing are counted, listed, and not to be ended here', async () => {
  const { agentBrowser, liveChat } = scene;
  const list = [
    null,
    { session_id: 7, user_agent: { browser: 'x' } },
    { session_id: 'abc', applications: ['App'] },
  ];
  const end = liveChat.faults.add({ match: sessions, kind: 'body', body: JSON.stringify(list) });
  const popup = await agentBrowser.openPopup();
  await popup.locator('#refresh').click();
  await until(async () => (await textOf(popup, '#count')) === '3');
  expect(await rowsOf(popup)).toHaveLength(3);
  expect(await textOf(popup, '#sessions')).toContain('does not tell which of these is this browser');
  expect(await popup.$$('#sessions li button')).toHaveLength(1);
  await pressInRow(popup, 'App', 'End session');
  end();
  await popup.close();
});
