import config from '../../../livechat.config.json' with { type: 'json' };
import { loginPageOn, waitForLoginPage } from '../pages/login-page.ts';
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

/** Chooses "Show my chats" in the settings, and allows it in the browser; LiveChat's window opens and is answered. */
export async function chooseChats(
  agentBrowser: AgentBrowser,
  answer: 'allow' | 'deny' | 'none' = 'allow',
): Promise<void> {
  const settings = await openSettings(agentBrowser);
  await settings.showChats.click();
  if (answer !== 'none') await answerConsent(agentBrowser, answer);
  await settings.close();
}

/** Answers LiveChat, which knows the agent, and asks for what they have not consented to yet. */
export async function answerConsent(agentBrowser: AgentBrowser, answer: 'allow' | 'deny'): Promise<void> {
  const login = loginPageOn((await waitForLoginPage(agentBrowser)).page);
  await login[answer].click();
  await until(() => login.page.isClosed());
}

/** Turns chats on for a signed-in agent of an app that has their scopes, up to their numbers. */
export async function showChats(scene: Scene): Promise<void> {
  const { agentBrowser } = scene;
  addChatsScopes(scene);
  await agentBrowser.allowOnRequest(chatsAccess);
  await chooseChats(agentBrowser);
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
