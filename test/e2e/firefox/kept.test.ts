import { spawnSync } from 'node:child_process';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Browser as WebExtension } from 'webextension-polyfill';
import { openPopup } from '../pages/popup.ts';
import { extensionOrigin, findBrowser, type Scene, signIn, startScene, until } from '../support/index.ts';

declare const chrome: WebExtension;

/** Other releases install no add-on without a signature for good; CI has to have this one. */
const isEsr = () =>
  spawnSync(findBrowser('firefox'), ['--version'], { encoding: 'utf8' }).stdout.includes('esr');

describe.runIf(process.env['CI'] || isEsr())('installed for good', () => {
  let scene: Scene;
  beforeAll(async () => {
    scene = await startScene({ keepExtension: true });
    await signIn(scene.agentBrowser, scene.agent);
  });
  afterAll(() => scene?.end());

  test('a restarted Firefox is still signed in, counts, and goes on counting', async () => {
    const { agentBrowser, agent, liveChat } = scene;
    liveChat.addSession(agent.email, {
      user_agent: 'Mozilla/5.0 (X11; Linux x86_64; rv:153.0) Gecko/20100101 Firefox/153.0',
    });
    await agentBrowser.restart();
    // That is news, as it was not there before the restart.
    await until(async () => (await agentBrowser.badge()).text === '2!');
    expect((await agentBrowser.badge()).title).toBe('New session: Firefox on Linux');
    const popup = await openPopup(agentBrowser);
    await until(async () => (await popup.count.text()) === '2');
    expect(await popup.rows.count()).toBe(2);
    expect(await agentBrowser.alarmPeriod('poll')).toBe(60_000);
    expect(liveChat.reuseAttempts).toBe(0);
    const welcome = await agentBrowser.hiddenPage.evaluate(
      (url) =>
        (chrome.runtime as unknown as { getContexts(filter: object): Promise<object[]> }).getContexts({
          documentUrls: [url],
        }),
      `${extensionOrigin}welcome/index.html`,
    );
    expect(welcome).toEqual([]);
    await popup.close();
    liveChat.addSession(agent.email, {});
    await agentBrowser.nextPoll();
    await until(async () => (await agentBrowser.badge()).text === '3!');
    expect(await agentBrowser.problems()).toEqual([]);
  });
});
