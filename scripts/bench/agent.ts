import type { Browser as WebExtension } from 'webextension-polyfill';
import config from '../../livechat.config.json' with { type: 'json' };
import { obtainTokens } from '../../test/livechat-server/in-memory-browser.ts';
import type { RunningLiveChat } from '../../test/livechat-server/index.ts';
import { redirectUri } from '../browser/extension.ts';
import { waitUntil } from '../browser/wait-until.ts';
import type { BenchBrowser } from './bench-browser.ts';
import type { Measured } from './build-extensions.ts';

declare const chrome: WebExtension;

const email = 'ada@example.com';
const clientId = '8a31f0c2d7b94e6f';

/** Gives ours a client ID, so that it asks to sign in, and no chats. */
export async function configure(browser: BenchBrowser, ours: Measured): Promise<void> {
  await browser.inExtension(ours, (settings) => chrome.storage.local.set({ settings }), { clientId });
}

/** Signs an agent in at a LiveChat that has none, and stores the tokens where extensions have them. */
export async function signIn(
  browser: BenchBrowser,
  extensions: readonly Measured[],
  liveChat: RunningLiveChat,
): Promise<void> {
  const agent = liveChat.addAgent({ email });
  const scopes = [...config.scopes, ...config.chatsScopes];
  const client = liveChat.addClient({ clientId, redirectUris: [redirectUri], scopes });
  for (const extension of extensions) {
    const tokens = await obtainTokens(liveChat, client, agent);
    const expiresAt = Date.now() + tokens.expires_in * 1_000;
    const stored = {
      settings: { clientId },
      connection: { status: 'signedIn', signInId: Date.now() },
      credentials: { refreshToken: tokens.refresh_token, clientId },
      accessToken: { value: tokens.access_token, expiresAt, renewAt: expiresAt },
    };
    await browser.inExtension(
      extension,
      async ({ accessToken, ...local }) => {
        await chrome.storage.local.set(local);
        await chrome.storage.session.set({ accessToken });
      },
      stored,
    );
  }
}

/** Lets an agent have so many sessions, and waits until our badge tells. */
export async function haveSessions(
  browser: BenchBrowser,
  ours: Measured,
  liveChat: RunningLiveChat,
  count: number,
): Promise<void> {
  for (let index = liveChat.sessionsOf(email).length; index < count; index++) {
    liveChat.addSession(email, {
      ip: `203.0.${Math.floor(index / 250)}.${index % 250}`,
      user_agent: `Mozilla/5.0 (Windows NT 10.0; Win64; x64; rv:${index}.0) Gecko/20100101 Firefox/${index}.0`,
    });
  }
  await browser.inExtension(ours, () =>
    chrome.runtime.sendMessage({ type: 'refresh', trigger: 'click' }).catch(() => undefined),
  );
  await waitUntil(() => browser.inExtension(ours, countOfSnapshot).then((found) => found === count));
  // New sessions are looked at by the first popup, which is not to be measured.
  await browser.inExtension(ours, () =>
    chrome.runtime.sendMessage({ type: 'markSeen' }).catch(() => undefined),
  );
}

async function countOfSnapshot(): Promise<number> {
  const { snapshot, moreSessions } = await chrome.storage.session.get(['snapshot', 'moreSessions']);
  const first = (snapshot as { sessions: unknown[] } | undefined)?.sessions ?? [];
  return first.length + ((moreSessions as unknown[] | undefined)?.length ?? 0);
}

/** Lets an agent who has asked for chats have so many, every third one unread, and waits until our badge tells. */
export async function haveChats(
  browser: BenchBrowser,
  ours: Measured,
  { chats }: RunningLiveChat,
  count: number,
): Promise<void> {
  for (let index = 0; index < count; index++) {
    const chat = chats.start(`Where is my order ${index}?`, { agent: email }, { name: `Customer ${index}` });
    if (index % 3 > 0) chats.see(chat, email);
  }
  await browser.inExtension(
    ours,
    (settings) => chrome.storage.local.set({ settings, chats: {}, lastTab: 'chats' }),
    { clientId, chats: true },
  );
  await waitUntil(() => browser.inExtension(ours, countOfChats).then((found) => found === count));
}

async function countOfChats(): Promise<number | undefined> {
  const { chatList } = await chrome.storage.session.get('chatList');
  return (chatList as { chats: unknown[] } | undefined)?.chats.length;
}
