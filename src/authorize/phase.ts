import type { SignInFailure } from '../state/protocol/sign-in-answer.ts';

/** Describes how far the authorize window is. */
export type Phase =
  | { name: 'preparing' }
  | { name: 'waiting' }
  | { name: 'checking' }
  | { name: 'finishing' }
  | { name: 'done' }
  | ({ name: 'failed' } & (SignInFailure | { error: 'internal' | 'storage_unreadable' }));
