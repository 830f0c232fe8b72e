import config from '../../../livechat.config.json' with { type: 'json' };
import { waitForLoginPage } from '../pages/login-page.ts';
import type { PageElement } from '../pages/page-element.ts';
import { openSettings } from '../pages/settings-page.ts';
import type { AgentBrowser } from './agent-browser.ts';
import { clientId, type Scene } from './scene.ts';
import { until } from './until.ts';

/** Names the host of the Agent Chat API, as the browser asks for it. */
export const chatsAccess = { origins: [`${config.chatsUrl}/*`] };

/** Adds the scopes of chats to the app in LiveChat's Developer Console. */
export function addChatsScopes({ liveChat }: Pick<Scene, 'liveChat'>): void {
  liveChat.clients.get(clientId)?.scopes.push(...config.chatsScopes);
}

/** Chooses "Show my chats" in the settings, and allows it in the browser; LiveChat's window opens, and may be answered. */
export async function chooseChats(scene: Scene, answer: 'allow' | 'deny' | 'none' = 'allow'): Promise<void> {
  const { agentBrowser } = scene;
  const settings = await openSettings(agentBrowser);
  await settings.showChats.click();
  // The page asks for the window.
  await until(async () => (await agentBrowser.storage('session'))['signIn'] !== undefined);
  if (answer !== 'none') await answerConsent(scene, answer);
  await settings.close();
}

/** Answers LiveChat, which asks for what the agent has not consented to yet; signs in where it has forgotten them. */
export async function answerConsent(
  { agentBrowser, agent }: Pick<Scene, 'agentBrowser' | 'agent'>,
  answer: 'allow' | 'deny',
): Promise<void> {
  const login = await waitForLoginPage(agentBrowser);
  const isThere = (element: PageElement) => element.isThere().catch(() => false);
  await until(async () => (await isThere(login.email)) || isThere(login[answer]));
  if (await isThere(login.email)) await login.logIn(agent);
  await login[answer].click();
  await until(() => login.page.isClosed());
  // A window that closes later would take the popup with it.
  if (answer === 'allow') await until(async () => !(await agentBrowser.storage('session'))['signIn']);
}

/** Turns chats on for a signed-in agent of an app that has their scopes, up to their numbers. */
export async function showChats(scene: Scene): Promise<void> {
  const { agentBrowser } = scene;
  addChatsScopes(scene);
  await agentBrowser.allowOnRequest(chatsAccess);
  await chooseChats(scene);
  await until(async () => (await storedChats(agentBrowser))?.known !== undefined);
}

/** Reads what the extension has stored of the agent's chats. */
export async function storedChats(
  agentBrowser: AgentBrowser,
): Promise<
  { known?: { summary: Record<string, number>; fetchedAt: number }; trouble?: { code: string } } | undefined
> {
  const { chats } = await agentBrowser.storage('local');
  return chats as Awaited<ReturnType<typeof storedChats>>;
}
