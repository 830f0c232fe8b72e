import type { SignInErrorCode } from './protocol/sign-in-answer.ts';

/** Lists the refusals of what a sign-in was asked for. */
const refusals: readonly SignInErrorCode[] = [
  'invalid_scope',
  'access_denied',
  'missing_grant',
  'unknown_refusal',
];

/** Lists the failures of a sign-in that say nothing of what it was asked for: of this browser, the network, or a moment. */
const others: readonly SignInErrorCode[] = [
  'server_error',
  'temporarily_unavailable',
  'too_many_redirects',
  'livechat_unreachable',
  'network_login',
  'not_allowed',
  'login_window_blocked',
  'login_window_cut_off',
  'wrong_answer',
  'interrupted',
  'storage_failed',
  'not_configured',
];

/** Tells whether LiveChat, or the agent there, has refused what a sign-in was asked for. */
export const isChatsRefusal = (error: SignInErrorCode): boolean => refusals.includes(error);

/**
 * Tells whether a sign-in that was asked for chats, too, may have failed for that: a window that was closed may have shown
 * LiveChat's refusal, or was closed by mistake. Of one that was to add chats, and of the second in a row, that is enough.
 */
export const mayBeChatsRefusal = (error: SignInErrorCode): boolean => !others.includes(error);
