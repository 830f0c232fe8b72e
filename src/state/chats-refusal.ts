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
 * Decides what the failure of a sign-in that was asked for chats says of them. A window that was closed may have shown LiveChat's
 * refusal, or was closed by mistake: of a sign-in that the agent has begun for the chats, and of the second in a row, it is
 * taken for a refusal, so that the next one works.
 *
 * @param about.isForChats the agent has begun it for the chats
 * @param about.isSecond the one before failed like that, too
 * @param about.areGiven a sign-in that goes on has the chats
 */
export function chatsAfterFailure(
  error: SignInErrorCode,
  { isForChats, isSecond, areGiven }: { isForChats: boolean; isSecond: boolean; areGiven: boolean },
): 'refused' | 'in doubt' | undefined {
  if (isChatsRefusal(error)) return 'refused';
  if (areGiven || others.includes(error)) return undefined;
  return isForChats || isSecond ? 'refused' : 'in doubt';
}
