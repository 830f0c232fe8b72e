import { afterAll, beforeAll, expect, test } from 'vitest';
import { waitForAuthorizeWindow } from './pages/authorize-window.ts';
import { openPopup } from './pages/popup.ts';
import { type Scene, signIn, startScene, until, words } from './support/index.ts';

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
  const popup = await openPopup(agentBrowser);
  await popup.refresh();
  await popup.signIn.waitFor();
  expect(await popup.main.text()).toContain('account_suspended');
  expect(await popup.main.text()).toContain('r-1');
  expect(await popup.rows.count()).toBe(2);
  expect(await popup.count.text()).toBe('2');
  const before = await agentBrowser.storage('local');

  await popup.signIn.click();
  await waitForAuthorizeWindow(agentBrowser);
  liveChat.grantsAutomatically.set(scene.agent.email, false);
  await agentBrowser.send({ type: 'cancelSignIn' });
  await until(
    () => !agentBrowser.browser.targets().some((each) => /authorize|livechat\.com/.test(each.url())),
  );
  expect((await agentBrowser.storage('local'))['credentials']).toEqual(before['credentials']);
  const again = await openPopup(agentBrowser);
  await again.signIn.waitFor();
  expect(await again.rows.count()).toBe(2);
  expect(await again.signInFailure.isThere()).toBe(false);
  await agentBrowser.store('session', { signInFailure: { error: 'login_window_closed' } });
  await until(async () => (await again.signInFailure.text()) === words('error_login_window_closed'));
  expect(await again.signIn.isThere()).toBe(true);

  end();
  liveChat.grantsAutomatically.set(scene.agent.email, true);
  await again.signIn.click();
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
  const popup = await openPopup(agentBrowser);
  await popup.refresh();
  await until(async () => (await popup.count.text()) === '3');
  expect(await popup.rows.count()).toBe(3);
  expect(await popup.list.text()).toContain('does not tell which of these is this browser');
  expect(await popup.endButtons.count()).toBe(1);
  const questions = async () =>
    (await popup.question.texts()).map((text) => text.includes('end it in LiveChat itself'));
  expect(await questions()).toEqual([true, true, false]);
  expect(await popup.accountLink.attribute('href')).toBe('https://accounts.livechat.com/');
  await popup.session('Was this you?').confirm();
  await until(async () => (await popup.newTags.count()) === 2);
  expect(await questions()).toEqual([true, false]);
  await popup.session('App').end();
  end();
  await popup.close();
});
