import { afterAll, beforeAll, expect, test } from 'vitest';
import type { Browser as WebExtension } from 'webextension-polyfill';
import { openSettings } from '../pages/settings-page.ts';
import { inBrowserWindow } from '../support/in-browser-window.ts';
import { type Scene, signIn, startScene, until } from '../support/index.ts';

declare const chrome: WebExtension;

/** Without a screen Firefox shows no notification for longer than a moment: a desktop that leaves each where it is. */
const patientDesktop = `
  Components.manager.QueryInterface(Ci.nsIComponentRegistrar).registerFactory(
    Components.ID(Services.uuid.generateUUID().toString()),
    'patient desktop',
    '@mozilla.org/alerts-service;1',
    {
      QueryInterface: ChromeUtils.generateQI(['nsIFactory']),
      createInstance: (type) =>
        ({
          QueryInterface: ChromeUtils.generateQI(['nsIAlertsService']),
          showAlert: (alert, listener) => listener?.observe(null, 'alertshow', alert.cookie),
          closeAlert: () => {},
        }).QueryInterface(type),
    },
  );
  '';
`;

let scene: Scene;
beforeAll(async () => {
  scene = await startScene();
  await signIn(scene.agentBrowser, scene.agent);
  await inBrowserWindow(scene.agentBrowser.browser, patientDesktop);
  const options = await openSettings(scene.agentBrowser);
  await options.notifications.click();
  await until(async () => {
    const { settings } = await scene.agentBrowser.storage('local');
    return (settings as { notifications?: boolean }).notifications;
  });
  await options.close();
});
afterAll(() => scene?.end());

const shown = () =>
  scene.agentBrowser.hiddenPage.evaluate(async () => Object.values(await chrome.notifications.getAll()));

test('a new session is told by a desktop notification, which has no buttons, and “Refresh” goes well', async () => {
  scene.liveChat.addSession(scene.agent.email, {
    user_agent: 'Mozilla/5.0 (Macintosh; Intel Mac OS X 10.15; rv:144.0) Gecko/20100101 Firefox/144.0',
  });
  // As the popup's "Refresh", which says that the extension could not answer where this is rejected.
  const refresh = () =>
    scene.agentBrowser.hiddenPage.evaluate(() =>
      chrome.runtime.sendMessage({ type: 'refresh', trigger: 'click' }),
    );
  await until(async () => {
    // One that joins a request of before the session finds nothing new.
    expect(await refresh()).toBeUndefined();
    // Not the badge: the popup's page, from which the agent has signed in, may be seen again, and puts the news away.
    return (await shown()).length > 0;
  });
  expect(await shown()).toMatchObject([{ title: 'New session: Firefox on macOS' }]);
  const { diagnostics } = await scene.agentBrowser.storage('local');
  expect(JSON.stringify(diagnostics)).not.toContain('fault');
});

test('what nobody catches on a page becomes a line of the diagnostics', async () => {
  const options = await openSettings(scene.agentBrowser);
  await options.page.evaluate(() => {
    setTimeout(() => void Promise.reject(new RangeError('of nobody’s concern')));
  });
  await until(async () => {
    const { diagnostics } = await scene.agentBrowser.storage('local');
    return JSON.stringify(diagnostics).includes('"RangeError","where":"options"');
  });
});
