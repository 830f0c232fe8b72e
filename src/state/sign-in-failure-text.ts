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

/** Says why a sign-in did not succeed and what to do about it, with LiveChat's own reason where it has told one. */
export function signInFailureText(failure: ShownSignInFailure): string {
  const { error } = failure;
  if (error !== 'code_refused' || !failure.said) return t(`error_${error}`);
  return t(isAppTypeWrong(failure) ? 'error_app_type' : 'error_code_refused_said', failure.said);
}
