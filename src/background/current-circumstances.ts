import { signedOut } from '../state/connection.ts';
import { type AllCircumstances, type Paces, pacesOf } from '../state/paces.ts';
import { type Choices, choicesOf } from '../state/settings.ts';
import { read } from '../state/store/background-store.ts';

/** Reads what decides when LiveChat is asked. */
export async function currentCircumstances(): Promise<AllCircumstances & { choices: Choices }> {
  const stored = await read('settings', 'managed', 'connection', 'presence', 'chats');
  const { settings, managed, connection = signedOut, presence, chats } = stored;
  return { choices: choicesOf(settings, managed), connection, presence, chats };
}

/** Decides how LiveChat is asked now, by what is stored. */
export const currentPaces = async (): Promise<Paces> => pacesOf(await currentCircumstances(), Date.now());
