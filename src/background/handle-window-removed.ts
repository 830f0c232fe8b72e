import { read, remove } from '../state/stored.ts';

/** The agent closed the authorize window: the sign-in is cancelled. */
export async function handleWindowRemoved(windowId: number): Promise<void> {
  const { signIn } = await read('signIn');
  if (signIn?.authorizeWindowId === windowId) await remove('signIn', 'transaction');
}
