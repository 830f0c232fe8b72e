import type { ComponentChildren } from 'preact';
import { text } from '../i18n/index.ts';
import { refusalText } from '../state/badge.ts';
import type { View } from '../state/view.ts';
import { Button } from '../ui/button.tsx';
import { Icon } from '../ui/icon.tsx';
import { sentence } from './sentence.ts';
import type { SignedInView } from './signed-in.tsx';

type AskProps = {
  view: Exclude<View, SignedInView>;
  onSignIn(): void;
  onCancel(): void;
  onSetUp(): void;
  /** The choice before signing in. */
  children: ComponentChildren;
};

/** The states in which the agent has something to do before there are sessions to show. */
export function Ask({ view, onSignIn, onCancel, onSetUp, children }: AskProps) {
  switch (view.state) {
    case 'notConfigured':
      return (
        <Question key={view.state} title={text('set_up_title')} about={text('set_up_about')}>
          <Button id="set-up" look="primary" focused onPress={onSetUp}>
            {text('set_up')}
          </Button>
        </Question>
      );
    case 'signedOut':
      return (
        <Question
          key={view.state}
          title={text('signed_out_title')}
          about={text('sign_in_about')}
          choice={children}
        >
          <Button id="sign-in" look="primary" focused onPress={onSignIn}>
            {text('sign_in')}
          </Button>
        </Question>
      );
    case 'signingIn':
      return (
        <Question
          key={view.state}
          icon={<Icon name="waiting" turning />}
          title={text('signing_in')}
          about={text('signing_in_about')}
        >
          <Button id="show-window" look="primary" focused onPress={onSignIn}>
            {text('show_window')}
          </Button>
          <Button id="cancel-sign-in" onPress={onCancel}>
            {text('cancel')}
          </Button>
        </Question>
      );
    case 'refused':
      return (
        <Question
          key={view.state}
          tone="warning"
          icon={<Icon name="alert" />}
          title={text('refused_title')}
          about={sentence(refusalText(view.reason))}
          choice={children}
        >
          <Button id="sign-in" look="primary" focused onPress={onSignIn}>
            {text('sign_in_again')}
          </Button>
        </Question>
      );
    case 'scopeMissing':
      return (
        <Question
          key={view.state}
          tone="bad"
          icon={<Icon name="alert" />}
          title={text('scope_missing_title')}
          about={text('scope_missing_about')}
        >
          <Button id="sign-in" look="primary" focused onPress={onSignIn}>
            {text('sign_in_again')}
          </Button>
        </Question>
      );
  }
}

type QuestionProps = {
  tone?: 'warning' | 'bad';
  icon?: ComponentChildren;
  title: string;
  about: string;
  choice?: ComponentChildren;
  children: ComponentChildren;
};

function Question({ tone, icon, title, about, choice, children }: QuestionProps) {
  return (
    <section class="question">
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
