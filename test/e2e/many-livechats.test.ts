import { afterAll, beforeAll, expect, test } from 'vitest';
import { defaultDescription } from '../livechat-server/description.ts';
import { worstDescriptions } from '../livechat-server/descriptions.ts';
import { isRight } from './fault-matrix/case.ts';
import {
  type ChromiumScene,
  caughtUri,
  clientId,
  logIn,
  startChromiumScene,
  startSignIn,
  until,
} from './support/index.ts';
import { changeNumber, numberAt } from './support/session-count.ts';
import { rowsOf } from './support/session-list.ts';

/**
 * The LiveChats that differ most from the stand-in's default, in Chromium. `test/unit/background/many-livechats.test.ts`
 * meets a thousand, in a browser in memory.
 */

let scene: ChromiumScene;
beforeAll(async () => {
  scene = await startChromiumScene();
  const client = scene.liveChat.clients.get(clientId);
  client?.redirectUris.push(caughtUri);
  if (client) client.allowCustomSchemesWithoutPkce = true;
});
afterAll(() => scene?.end());

/** Signed out, with no window of ours open, and LiveChat does not know the agent. */
async function beginAnew(grant: 'code' | 'implicit'): Promise<void> {
  const { agentBrowser, liveChat, agent } = scene;
  liveChat.description = defaultDescription;
  await agentBrowser.send({ type: 'cancelSignIn' });
  await agentBrowser.send({ type: 'signOut', scope: 'here' });
  await until(async () => (await agentBrowser.badge()).text === '');
  const { browser } = agentBrowser;
  await until(() => !browser.targets().some((each) => /authorize|livechat(inc)?\.com/.test(each.url())));
  await browser.deleteCookie(...(await browser.cookies()));
  for (const { session_id } of liveChat.sessionsOf(agent.email)) liveChat.removeSession(session_id);
  await agentBrowser.store('local', { settings: { clientId, grant } });
}

/** Waits for the right number; if it does not come, tells what is there instead. */
async function untilRight(when: string): Promise<void> {
  const { agentBrowser } = scene;
  await until(async () => isRight(await agentBrowser.badge(), numberAt(scene)), 12_000).catch(async () => {
    const { connection } = await agentBrowser.storage('local');
    const found = JSON.stringify([await agentBrowser.badge(), connection]);
    throw new Error(`Not the right number, ${numberAt(scene)}, ${when}, but ${found}`);
  });
}

/** Presses the popup's sign-in button, whatever else it shows, and logs in. */
async function signIn(when: string): Promise<void> {
  await startSignIn(scene.agentBrowser);
  await logIn(scene.agentBrowser, scene.agent);
  await untilRight(when);
}

const names = Object.keys(worstDescriptions) as (keyof typeof worstDescriptions)[];
const differInTokens = ['bareTokens', 'absurdLifetimes', 'sameTokens', 'oldHost'];
const cases = [
  ...names.map((name) => [name, 'code'] as const),
  ...names.filter((name) => differInTokens.includes(name)).map((name) => [name, 'implicit'] as const),
];

test.each(cases)('%s, %s', { timeout: 90_000 }, async (name, grant) => {
  const { agentBrowser, liveChat, agent } = scene;
  await beginAnew(grant);
  liveChat.description = { ...defaultDescription, ...worstDescriptions[name] };
  liveChat.addSession(agent.email);
  await signIn('after the first sign-in');

  const popup = await agentBrowser.openPopup();
  await until(async () => (await rowsOf(popup)).length === Number(numberAt(scene)));
  await popup.close();

  liveChat.expireAccessTokens(agent.email);
  changeNumber(scene);
  await agentBrowser.nextPoll();
  await untilRight('after the access token has expired');

  for (const { session_id } of liveChat.sessionsOf(agent.email)) liveChat.removeSession(session_id);
  liveChat.addSession(agent.email);
  await agentBrowser.nextPoll();
  await until(async () => {
    const { text } = await agentBrowser.badge();
    return text === '!' || text.endsWith('?');
  });
  await signIn('after all tokens were revoked');
});

test('no page and no worker complained', async () => {
  expect(await scene.agentBrowser.problems()).toEqual([]);
});
