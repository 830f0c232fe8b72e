import { afterAll, beforeAll, expect, test } from 'vitest';
import { firstSessions, sessionsOf } from '../../src/state/snapshot.ts';
import { openPopup } from './pages/popup.ts';
import { type Scene, signIn, startScene, until } from './support/index.ts';

/** As long as they are kept. */
const longUserAgent = `Mozilla/5.0 (Windows NT 10.0; Win64; x64; rv:153.0) Gecko/20100101 Firefox/153.0 ${'x'.repeat(1_500)}`;

let scene: Scene;
beforeAll(async () => {
  scene = await startScene();
  await signIn(scene.agentBrowser, scene.agent);
});
afterAll(() => scene?.end());

test('a list that is longer than storage has room for: the number is right, and the rest is told', async () => {
  const { agentBrowser, agent, liveChat } = scene;
  const total = 8_000;
  for (let count = 1; count < total; count++) liveChat.addSession(agent.email, { user_agent: longUserAgent });
  await agentBrowser.nextPoll();
  await until(async () => (await agentBrowser.badge()).text === '9+!');
  const { connection } = await agentBrowser.storage('local');
  expect(connection).toMatchObject({ status: 'signedIn', known: { count: total } });
  expect(connection).not.toHaveProperty('trouble');

  const popup = await openPopup(agentBrowser);
  await until(async () => (await popup.count.text()) === '8,000');
  await until(async () => (await popup.rows.count()) > firstSessions);
  const session = await agentBrowser.storage('session');
  const listed = sessionsOf(session)?.length ?? 0;
  expect(listed).toBeGreaterThan(2_000);
  expect(await popup.unlisted.text()).toBe(
    `${(total - listed).toLocaleString('en-US')} more sessions are not listed: the browser has no room for them.`,
  );
  expect((await popup.rows.texts())[0]).toContain('Chrom');
  await popup.close();

  for (const { session_id } of liveChat.sessionsOf(agent.email).slice(2)) liveChat.removeSession(session_id);
  await agentBrowser.nextPoll();
  await until(async () => (await agentBrowser.badge()).text === '2');
  const after = await openPopup(agentBrowser);
  await until(async () => (await after.rows.count()) === 2);
  expect(await after.unlisted.isThere()).toBe(false);
  await after.close();
});

test('no page and no worker complained', async () => {
  expect(await scene.agentBrowser.problems()).toEqual([]);
});
