import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Browser as WebExtension } from 'webextension-polyfill';
import { type Description, defaultDescription } from '../livechat-server/description.ts';
import { worstDescriptions } from '../livechat-server/descriptions.ts';
import { isRight } from './fault-matrix/case.ts';
import { openPopup } from './pages/popup.ts';
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

/**
 * The LiveChats that differ most from the stand-in's default, in Chromium. `test/unit/background/many-livechats.test.ts`
 * meets a thousand, in a browser in memory.
 */

/** The extension API, inside the functions that run in the extension. */
declare const chrome: WebExtension;

/** Sets the stage for one LiveChat: an agent of its own, signed out, whom LiveChat's cookie does not know. */
async function beginAnew(
  scene: ChromiumScene,
  name: string,
  grant: 'code' | 'implicit',
): Promise<ChromiumScene> {
  const { agentBrowser, liveChat } = scene;
  liveChat.description = defaultDescription;
  await agentBrowser.send({ type: 'cancelSignIn' });
  await agentBrowser.send({ type: 'signOut', scope: 'here' });
  await until(async () => (await agentBrowser.badge()).text === '');
  const { browser } = agentBrowser;
  await until(() => !browser.targets().some((each) => /authorize|livechat(inc)?\.com/.test(each.url())));
  await forgetLogin(scene);
  await agentBrowser.store('local', { settings: { clientId, grant } });
  const agent = liveChat.addAgent({ email: `${name}-${grant}@example.com` });
  liveChat.addSession(agent.email);
  return { ...scene, agent };
}

/** Removes LiveChat's cookie. */
async function forgetLogin({ agentBrowser }: ChromiumScene): Promise<void> {
  const { browser } = agentBrowser;
  await browser.deleteCookie(...(await browser.cookies()));
}

/** Waits for the right number; if it does not come, tells what is there instead. */
async function untilRight(here: ChromiumScene, when: string): Promise<void> {
  const { agentBrowser } = here;
  await until(async () => isRight(await agentBrowser.badge(), numberAt(here)), 12_000).catch(async () => {
    const { connection } = await agentBrowser.storage('local');
    const found = JSON.stringify([await agentBrowser.badge(), connection]);
    throw new Error(`Not the right number, ${numberAt(here)}, ${when}, but ${found}`);
  });
}

/** Presses the popup's sign-in button, whatever else it shows, and logs in. */
async function signIn(here: ChromiumScene, when: string): Promise<void> {
  await startSignIn(here.agentBrowser);
  await logIn(here.agentBrowser, here.agent);
  await untilRight(here, when);
}

/** Signs in anew while signed in: LiveChat's cookie knows the agent. */
async function signInOver({ agentBrowser }: ChromiumScene): Promise<void> {
  const signInId = async () =>
    ((await agentBrowser.storage('local'))['connection'] as { signInId?: number }).signInId;
  const before = await signInId();
  await agentBrowser.send({ type: 'signIn' });
  await until(
    async () => (await signInId()) !== before && !('signIn' in (await agentBrowser.storage('session'))),
  );
  // An unseen renewal asks whether it is still the same agent.
  await until(async () => 'agent' in (await agentBrowser.storage('local')));
}

const names = Object.keys(worstDescriptions) as (keyof typeof worstDescriptions)[];
const differInTokens = ['bareTokens', 'absurdLifetimes', 'sameTokens', 'oldHost'];
const cases = [
  ...names.map((name) => [name, 'code'] as const),
  ...names.filter((name) => differInTokens.includes(name)).map((name) => [name, 'implicit'] as const),
];

/**
 * Tells whether it is tried to log in unseen, which takes ten seconds to fail: only where what is asked then is not
 * answered as by default.
 */
const failsUnseen = (name: (typeof names)[number]): boolean => 'infoWithoutToken' in worstDescriptions[name];

// Two browsers at the same time, of which one waits most of the time.
describe.concurrent.each([
  ['after an unseen login', cases.filter(([name]) => failsUnseen(name))],
  ['at once', cases.filter(([name]) => !failsUnseen(name))],
] as const)('where the agent is told %s that the tokens are refused', (_, cases) => {
  let scene: ChromiumScene;
  beforeAll(async () => {
    scene = await startChromiumScene();
    const client = scene.liveChat.clients.get(clientId);
    client?.redirectUris.push(caughtUri);
    if (client) client.allowCustomSchemesWithoutPkce = true;
  });
  afterAll(() => scene?.end());

  test.sequential.each(cases)('%s, %s', { timeout: 90_000 }, async (name, grant) => {
    const here = await beginAnew(scene, name, grant);
    const { agentBrowser, liveChat, agent } = here;
    const description: Description = { ...defaultDescription, ...worstDescriptions[name] };
    liveChat.description = description;
    await signIn(here, 'after the first sign-in');

    const popup = await openPopup(agentBrowser);
    await until(async () => (await popup.rows.count()) === Number(numberAt(here)));
    await popup.close();

    await signInOver(here);
    liveChat.expireAccessTokens(agent.email);
    changeNumber(here);
    await agentBrowser.nextPoll();
    await untilRight(here, 'after the access token has expired');

    liveChat.revokeAllTokens(agent.email);
    await forgetLogin(here);
    if (!failsUnseen(name)) {
      await agentBrowser.hiddenPage.evaluate(() => chrome.storage.local.remove('agent'));
    }
    await agentBrowser.nextPoll();
    await until(async () => {
      const badge = await agentBrowser.badge();
      return !isRight(badge, `${Number.parseInt(badge.text, 10)}`);
    });
    await signIn(here, 'after all tokens were revoked');
  });

  test.sequential('no page and no worker complained', async () => {
    expect(await scene.agentBrowser.problems()).toEqual([]);
  });
});
