import type { ComponentChildren } from 'preact';
import { useState } from 'preact/hooks';
import { plural, t } from '../i18n/index.ts';
import type { Command } from '../state/protocol/commands.ts';
import { Button } from '../ui/button.tsx';
import { Disclosure } from './disclosure.tsx';
import './sign-out-choices.css';

type SignOutChoicesProps = {
  /** Tells whether LiveChat would still end sessions for us. */
  everywhere: boolean;
  /** Counts the sessions to end; absent where nobody knows. */
  sessions: number | undefined;
  /** Stands beside the button. */
  children: ComponentChildren;
  /** Resolves when the background has done it. */
  onCommand(command: Command): Promise<void>;
};

/** Shows the ways to sign out, each with what it does. */
export function SignOutChoices({ everywhere, sessions, onCommand, children }: SignOutChoicesProps) {
  const signOutEverywhere = async () => {
    // The background ends the sessions of the list, so there has to be one.
    if (sessions === undefined) await onCommand({ type: 'refresh', trigger: 'click' });
    await onCommand({ type: 'signOut', scope: 'everywhere' });
  };
  return (
    <Disclosure id="sign-out" label={t('sign_out')} beside={children}>
      {(close) => (
        <Choices
          sessions={everywhere ? sessions : 0}
          onHere={() => onCommand({ type: 'signOut', scope: 'here' })}
          onEverywhere={() => {
            close();
            signOutEverywhere();
          }}
        />
      )}
    </Disclosure>
  );
}

type ChoicesProps = { sessions: number | undefined; onHere(): void; onEverywhere(): void };

function Choices({ sessions, onHere, onEverywhere }: ChoicesProps) {
  const [step, setStep] = useState<'choose' | 'confirm' | 'back'>('choose');
  if (step === 'confirm') {
    return (
      <>
        <p>
          {sessions === undefined
            ? t('sign_out_everywhere_about_unknown')
            : plural('sign_out_everywhere_about', sessions)}
        </p>
        <div class="actions">
          <Button id="sign-out-everywhere-confirm" variant="danger" onPress={onEverywhere}>
            {sessions === undefined
              ? t('sign_out_everywhere_confirm_unknown')
              : plural('sign_out_everywhere_confirm', sessions)}
          </Button>
          <Button key="cancel" focused onPress={() => setStep('back')}>
            {t('cancel')}
          </Button>
        </div>
      </>
    );
  }
  return (
    <dl class="choices">
      <dt>
        <Button id="sign-out-here" onPress={onHere}>
          {t('sign_out_here')}
        </Button>
      </dt>
      <dd>{t('sign_out_here_about')}</dd>
      {sessions !== 0 && (
        <>
          <dt>
            <Button id="sign-out-everywhere" focused={step === 'back'} onPress={() => setStep('confirm')}>
              {t('opens_panel', t('sign_out_everywhere'))}
            </Button>
          </dt>
          <dd>{t('sign_out_everywhere_short')}</dd>
        </>
      )}
    </dl>
  );
}
