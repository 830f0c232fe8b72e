import browser from 'webextension-polyfill';
import type { Command } from '../state/protocol/commands.ts';

/**
 * Makes the command to sign in, beside the window in which the agent asks for it.
 *
 * @param withChats asks for chats, too, because the agent wants that now
 */
export async function signInCommand(withChats?: true): Promise<Command> {
  const { id: windowId } = await browser.windows.getCurrent();
  return { type: 'signIn', windowId, ...(withChats && { withChats }) };
}
