import type { ShownSignInFailure } from '../state/sign-in-failure-text.ts';

/** Describes how far the authorize window is. */
export type Phase =
  | { name: 'preparing' }
  | { name: 'waiting' }
  | { name: 'checking' }
  | { name: 'finishing' }
  | { name: 'done' }
  | ({ name: 'failed' } & ShownSignInFailure);
