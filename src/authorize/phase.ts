import type { AuthorizationFailure } from '../state/protocol/sign-in-answer.ts';
import type { ShownSignInFailure } from '../state/sign-in-failure-text.ts';

/** Describes how far the authorize window is. */
export type Phase =
  | { name: 'preparing' }
  | { name: 'waiting' }
  | { name: 'checking' }
  | { name: 'finishing' }
  | { name: 'done' }
  | ({ name: 'failed' } & ShownSignInFailure & Pick<AuthorizationFailure, 'ofChats'>);
