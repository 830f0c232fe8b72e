import type { ComponentChildren } from 'preact';
import { t } from '../i18n/index.ts';
import { refusalText } from '../state/badge.ts';
import type { SignedInView, View } from '../state/view.ts';
import { Button } from '../ui/button.tsx';
import { Icon } from '../ui/icon.tsx';
import { sentence } from './sentence.ts';
import './sign-in-prompt.css';

type SignInPromptProps = {
  view: Exclude<View, SignedInView>;
  onSignIn(): void;
  onCancel(): void;
  onSetUp(): void;
  /** The choice before signing in. */
  children: ComponentChildren;
};

/** The states in which the agent has something to do before there are sessions to show. */
export function SignInPrompt({ view, onSignIn, onCancel, onSetUp, children }: SignInPromptProps) {
  switch (view.state) {
    case 'notConfigured':
      return (
        <Prompt key={view.state} title={t('set_up_title')} about={t('set_up_about')}>
          <Button id="set-up" variant="primary" focused onPress={onSetUp}>
            {t('set_up')}
          </Button>
        </Prompt>
      );
    case 'signedOut':
      return (
        <Prompt key={view.state} title={t('signed_out_title')} about={t('sign_in_about')} choice={children}>
          <Button id="sign-in" variant="primary" focused onPress={onSignIn}>
            {t('sign_in')}
          </Button>
        </Prompt>
      );
    case 'signingIn':
      return (
        <Prompt
          key={view.state}
          icon={<Icon name="waiting" spinning />}
          title={t('signing_in')}
          about={t('signing_in_about')}
        >
          <Button id="show-window" variant="primary" focused onPress={onSignIn}>
            {t('show_window')}
          </Button>
          <Button id="cancel-sign-in" onPress={onCancel}>
            {t('cancel')}
          </Button>
        </Prompt>
      );
    case 'refused':
      return (
        <Prompt
          key={view.state}
          tone="warning"
          icon={<Icon name="alert" />}
          title={t('refused_title')}
          about={sentence(refusalText(view.reason))}
          choice={children}
        >
          <Button id="sign-in" variant="primary" focused onPress={onSignIn}>
            {t('sign_in_again')}
          </Button>
        </Prompt>
      );
    case 'scopeMissing':
      return (
        <Prompt
          key={view.state}
          tone="bad"
          icon={<Icon name="alert" />}
          title={t('scope_missing_title')}
          about={t('scope_missing_about')}
        >
          <Button id="sign-in" variant="primary" focused onPress={onSignIn}>
            {t('sign_in_again')}
          </Button>
        </Prompt>
      );
  }
}

type PromptProps = {
  tone?: 'warning' | 'bad';
  icon?: ComponentChildren;
  title: string;
  about: string;
  choice?: ComponentChildren;
  children: ComponentChildren;
};

function Prompt({ tone, icon, title, about, choice, children }: PromptProps) {
  return (
    <section class="prompt">
      <h2 class={tone}>
        {icon}
        {title}
      </h2>
      <p class="sentence">{about}</p>
      {choice}
      <div class="actions">{children}</div>
    </section>
  );
}
