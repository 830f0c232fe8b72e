import { isSignedIn, type SignedInView, type View } from './view.ts';

/**
 * Names the ways on that the popup offers as buttons.
 *
 * - `setUp` enter the client ID
 * - `signIn` sign in, or sign in again
 * - `showWindow`, `cancelSignIn` go on with a sign-in that has begun, or give it up
 * - `allow` let the extension reach LiveChat
 * - `refresh` ask LiveChat now
 */
export type NextStep = 'setUp' | 'signIn' | 'showWindow' | 'cancelSignIn' | 'allow' | 'refresh';

/** Describes what the agent sees where there are no sessions to show. */
export type PromptView = Exclude<View, SignedInView>;

/** Names a way on from there, where asking LiveChat again would not help. */
export type PromptStep = Exclude<NextStep, 'allow' | 'refresh'>;

/** Names the ways on from where there are no sessions to show, the best one first. */
export function promptSteps(view: PromptView): readonly PromptStep[] {
  switch (view.state) {
    case 'notConfigured':
      return ['setUp'];
    case 'signedOut':
    case 'refused':
    case 'scopeMissing':
      return ['signIn'];
    case 'signingIn':
      return ['showWindow', 'cancelSignIn'];
  }
}

/**
 * Names the ways on from what the agent sees, the best one first: there is one from everywhere that leads to a right
 * number, by a new sign-in where nothing else does.
 *
 * @param isSigningIn whether a sign-in has begun
 */
export function nextSteps(view: View, isSigningIn: boolean): readonly NextStep[] {
  if (!isSignedIn(view)) return promptSteps(view);
  switch (view.state) {
    case 'loading':
    case 'fresh':
    case 'new':
      return isSigningIn ? ['refresh', 'showWindow', 'cancelSignIn'] : ['refresh'];
    case 'stale': {
      const ask = view.trouble.code === 'not_allowed' ? 'allow' : 'refresh';
      if (isSigningIn) return [ask, 'showWindow', 'cancelSignIn'];
      return view.trouble.signInHelps ? [ask, 'signIn'] : [ask];
    }
  }
}
