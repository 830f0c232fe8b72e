import { afterAll, beforeAll, beforeEach, describe, expect, onTestFinished, test, vi } from 'vitest';
import type { Browser as WebExtension } from 'webextension-polyfill';
import { waitForAuthorizeWindow } from './pages/authorize-window.ts';
import { waitForLoginPage } from './pages/login-page.ts';
import { openPopup } from './pages/popup.ts';
import { settingsPageOn } from './pages/settings-page.ts';
import {
  clientId,
  logIn,
  redirectUri,
  type Scene,
  signIn,
  startScene,
  startSignIn,
  until,
  words,
} from './support/index.ts';

let scene: Scene;
beforeAll(async () => {
  scene = await startScene();
});
afterAll(() => scene?.end());

/** Back to signed out, with no window of ours open. */
beforeEach(async () => {
  const { agentBrowser, liveChat } = scene;
  liveChat.nextError = undefined;
  liveChat.answerScript = undefined;
  const popup = await openPopup(agentBrowser);
  await popup.buttons.waitFor();
  for (const command of [{ type: 'cancelSignIn' }, { type: 'signOut', scope: 'here' }]) {
    await popup.page.evaluate((message) => chrome.runtime.sendMessage(message), command);
  }
  await popup.close();
  await until(
    () => !agentBrowser.browser.targets().some((each) => /authorize|livechat\.com/.test(each.url())),
  );
  await agentBrowser.setClientId(clientId);
});

/** The extension API, inside the functions that run in the extension. */
declare const chrome: WebExtension;

const badgeText = async () => (await scene.agentBrowser.badge()).text;

/** LiveChat does not know the agent: it will show its login form. */
const forgetLogin = async () => {
  const { browser } = scene.agentBrowser;
  await browser.deleteCookie(...(await browser.cookies()));
};

async function startAndReachLogin() {
  await forgetLogin();
  await startSignIn(scene.agentBrowser);
  const authorize = await waitForAuthorizeWindow(scene.agentBrowser);
  const login = await waitForLoginPage(scene.agentBrowser);
  return { authorize, login };
}

describe('signed out', () => {
  test('the sign-in button has the focus, and the status page is shown', async () => {
    const popup = await openPopup(scene.agentBrowser);
    await until(() => popup.signIn.hasFocus());
    await until(async () => (await popup.body.text())?.includes('All LiveChat systems work'));
    expect(await badgeText()).toBe('');
    await popup.close();
  });

  test('without a client ID it says what to set up, and leads there', async () => {
    await scene.agentBrowser.setClientId('');
    const popup = await openPopup(scene.agentBrowser);
    expect(await popup.signIn.isThere()).toBe(false);
    await popup.setUp.click();
    const options = settingsPageOn(await scene.agentBrowser.waitForWindow('options/index.html'));
    await options.redirectUri.waitFor();
    expect(await options.redirectUri.text()).toBe(redirectUri);
    await options.clientId.type(clientId);
    await options.page.keyboard.press('Tab');
    await until(async () => {
      const { settings } = await scene.agentBrowser.storage('local');
      return (settings as { clientId?: string }).clientId === clientId;
    });
    // It took the place of the window's only tab.
    await options.page.goto('about:blank');
  });
});

describe('signing in', () => {
  test('the whole way: popup, login form, consent, badge, list', async () => {
    await forgetLogin();
    scene.liveChat.addSession(scene.agent.email, { ip: '203.0.113.7' });
    await signIn(scene.agentBrowser, scene.agent);
    expect(await badgeText()).toBe('2');
    const popup = await openPopup(scene.agentBrowser);
    await popup.rows.waitFor();
    expect(await popup.count.text()).toBe('2');
    expect(await popup.list.text()).toContain('203.0.113.7');
    expect(await popup.list.text()).toContain('This browser');
    await popup.close();
  });

  test('the authorize window closes within a second of the answer', async () => {
    const { authorize, login } = await startAndReachLogin();
    await logIn(scene.agentBrowser, scene.agent);
    expect(login.page.isClosed()).toBe(true);
    await vi.waitUntil(() => authorize.page.isClosed(), { timeout: 1_000 });
  });

  test('asks for a state, an S256 code challenge, our scope and our redirect URI', async () => {
    const { login } = await startAndReachLogin();
    const asked = new URL(login.page.url()).searchParams;
    expect(asked.get('state')?.length).toBeGreaterThanOrEqual(43);
    expect(asked.get('code_challenge')).toMatch(/^[\w-]{43}$/);
    expect(asked.get('code_challenge_method')).toBe('S256');
    expect(asked.get('scope')).toBe('sessions--my:rw');
    expect(asked.get('redirect_uri')).toBe(redirectUri);
  });

  // That it comes to the front, a test by real mouse and keyboard tells.
  test('a second click opens no second window', async () => {
    await startAndReachLogin();
    const popup = await openPopup(scene.agentBrowser);
    await popup.showWindow.click();
    // The background deals with one command after the other.
    await popup.page.evaluate(() => chrome.runtime.sendMessage({ type: 'undoEnding', sessionId: 'none' }));
    const pages = await scene.agentBrowser.browser.pages();
    expect(pages.filter((page) => page.url().includes('/authorize/'))).toHaveLength(1);
    expect(pages.filter((page) => page.url().includes('livechat.com'))).toHaveLength(1);
    await popup.close();
  });

  test('the agent closes the login window: the authorize window says so and offers to try again', async () => {
    const { authorize, login } = await startAndReachLogin();
    await login.close();
    await until(async () => (await authorize.message.text())?.includes(words('error_login_window_closed')));
    expect(await badgeText()).toBe('…');
    await authorize.tryAgain.click();
    await logIn(scene.agentBrowser, scene.agent);
    await until(async () => /^\d+$/.test(await badgeText()));
  });

  test('the agent gives a sign-in up that did not succeed: the popup says why, until the next one begins', async () => {
    const { authorize, login } = await startAndReachLogin();
    await login.close();
    await authorize.tryAgain.waitFor();
    await authorize.close();
    const popup = await openPopup(scene.agentBrowser);
    expect(await (await popup.signInFailure.waitFor()).evaluate((line) => line.textContent)).toBe(
      words('error_login_window_closed'),
    );
    await popup.signIn.click();
    await waitForAuthorizeWindow(scene.agentBrowser);
    await until(async () => !('signInFailure' in (await scene.agentBrowser.storage('session'))));
    await popup.close();
  });

  test('LiveChat cannot be reached: when the agent closes the error page, the authorize window says so', async () => {
    await scene.line.pull();
    onTestFinished(() => scene.line.plugIn());
    await startSignIn(scene.agentBrowser);
    const authorize = await waitForAuthorizeWindow(scene.agentBrowser);
    const loginTabId = await until(async () => {
      const { signIn } = await scene.agentBrowser.storage('session');
      return (signIn as { loginTabId?: number } | undefined)?.loginTabId;
    });
    const isErrorPage = async () =>
      scene.agentBrowser.hiddenPage.evaluate(
        async (id) => (await chrome.tabs.get(id)).title === 'accounts.livechat.com',
        loginTabId ?? 0,
      );
    await until(isErrorPage);
    expect(await authorize.message.text()).toContain('Finish in the LiveChat window');
    await scene.agentBrowser.hiddenPage.evaluate((id) => chrome.tabs.remove(id), loginTabId ?? 0);
    await until(async () => (await authorize.message.text())?.includes('could not be reached'));
    expect(await authorize.redirectUri.isThere()).toBe(false);
  });

  test('a login page that cuts its window off: the authorize window says so, and what else to try', async () => {
    await forgetLogin();
    const headers = { 'Cross-Origin-Opener-Policy': 'same-origin', 'Content-Type': 'text/html' };
    const body = '<!doctype html><title>A company’s login</title>';
    onTestFinished(
      scene.liveChat.faults.add({ match: { path: '/' }, kind: 'status', status: 200, headers, body }),
    );
    await startSignIn(scene.agentBrowser);
    const authorize = await waitForAuthorizeWindow(scene.agentBrowser);
    await until(async () => (await authorize.message.text())?.includes('cannot answer any more'));
    await authorize.tryRedirect.waitFor();
    await scene.agentBrowser.waitForWindow('https://accounts.livechat.com/');
  });

  test('the agent closes the authorize window: cancelled, the login window goes too', async () => {
    const { authorize, login } = await startAndReachLogin();
    await authorize.close();
    await until(() => login.page.isClosed());
    await until(async () => (await badgeText()) === '');
    expect(await scene.agentBrowser.storage('session')).not.toHaveProperty('transaction');
  });

  test('the implicit grant', async () => {
    await forgetLogin();
    await scene.agentBrowser.store('local', { settings: { clientId, grant: 'implicit' } });
    const client = scene.liveChat.clients.get(clientId);
    if (client) client.allowCustomSchemesWithoutPkce = true;
    await signIn(scene.agentBrowser, scene.agent);
    expect(await scene.agentBrowser.storage('local')).not.toHaveProperty('credentials');
    expect(await badgeText()).toMatch(/^\d+$/);
  });
});

describe('LiveChat refuses', () => {
  const refusals: [Record<string, string>, string][] = [
    [{ oauth_exception: 'invalid_request' }, 'found the request incomplete'],
    [{ oauth_exception: 'unauthorized_client' }, 'does not know this app'],
    [{ oauth_exception: 'access_denied' }, 'Access was not allowed'],
    [
      { oauth_exception: 'unsupported_response_type' },
      'does not allow the way in which your sign-in is kept',
    ],
    [{ oauth_exception: 'invalid_scope' }, 'sessions--my:rw is not available'],
    [{ oauth_exception: 'server_error' }, 'trouble of its own'],
    [{ oauth_exception: 'temporarily_unavailable' }, 'not available right now'],
    [{ oauth_exception: 'missing_grant' }, 'withdrawn or has changed'],
    [{ identity_exception: 'unauthorized' }, 'does not see you as signed in'],
    [{ identity_exception: 'identity_lost' }, 'does not know any more who you are'],
    [{ identity_exception: 'credentials_login_disabled' }, 'does not allow passwords'],
    [{ oauth_exception: 'unauthorized_client', exception_details: 'client_id_not_found' }, 'this client ID'],
    [
      { oauth_exception: 'invalid_request', exception_details: 'redirect_uri_not_set' },
      'no return address (redirect URI) yet',
    ],
    [
      { oauth_exception: 'invalid_request', exception_details: 'invalid_redirect_uri' },
      'not on your app’s list',
    ],
    [{ oauth_exception: 'access_denied', exception_details: 'too_many_redirects' }, 'Wait half a minute'],
    [{ oauth_exception: '<b>__proto__</b>' }, 'gave no reason that is known here'],
  ];

  test('each of its errors has words that say what to do', async () => {
    const [[first, firstWords] = [], ...others] = refusals;
    scene.liveChat.nextError = first as never;
    await startSignIn(scene.agentBrowser);
    const authorize = await waitForAuthorizeWindow(scene.agentBrowser);
    await until(async () => (await authorize.message.text())?.includes(firstWords ?? ''));
    // From here on LiveChat's window is the page itself: what LiveChat would say there is all that differs.
    await authorize.page.evaluateOnNewDocument(() => {
      window.open = () => {
        document.documentElement.dataset['opened'] = '';
        return window;
      };
    });
    for (const [error, words] of others) {
      await authorize.tryAgain.click();
      await authorize.page.waitForSelector('html[data-opened]');
      await authorize.page.evaluate(
        (data) => {
          const origin = 'https://accounts.livechat.com';
          dispatchEvent(new MessageEvent('message', { data, origin, source: window }));
        },
        { error },
      );
      await until(async () => (await authorize.message.text())?.includes(words));
      expect(await authorize.tryAgain.hasFocus()).toBe(true);
    }
    expect(await scene.agentBrowser.storage('session')).not.toHaveProperty('accessToken');
  });

  test('asked again after a refusal, it may say yes', async () => {
    scene.liveChat.nextError = { oauth_exception: 'server_error' };
    await startSignIn(scene.agentBrowser);
    const authorize = await waitForAuthorizeWindow(scene.agentBrowser);
    await authorize.tryAgain.click();
    await until(async () => /^\d+$/.test(await badgeText()));
  });

  test('the agent denies', async () => {
    scene.liveChat.grantsAutomatically.set(scene.agent.email, false);
    await startSignIn(scene.agentBrowser);
    const authorize = await waitForAuthorizeWindow(scene.agentBrowser);
    await until(async () => (await authorize.message.text())?.includes('Access was not allowed'));
    scene.liveChat.grantsAutomatically.delete(scene.agent.email);
  });

  test('an unknown client ends on LiveChat’s error page; the redirect URI to whitelist is shown', async () => {
    await scene.agentBrowser.setClientId('unknown');
    await startSignIn(scene.agentBrowser);
    const authorize = await waitForAuthorizeWindow(scene.agentBrowser);
    const errorPage = await scene.agentBrowser.waitForWindow('https://accounts.livechat.com/ooops');
    await errorPage.close();
    await until(async () => (await authorize.message.text())?.includes(words('error_login_window_closed')));
    await authorize.showedError.click();
    expect(await authorize.redirectUri.text()).toBe(redirectUri);
  });
});

describe('hostile answers', () => {
  test('a message that is not from the login window changes nothing: the right one still counts', async () => {
    const { authorize, login } = await startAndReachLogin();
    const { transaction } = await scene.agentBrowser.storage('session');
    const { state } = transaction as { state: string };
    const forgeries = [{ data: { state, code: 'forged' } }, { error: { oauth_exception: 'access_denied' } }];
    for (const forgery of forgeries) {
      // From the authorize window itself.
      await authorize.page.evaluate((forged) => postMessage(forged, '*'), forgery);
      // From another window of LiveChat's origin.
      await login.page.evaluate((forged) => {
        const other = open('about:blank', '', 'popup');
        if (!other) throw new Error('The other window did not open');
        const script = other.document.createElement('script');
        script.textContent = `opener.opener.postMessage(${JSON.stringify(forged)}, '*'); close();`;
        other.document.head.append(script);
      }, forgery);
    }
    expect(await authorize.message.text()).toContain('Finish in the LiveChat window');
    expect(await scene.agentBrowser.storage('session')).toHaveProperty('transaction', transaction);
    await logIn(scene.agentBrowser, scene.agent);
    await until(async () => /^\d+$/.test(await badgeText()));
  });

  test('an answer with a wrong state changes nothing', async () => {
    scene.liveChat.answerScript = (_, origin) =>
      `opener.postMessage({data: {state: 'wrong', code: 'forged'}}, ${JSON.stringify(origin)})`;
    await startSignIn(scene.agentBrowser);
    const authorize = await waitForAuthorizeWindow(scene.agentBrowser);
    const login = await waitForLoginPage(scene.agentBrowser);
    await until(async () => (await login.page.content()).includes('forged'));
    expect(await authorize.message.text()).toContain('Finish in the LiveChat window');
    expect(await badgeText()).toBe('…');
    await login.close();
    await until(async () => (await authorize.message.text())?.includes(words('error_login_window_closed')));
    expect(await scene.agentBrowser.storage('session')).not.toHaveProperty('accessToken');
  });

  test('garbage changes nothing, and the answer after it counts', async () => {
    scene.liveChat.answerScript = (message, origin) => `
      const cyclic = { data: {} }; cyclic.data.data = cyclic;
      const nested = JSON.parse('{"data":'.repeat(500) + '1' + '}'.repeat(500));
      const polluting = JSON.parse('{"__proto__":{"data":1},"data":{"__proto__":{"state":1}}}');
      for (const garbage of [null, 0, '', 'x'.repeat(1e6), [], cyclic, nested, polluting, { error: 1 }, { data: null }])
        opener.postMessage(garbage, ${JSON.stringify(origin)});
      opener.postMessage(${JSON.stringify(message)}, ${JSON.stringify(origin)});
      window.close();`;
    await startSignIn(scene.agentBrowser);
    await until(async () => /^\d+$/.test(await badgeText()));
  });
});

test('no page and no worker complained', async () => {
  expect(await scene.agentBrowser.problems()).toEqual([]);
});
