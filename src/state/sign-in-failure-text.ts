import { t } from '../i18n/index.ts';
import type { SignInFailure } from './protocol/sign-in-answer.ts';

/** Describes a sign-in that did not succeed, as pages tell it. */
export type ShownSignInFailure = SignInFailure | { error: 'internal' | 'storage_unreadable' };

/** Lists LiveChat's names for a client that has to authenticate (RFC 6749 §5.2): its app is of a type with a secret. */
const appTypeRefusals: readonly (string | undefined)[] = ['invalid_client', 'unauthorized_client'];

/** Tells whether LiveChat wants a secret of the app, so that it is of the wrong type. */
export const isAppTypeWrong = (failure: ShownSignInFailure): boolean =>
  failure.error === 'code_refused' &&
  (failure.wantsSecret === true || appTypeRefusals.includes(failure.said));

/** Lists the errors that only a change of the app at LiveChat, or of the client ID, can cure. */
const setUpErrors: readonly ShownSignInFailure['error'][] = [
  'not_configured',
  'invalid_request',
  'unauthorized_client',
  'unsupported_response_type',
  'invalid_scope',
  'client_id_not_found',
  'redirect_uri_not_set',
  'invalid_redirect_uri',
];

/** Tells whether a sign-in did not succeed because something is not set up, which may be for an administrator to do. */
export const isSetUpMissing = (failure: ShownSignInFailure): boolean =>
  !isOfChatsToo(failure) && (setUpErrors.includes(failure.error) || isAppTypeWrong(failure));

/** Lists the refusals of a sign-in with chats that their scopes, in the app and for the agent's role, can cure. */
const scopeErrors: readonly ShownSignInFailure['error'][] = [
  'invalid_scope',
  'access_denied',
  'missing_grant',
];

/** Tells whether a sign-in that was asked for chats was refused for what it asked: LiveChat does not say which scope was one too many. */
export const isScopeRefused = (error: ShownSignInFailure['error']): boolean => scopeErrors.includes(error);

/** Tells whether a sign-in was refused for the chats that it asked for by the way: the next one leaves them out. */
const isOfChatsToo = (failure: ShownSignInFailure): boolean =>
  'withChats' in failure && failure.withChats === true && isScopeRefused(failure.error);

/** Says why LiveChat does not show the chats; the sessions are not concerned. */
export function chatsRefusalText(failure: ShownSignInFailure): string {
  const { error } = failure;
  if (!isScopeRefused(error)) return signInFailureText(failure);
  return t(error === 'invalid_scope' ? 'options_chats_scope_missing' : 'options_chats_denied');
}

/** Says why a sign-in did not succeed and what to do about it, with LiveChat's own reason where it has told one. */
export function signInFailureText(failure: ShownSignInFailure): string {
  const { error } = failure;
  if (isOfChatsToo(failure)) return t('error_with_chats');
  if (error !== 'code_refused' || !failure.said) return t(`error_${error}`);
  return t(isAppTypeWrong(failure) ? 'error_app_type' : 'error_code_refused_said', failure.said);
}
