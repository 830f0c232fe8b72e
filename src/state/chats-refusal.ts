import type { SignInErrorCode } from './protocol/sign-in-answer.ts';

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

/** Tells whether a sign-in that was asked for chats, too, may have failed for that: LiveChat or the agent did not grant it. */
export const isChatsRefusal = (error: SignInErrorCode): boolean => !others.includes(error);
