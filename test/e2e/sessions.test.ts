import { afterAll, beforeAll, expect, onTestFinished, test } from 'vitest';
import type { Browser as WebExtension } from 'webextension-polyfill';
import { firstSessions, sessionsOf, snapshotOf } from '../../src/state/snapshot.ts';
import type { ListedSession } from '../../src/state/store/background-store.ts';
import { openPopup, popupOn } from './pages/popup.ts';
import { type Scene, signIn, startScene, testedBrowser, until } from './support/index.ts';

/** The extension API, inside the functions that run in the extension. */
declare const chrome: WebExtension;

let scene: Scene;
beforeAll(async () => {
  scene = await startScene();
  scene.liveChat.addSession(scene.agent.email, {
    user_agent: 'Mozilla/5.0 (Windows NT 10.0; Win64; x64; rv:153.0) Gecko/20100101 Firefox/153.0',
    identity_source: 'google',
    ip: '203.0.113.7',
    applications: [{ name: 'Agent App', client_id: 'agent-app', session_id: 'agent-app' }],
  });
  await signIn(scene.agentBrowser, scene.agent);
});
afterAll(() => scene?.end());

const badgeText = async () => (await scene.agentBrowser.badge()).text;

test('the popup lists each session in words, this browser first', async () => {
  const popup = await openPopup(scene.agentBrowser);
  await popup.rows.waitFor();
  const rows = await popup.rows.texts();
  expect(rows).toHaveLength(2);
  expect(await popup.headings.texts()).toEqual(['This browser', 'Other browsers and devices']);
  expect(rows[1]).toMatch(/Firefox.*Windows/);
  expect(rows[1]).toContain('203.0.113.7');
  expect(rows[1]).toContain('Google');
  expect(rows[1]).toContain('Agent App');
  await popup.close();
});

test('"refresh" shows what has changed at LiveChat', async () => {
  const popup = await openPopup(scene.agentBrowser);
  await until(async () => (await popup.count.text()) === '2');
  const session = scene.liveChat.addSession(scene.agent.email, {});
  await popup.refresh();
  await until(async () => (await popup.count.text()) === '3');
  await until(async () => /^3!?$/.test(await badgeText()));
  scene.liveChat.removeSession(session.session_id);
  await popup.refresh();
  await until(async () => (await popup.count.text()) === '2');
  await popup.close();
});

test('a stopped service worker keeps the badge, and the alarm wakes it', async () => {
  await scene.agentBrowser.stopServiceWorker();
  expect(await badgeText()).toBe('2');
  const { session_id } = scene.liveChat.addSession(scene.agent.email, {});
  await scene.agentBrowser.nextPoll();
  await until(async () => (await badgeText()) === '3!');
  scene.liveChat.removeSession(session_id);
});

test('LiveChat out of reach: the last count in light grey, the reason in the title, and back by itself', async () => {
  const { color } = await scene.agentBrowser.badge();
  const end = scene.liveChat.faults.add({ match: {}, kind: 'drop' });
  await scene.agentBrowser.nextPoll();
  await until(async () => (await scene.agentBrowser.badge()).title.includes('offline since'));
  const stale = await scene.agentBrowser.badge();
  expect(stale.text).toMatch(/^\d+\?$/);
  expect(stale.color).not.toBe(color);
  end();
  await scene.agentBrowser.nextPoll();
  // The session that the last test added, and that was news, is gone.
  await until(async () => (await scene.agentBrowser.badge()).title.startsWith('2 active sessions'));
});

test('an open popup tells of trouble in an element that was there before: screen readers hear of no other', async () => {
  const popup = await openPopup(scene.agentBrowser);
  await until(async () => (await popup.count.text()) === '2');
  const status = await popup.spoken.waitFor();
  const spoken = () => status.evaluate(({ textContent }) => textContent ?? '');
  await until(async () => (await spoken()) === '2 active sessions');
  const end = scene.liveChat.faults.add({ match: {}, kind: 'drop' });
  await popup.refresh();
  await until(async () => (await spoken())?.includes('offline since'));
  expect(await popup.notice.text()).toBe(await spoken());
  end();
  await popup.refresh();
  await until(async () => (await spoken()) === '2 active sessions');
  expect(await popup.notice.isThere()).toBe(false);
  await popup.close();
});

test('a refresh that changes nothing is told to screen readers, too', async () => {
  const popup = await openPopup(scene.agentBrowser);
  await until(async () => (await popup.spoken.text()) === '2 active sessions');
  await popup.idleRefreshButton.waitFor();
  const { held, letGo } = scene.liveChat.faults.hold({ method: 'GET', path: '/v2/sessions' }, 'after');
  await popup.refresh();
  await held;
  expect(await popup.spoken.text()).toBe('');
  letGo();
  await until(async () => (await popup.spoken.text()) === '2 active sessions');
  await popup.close();
});

test('a refresh that gets no reply says so, until the next one does', async () => {
  const popup = await openPopup(scene.agentBrowser);
  await until(async () => (await popup.count.text()) === '2');
  await popup.idleRefreshButton.waitFor();
  const { held, letGo } = scene.liveChat.faults.hold({ method: 'GET', path: '/v2/sessions' }, 'after');
  await popup.refresh();
  await held;
  await scene.agentBrowser.stopServiceWorker();
  letGo();
  await until(async () => (await popup.failure.text())?.includes('could not answer'));
  await popup.refresh();
  await until(async () => !(await popup.failure.isThere()));
  await popup.idleRefreshButton.waitFor();
  await popup.close();
});

test('the popup shows what is stored, and asks LiveChat for more only when that has been painted', async () => {
  const { agentBrowser, liveChat } = scene;
  await agentBrowser.letPass(60_000);
  const asked = () => liveChat.requests.filter(({ path }) => path === '/v2/sessions').length;
  const before = asked();
  // Behind another tab a page is made, and not painted.
  await agentBrowser.hiddenPage.evaluate(() =>
    chrome.tabs.create({ url: '/popup/index.html', active: false }),
  );
  const popup = popupOn(await agentBrowser.waitForWindow('popup/index.html'));
  await popup.rows.waitFor();
  // The background replies to this one after it has begun with any before it.
  await agentBrowser.hiddenPage.evaluate(() => chrome.runtime.sendMessage({ type: 'refreshServiceStatus' }));
  expect(asked()).toBe(before);
  await popup.page.bringToFront();
  await until(() => asked() > before);
  await popup.close();
});

test('a list that grows before the first paint is painted whole', async () => {
  const { agentBrowser } = scene;
  // What was just asked for is not asked for again, and storage is not written.
  await agentBrowser.hiddenPage.evaluate(async () => {
    await chrome.runtime.sendMessage({ type: 'refreshServiceStatus' });
    await chrome.runtime.sendMessage({ type: 'refresh', trigger: 'click' });
  });
  await agentBrowser.hiddenPage.evaluate(() =>
    chrome.tabs.create({ url: '/popup/index.html', active: false }),
  );
  const popup = popupOn(await agentBrowser.waitForWindow('popup/index.html'));
  await until(async () => (await popup.rows.count()) === 2);
  const [session] = sessionsOf(await agentBrowser.storage('session')) ?? [];
  const grown = Array.from({ length: 20 }, (_, index) => ({ ...session, session_id: `grown-${index}` }));
  await agentBrowser.store('session', snapshotOf(grown as ListedSession[], Date.now()));
  await until(async () => (await popup.rows.count()) === firstSessions);
  await popup.page.bringToFront();
  await until(async () => (await popup.rows.count()) === 20);
  await popup.refresh();
  await until(async () => (await popup.rows.count()) === 2);
  await popup.close();
});

test('how old the number is: counted along while the popup is open, and by the clock when that is long ago', async () => {
  const { agentBrowser, liveChat } = scene;
  // Opening the popup is no reason to ask anew within a minute of this.
  await agentBrowser.hiddenPage.evaluate(() =>
    chrome.runtime.sendMessage({ type: 'refresh', trigger: 'click' }),
  );
  const popup = await openPopup(agentBrowser);
  await popup.age.waitFor();
  const age = async () => (await popup.age.text()) ?? '';
  const since = Date.now() - Date.parse((await popup.ageTime.attribute('datetime')) ?? '');
  expect(since).toBeLessThan(15_000);
  const seconds = async () => Number(/^Updated (\d+) seconds? ago$/.exec(await age())?.[1] ?? 0);
  const first = await seconds();
  await until(async () => (await seconds()) > first);

  onTestFinished(liveChat.faults.add({ match: { path: '/v2/sessions' }, kind: 'drop' }));
  await agentBrowser.letPass(5 * 60_000);
  await until(async () => (await age()) === 'Updated 5 minutes ago');
  await agentBrowser.letPass(2 * 60 * 60_000);
  const at = await popup.page.evaluate(
    (time) => new Intl.DateTimeFormat('en-US', { timeStyle: 'short' }).format(Date.parse(time ?? '')),
    await popup.ageTime.attribute('datetime'),
  );
  await until(async () => (await age()).endsWith(at) && /^Updated /.test(await age()));
  expect(await popup.ageTime.attribute('title')).toContain(at);
  await popup.close();
});

test.each([
  ['Chats', '/chats'],
  ['Archives', '/archives'],
  ['Team', '/team'],
  ['LiveChat settings', '/settings'],
])('the link “%s” opens LiveChat in a tab of its own, which learns nothing about us', async (name, path) => {
  const { agentBrowser, liveChat } = scene;
  // The page tells what it has learnt.
  const body =
    '<script>fetch("/learnt?" + new URLSearchParams({ referrer: document.referrer, opener }))</script>';
  onTestFinished(liveChat.faults.add({ match: { path }, kind: 'body', body, contentType: 'text/html' }));
  const tabs = () =>
    agentBrowser.hiddenPage.evaluate(async () => (await chrome.tabs.query({})).map(({ id }) => id));
  const before = { tabs: await tabs(), requests: liveChat.requests.length };
  const popup = await openPopup(agentBrowser);
  const link = popup.appLink(path);
  const shown = await link.waitFor();
  expect(await link.text()).toBe(name);
  // The popup goes when the tab comes, and then nobody tells that the click has ended.
  void shown.click().catch(() => undefined);
  const asked = () =>
    liveChat.requests.slice(before.requests).filter(({ host }) => host === 'my.livechatinc.com');
  await until(() => asked().some((each) => each.path === '/learnt'));
  expect(asked()[0]).toMatchObject({ method: 'GET', path, query: {}, hasToken: false });
  expect(asked().find((each) => each.path === '/learnt')?.query).toEqual({ referrer: '', opener: 'null' });
  await popup.close().catch(() => undefined);
  const added = async () => (await tabs()).filter((id) => !before.tabs.includes(id));
  await until(async () => (await added()).length === 1);
  await agentBrowser.hiddenPage.evaluate(([id]) => chrome.tabs.remove(id ?? 0), await added());
  await until(async () => (await added()).length === 0);
});

if (testedBrowser === 'chrome') {
  // In Firefox, `page.goto()` of a page of ours never resolves.
  // Firefox forgets what is installed for a test when it ends.
  test('a restarted browser is still signed in', async () => {
    await scene.agentBrowser.restart();
    await until(async () => (await badgeText()) === '2');
    const popup = await openPopup(scene.agentBrowser);
    await popup.rows.waitFor();
    await popup.close();
    expect(scene.liveChat.reuseAttempts).toBe(0);
  });
}

test('no token is in the popup, its address, the titles or what is on the disk but the refresh token', async () => {
  const { issuedTokens } = scene.liveChat;
  const popup = await openPopup(scene.agentBrowser);
  await popup.rows.waitFor();
  const visible = [
    await popup.page.content(),
    ...(await scene.agentBrowser.addresses()),
    (await scene.agentBrowser.badge()).title,
  ].join('\n');
  const { credentials, ...local } = await scene.agentBrowser.storage('local');
  for (const token of issuedTokens) {
    expect(visible).not.toContain(token);
    expect(JSON.stringify(local)).not.toContain(token);
  }
  expect(credentials).toHaveProperty('refreshToken');
  await popup.close();
});

test('signing out revokes our tokens, clears storage and the badge', async () => {
  const { accessToken } = (await scene.agentBrowser.storage('session')) as { accessToken: { value: string } };
  const popup = await openPopup(scene.agentBrowser);
  await popup.signOutHere();
  await popup.signIn.waitFor();
  await until(async () => (await badgeText()) === '');
  await until(async () => !('credentials' in (await scene.agentBrowser.storage('local'))));
  await until(async () => !('snapshot' in (await scene.agentBrowser.storage('session'))));
  await until(() =>
    scene.liveChat.requests.some(({ method, status }) => method === 'DELETE' && status === 200),
  );
  const info = await scene.liveChat.fetch(
    new Request('https://accounts.livechat.com/v2/info', {
      headers: { authorization: `Bearer ${accessToken.value}` },
    }),
  );
  expect(info.status).toBe(401);
  await popup.close();
});

test('no page and no worker complained', async () => {
  expect(await scene.agentBrowser.problems()).toEqual([]);
});
