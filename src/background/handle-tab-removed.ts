import { read } from '../state/store/background-store.ts';
import { cancelSignIn } from './sign-in.ts';

/** The agent closed the authorize page, with its window as a rule: the sign-in is cancelled. */
export async function handleTabRemoved(tabId: number): Promise<void> {
  const { signIn } = await read('signIn');
  if (signIn?.authorizeTabId === tabId) await cancelSignIn();
}
