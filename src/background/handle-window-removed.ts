import { read } from '../state/stored.ts';
import { cancelSignIn } from './sign-in.ts';

/** The agent closed the authorize window: the sign-in is cancelled. */
export async function handleWindowRemoved(windowId: number): Promise<void> {
  const { signIn } = await read('signIn');
  if (signIn?.authorizeWindowId === windowId) await cancelSignIn();
}
