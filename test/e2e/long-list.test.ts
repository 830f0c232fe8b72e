import { afterAll, beforeAll, expect, test } from 'vitest';
import { firstSessions, sessionsOf } from '../../src/state/snapshot.ts';
import { type Scene, signIn, startScene, textOf, until } from './support/index.ts';
import { rowsOf } from './support/session-list.ts';

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

  const popup = await agentBrowser.openPopup();
  await until(async () => (await textOf(popup, '#count')) === '8,000');
  await until(async () => (await rowsOf(popup)).length > firstSessions);
  const session = await agentBrowser.storage('session');
  const listed = sessionsOf(session)?.length ?? 0;
  expect(listed).toBeGreaterThan(2_000);
  expect(await textOf(popup, '#unlisted')).toBe(
    `${(total - listed).toLocaleString('en-US')} more sessions are not listed: the browser has no room for them.`,
  );
  expect((await rowsOf(popup))[0]).toContain('Chrom');
  await popup.close();

  for (const { session_id } of liveChat.sessionsOf(agent.email).slice(2)) liveChat.removeSession(session_id);
  await agentBrowser.nextPoll();
  await until(async () => (await agentBrowser.badge()).text === '2');
  const after = await agentBrowser.openPopup();
  await until(async () => (await rowsOf(after)).length === 2);
  expect(await after.$('#unlisted')).toBeNull();
  await after.close();
});

test('no page and no worker complained', async () => {
  expect(await scene.agentBrowser.problems()).toEqual([]);
});
