import type { ChatsSummary, ListedChat } from '../../../src/state/chats.ts';
import type { ChatsConnection } from '../../../src/state/chats-connection.ts';
import { fakeBrowser } from './browser.ts';
import { type Extension, settle } from './extension.ts';

/** Names the permission for the Agent Chat API, and that for LiveChat's app. */
export const chatsOrigin = 'https://api.livechatinc.com/*';
export const appOrigin = 'https://my.livechatinc.com/*';

/** Reads what is stored of the chats. */
export const chats = () =>
  (fakeBrowser.storage.local.all()['chats'] ?? undefined) as ChatsConnection | undefined;
export const chatList = () =>
  (fakeBrowser.storage.session.all()['chatList'] as { chats: ListedChat[] } | null | undefined)?.chats;
export const summary = (): ChatsSummary | undefined => chats()?.known?.summary;
export const refusal = () => fakeBrowser.storage.local.all()['chatsRefusal'] ?? undefined;

/** Lets the app at LiveChat ask for chats. */
export function grantScopes({ liveChat }: Extension): void {
  liveChat.clients.get('client')?.scopes.push('chats--access:ro', 'accounts--my:ro');
}

/** Chooses settings, and lets the extension follow them. The badge shows sessions, which other tests of it know. */
export async function choose(settings: object): Promise<void> {
  await fakeBrowser.storage.local.set({ settings: { badgeContent: 'sessions', ...settings } });
  await settle();
}

/** Signs an agent in who has chosen to see their chats, and has allowed all that needs. */
export async function signInWithChats(extension: Extension, settings: object = {}): Promise<void> {
  grantScopes(extension);
  fakeBrowser.permissions.granted.add(chatsOrigin);
  await choose({ chats: true, ...settings });
  await extension.signIn();
  await settle();
}
