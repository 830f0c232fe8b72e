import browser from 'webextension-polyfill';
import type { AuthorizationRequest } from '../../livechat/authorization-url.ts';
import type { ClientTestOutcome } from '../../livechat/test-client.ts';
import type { Command } from './commands.ts';
import type { SignInFailure } from './sign-in-answer.ts';

/** Describes the background's replies; for all other commands, storage tells the outcome. */
type Replies = {
  testClient: ClientTestOutcome;
  beginAuthorization: AuthorizationRequest;
  failAuthorization: SignInFailure;
  finishAuthorization: Partial<SignInFailure>;
};
export type Reply<T extends Command['type']> = T extends keyof Replies ? Replies[T] : undefined;

/**
 * Asks the background for something.
 *
 * @throws Error when the service worker stopped before it replied; every command may be sent again
 */
export function send<C extends Command>(command: C): Promise<Reply<C['type']>> {
  return browser.runtime.sendMessage(command);
}
