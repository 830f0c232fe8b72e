import type { ComponentChildren } from 'preact';
import { type TextKey, t } from '../i18n/index.ts';
import { refusalText } from '../state/badge.ts';
import { type PromptStep, type PromptView, promptSteps } from '../state/next-steps.ts';
import { isSetUpMissing } from '../state/sign-in-failure-text.ts';
import type { PublicValues } from '../state/store/page-store.ts';
import { Button } from '../ui/button.tsx';
import { CopyRequest } from '../ui/copy-request.tsx';
import { Icon } from '../ui/icon.tsx';
import { sentence } from './sentence.ts';
import { SignInFailure } from './sign-in-failure.tsx';
import './sign-in-prompt.css';

type SignInPromptProps = {
  view: PromptView;
  /** Says why the last sign-in did not succeed, if it did not. */
  failure: PublicValues['signInFailure'];
  /** Names the app; empty where none is set up. */
  clientId: string;
  /** Takes the step whose button was pressed. */
  onStep(step: PromptStep): void;
  /** Holds the choice before signing in. */
  children: ComponentChildren;
};

/** Shows what the agent has to do before there are sessions to show, and the buttons for it, the best one first. */
export function SignInPrompt({ view, failure, clientId, onStep, children }: SignInPromptProps) {
  const { tone, icon, title, about } = contentOf(view);
  const shownFailure = canSignIn(view) ? failure : undefined;
  return (
    // Another state is another question: its best button takes the focus.
    <section key={view.state} class="prompt">
      <h2 class={tone}>
        {icon}
        {title}
      </h2>
      <p class="sentence">{about}</p>
      <SignInFailure failure={shownFailure} />
      {(view.state === 'signedOut' || view.state === 'refused') && children}
      <div class="actions">
        {promptSteps(view).map((step, index) => (
          <Button
            key={step}
            id={buttonIds[step]}
            variant={index === 0 ? 'primary' : 'secondary'}
            focused={index === 0}
            onPress={() => onStep(step)}
          >
            {t(buttonText(step, view))}
          </Button>
        ))}
      </div>
      {needsSetUp(view, shownFailure) && <CopyRequest clientId={clientId} />}
    </section>
  );
}

/** Tells whether to sign in is what comes next, so that it matters why the last try did not succeed. */
const canSignIn = (view: PromptView): boolean => promptSteps(view).includes('signIn');

/** Tells whether somebody has to set something up at LiveChat before a sign-in can succeed. */
const needsSetUp = ({ state }: PromptView, failure: PublicValues['signInFailure']): boolean =>
  state === 'notConfigured' || state === 'scopeMissing' || (failure !== undefined && isSetUpMissing(failure));

const buttonIds: Record<PromptStep, string> = {
  setUp: 'set-up',
  signIn: 'sign-in',
  showWindow: 'show-window',
  cancelSignIn: 'cancel-sign-in',
};

function buttonText(step: PromptStep, { state }: PromptView): TextKey {
  switch (step) {
    case 'setUp':
      return 'set_up';
    case 'signIn':
      return state === 'signedOut' ? 'sign_in' : 'sign_in_again';
    case 'showWindow':
      return 'show_window';
    case 'cancelSignIn':
      return 'cancel';
  }
}

type Content = { tone?: 'warning' | 'bad'; icon?: ComponentChildren; title: string; about: string };

function contentOf(view: PromptView): Content {
  switch (view.state) {
    case 'notConfigured':
      return { title: t('set_up_title'), about: t('set_up_about') };
    case 'signedOut':
      return { title: t('signed_out_title'), about: t('sign_in_about') };
    case 'signingIn':
      return { icon: <Icon name="waiting" spinning />, title: t('signing_in'), about: t('signing_in_about') };
    case 'refused':
      return {
        tone: 'warning',
        icon: <Icon name="alert" />,
        title: t('refused_title'),
        about: sentence(refusalText(view.reason)),
      };
    case 'scopeMissing':
      return {
        tone: 'bad',
        icon: <Icon name="alert" />,
        title: t('scope_missing_title'),
        about: t('scope_missing_about'),
      };
  }
}
