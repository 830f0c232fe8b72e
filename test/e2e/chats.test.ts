import { afterEach, expect, test } from 'vitest';
import config from '../../livechat.config.json' with { type: 'json' };
import { chatFault } from '../livechat-server/index.ts';
import { waitForAuthorizeWindow } from './pages/authorize-window.ts';
import { openChatsTab, type Popup } from './pages/popup.ts';
import { openSettings, settingsPageOn } from './pages/settings-page.ts';
import {
  addChatsScopes,
  answerConsent,
  chatsAccess,
  chooseChats,
  showChats,
  storedChats,
} from './support/chats.ts';
import { type Scene, signIn, startScene, until, words } from './support/index.ts';
import { changeNumber, numberAt } from './support/session-count.ts';

/** An agent whose chats are kept away keeps their sessions, and is told what helps. */

let scene: Scene;
afterEach(() => scene?.end());

/** Signs an agent in who has a session elsewhere and whose chats are off. */
async function begin(): Promise<void> {
  scene = await startScene();
  scene.liveChat.addSession(scene.agent.email);
  await signIn(scene.agentBrowser, scene.agent);
}

/** Lets the browser allow what a click asks for, by a restart, up to the access token that is renewed then. */
async function willAllow(): Promise<void> {
  const { agentBrowser } = scene;
  await agentBrowser.allowOnRequest(chatsAccess);
  await until(async () => 'accessToken' in (await agentBrowser.storage('session')));
}

/** Reads what must stay as it is: the sign-in, and its refresh token, which is in no test's output. */
async function signInNow(): Promise<{
  isTokenKept: (before: unknown) => boolean;
  token: unknown;
  id: unknown;
}> {
  const { agentBrowser } = scene;
  const { credentials, connection } = (await agentBrowser.storage('local')) as {
    credentials?: { refreshToken: string };
    connection?: { signInId?: number };
  };
  const { sessionCredentials } = (await agentBrowser.storage('session')) as {
    sessionCredentials?: typeof credentials;
  };
  const token = (credentials ?? sessionCredentials)?.refreshToken;
  return {
    isTokenKept: (before) => before !== undefined && before === token,
    token,
    id: connection?.signInId,
  };
}

/** Expects that the sign-in is the one before, and that a change of the sessions is seen by the next poll. */
async function expectSessionsUntouched(before: Awaited<ReturnType<typeof signInNow>>): Promise<void> {
  const now = await signInNow();
  expect([now.isTokenKept(before.token), now.id]).toEqual([true, before.id]);
  changeNumber(scene);
  await scene.agentBrowser.nextPoll();
  await until(async () => {
    const { connection } = (await scene.agentBrowser.storage('local')) as {
      connection: { status: string; known?: { count: number }; trouble?: object };
    };
    return !connection.trouble && String(connection.known?.count) === numberAt(scene);
  });
}

/** Expects the number of sessions in their own tab, and opens that of the chats again. */
async function expectSessionsShown({ sessionsTab, count, chatsTab }: Popup): Promise<void> {
  await sessionsTab.click();
  await until(async () => (await count.text()) === numberAt(scene));
  await chatsTab.click();
}

const refusal = async () =>
  ((await scene.agentBrowser.storage('local'))['chatsRefusal'] as { error: string } | undefined)?.error;

/** Expects LiveChat's window to say what concerns the chats alone, and closes it. */
async function expectTold(message: 'options_chats_scope_missing' | 'options_chats_denied'): Promise<void> {
  const authorize = await waitForAuthorizeWindow(scene.agentBrowser);
  await until(async () => (await authorize.message.text()) === words(message));
  expect(await authorize.title.text()).toBe(words('chats_not_given_title'));
  expect(await authorize.chatsScopes.text()).toBe(config.chatsScopes.join(' '));
  await authorize.close();
  await until(async () => !(await scene.agentBrowser.storage('session'))['signIn']);
}

/** Lets a customer write to the agent. */
const writeToMe = () => scene.liveChat.chats.start('Hello?', { agent: scene.agent.email }, { name: 'Maria' });

test('the whole way: chosen, asked for with the sign-in, counted on the badge, listed, and opened by a click', async () => {
  scene = await startScene();
  const { agentBrowser, agent } = scene;
  addChatsScopes(scene);
  await agentBrowser.allowOnRequest(chatsAccess);
  const settings = await openSettings(agentBrowser);
  await settings.showChats.click();
  await until(async () => (await settings.chatsStep.text()) === words('options_chats_sign_in'));
  await settings.close();
  await signIn(agentBrowser, agent);
  await until(async () => (await storedChats(agentBrowser))?.known?.summary['mine'] === 0);

  const chat = writeToMe();
  await agentBrowser.nextPoll();
  await until(async () => (await agentBrowser.badge()).text === '1*');
  const { title } = await agentBrowser.badge();
  expect(title.startsWith(`${words('chats_count_one', 1)}, ${words('chats_unread_one', 1)}`), title).toBe(
    true,
  );
  const popup = await openChatsTab(agentBrowser);
  await until(async () => (await popup.chatRows.count()) === 1);
  expect(await popup.unreadChats.text()).toContain('Maria');
  expect(await popup.chatLines.text()).toContain('Hello?');
  await expectSessionsShown(popup);
  await popup.chatLinks.click();
  await agentBrowser.waitForWindow(`${config.appUrl}/chats/${chat.id}`);

  scene.liveChat.chats.write(chat, 'How can I help?', { by: agent.email });
  await agentBrowser.nextPoll();
  await until(async () => (await agentBrowser.badge()).text === '1');
  expect(await agentBrowser.problems()).toEqual([]);
});

test('an app without the scope: sessions go on, the popup says what to add, and then there are chats', async () => {
  await begin();
  await willAllow();
  const before = await signInNow();
  await chooseChats(scene, 'none');
  await until(async () => (await refusal()) === 'invalid_scope');
  await expectTold('options_chats_scope_missing');
  await expectSessionsUntouched(before);
  expect(await storedChats(scene.agentBrowser)).toBeUndefined();

  const popup = await openChatsTab(scene.agentBrowser);
  await popup.chatsScopes.waitFor();
  const said = await popup.chatsPrompt.text();
  expect(said).toContain(words('chats_not_given_title'));
  expect(said).toContain(words('chats_scope_missing_about'));
  expect(await popup.chatsScopes.text()).toBe(config.chatsScopes.join(' '));
  await expectSessionsShown(popup);

  addChatsScopes(scene);
  writeToMe();
  await popup.askChats.click();
  await answerConsent(scene, 'allow');
  const again = await openChatsTab(scene.agentBrowser);
  await until(async () => (await again.chatRows.texts()).some((row) => row.includes('Maria')));
  expect(await refusal()).toBeUndefined();
  await expectSessionsShown(again);
  expect(await scene.agentBrowser.problems()).toEqual([]);
});

test('an agent who denies the scope: sessions go on, the popup says so, and chats can be turned off', async () => {
  await begin();
  addChatsScopes(scene);
  await willAllow();
  const before = await signInNow();
  await chooseChats(scene, 'deny');
  await until(async () => (await refusal()) === 'access_denied');
  await expectTold('options_chats_denied');
  await expectSessionsUntouched(before);

  const popup = await openChatsTab(scene.agentBrowser);
  await popup.turnChatsOff.waitFor();
  expect(await popup.chatsPrompt.text()).toContain(words('chats_denied'));
  await expectSessionsShown(popup);
  await popup.turnChatsOff.click();
  await popup.showChats.waitFor();
  await expectSessionsUntouched(before);
  expect(await scene.agentBrowser.problems()).toEqual([]);
});

test('a scope that LiveChat takes away later: chats say what to add, sessions are fresh', async () => {
  await begin();
  await showChats(scene);
  const before = await signInNow();
  const { liveChat, agentBrowser } = scene;
  const end = liveChat.faults.add(chatFault(liveChat.description.agentChat, 'authorization'));
  await agentBrowser.nextPoll();
  await until(async () => (await storedChats(agentBrowser))?.trouble?.code === 'insufficient_scope');
  await expectSessionsUntouched(before);
  const popup = await openChatsTab(agentBrowser);
  expect(await popup.chatsScopes.text()).toBe(config.chatsScopes.join(' '));
  await expectSessionsShown(popup);
  end();
  writeToMe();
  await agentBrowser.nextPoll();
  await until(async () => (await popup.chatRows.count()) === 1);
  expect(await agentBrowser.problems()).toEqual([]);
});

test('the permission of the browser is withdrawn: sessions are fresh, and “Allow” asks for it again', async () => {
  await begin();
  await showChats(scene);
  writeToMe();
  const before = await signInNow();
  const { agentBrowser } = scene;
  await agentBrowser.forbid(chatsAccess);
  await agentBrowser.nextPoll();
  await until(async () => (await storedChats(agentBrowser))?.trouble?.code === 'not_allowed');
  await expectSessionsUntouched(before);

  const popup = await openChatsTab(agentBrowser);
  await until(async () => (await popup.refreshButton.text()) === words('allow'));
  expect(await popup.notice.text()).toContain(words('trouble_chats_not_allowed'));
  await expectSessionsShown(popup);
  await popup.refreshButton.click();
  const settings = await agentBrowser.waitForWindow('options/index.html#chats');
  await settingsPageOn(settings).showChats.click();
  await until(() => agentBrowser.isAllowed(chatsAccess));
  await until(async () => (await storedChats(agentBrowser))?.known?.summary['mine'] === 1);
  await until(async () => (await storedChats(agentBrowser))?.trouble === undefined);
  // Of what it keeps back, the browser complains itself.
  const problems = await agentBrowser.problems();
  expect(problems.filter((problem) => !problem.includes(`'${config.chatsUrl}/`))).toEqual([]);
});
