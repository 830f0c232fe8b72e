import browser from 'webextension-polyfill';
import type { AuthorizationRequest } from '../livechat/authorization-url.ts';
import { type Answer, redirectedAnswer } from '../state/protocol/sign-in-answer.ts';
import { Sdk } from './sdk.ts';
import { SignInError } from './sign-in-error.ts';

/**
 * Runs the redirect flow: the browser opens LiveChat's login page in a window, and catches its redirect.
 *
 * @returns the login page's answer, for the background to check
 * @throws SignInError
 */
export async function authorizeByRedirect(request: AuthorizationRequest): Promise<Answer> {
  const url = new Sdk(request).authorizeURL();
  const address = await browser.identity.launchWebAuthFlow({ url, interactive: true }).catch(() => {
    // Why there was no redirect, browsers say only in words: closed, LiveChat's error page, or nothing loaded.
    throw new SignInError('login_window_closed');
  });
  const outcome = redirectedAnswer(address, request);
  if ('error' in outcome) throw new SignInError(outcome.error);
  return outcome.answer;
}
