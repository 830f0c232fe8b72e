import browser from 'webextension-polyfill';
import type { Command } from '../state/protocol/commands.ts';

/** Makes the command to sign in, beside the window in which the agent asks for it. */
export async function signInCommand(): Promise<Command> {
  const { id: windowId } = await browser.windows.getCurrent();
  return { type: 'signIn', windowId };
}
