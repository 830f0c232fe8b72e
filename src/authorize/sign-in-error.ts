import type { SignInErrorCode } from '../state/protocol/sign-in-answer.ts';

/** Says why the login page gave no usable answer. */
export class SignInError extends Error {
  override readonly name = 'SignInError';
  constructor(readonly code: SignInErrorCode) {
    super(code);
  }
}
