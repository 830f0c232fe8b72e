import type { Storage } from 'webextension-polyfill';
import { read, write } from '../state/store/background-store.ts';
import { withAgentLock } from './agent-lock.ts';

const areWanted = (settings: unknown): boolean => Object(settings).chats === true;

/** Forgets that LiveChat has refused the chats once the agent turns them on anew: the next sign-in asks for them again. */
export async function forgetChatsRefusal({ oldValue, newValue }: Storage.StorageChange): Promise<void> {
  if (!areWanted(newValue) || areWanted(oldValue)) return;
  await withAgentLock(async () => {
    const { chatsRefusal } = await read('chatsRefusal');
    if (chatsRefusal) await write({ chatsRefusal: null });
  });
}
