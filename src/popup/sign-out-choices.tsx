import type { ComponentChildren } from 'preact';
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
        <dl class="choices">
          <dt>
            <Button id="sign-out-here" onPress={() => onCommand({ type: 'signOut', scope: 'here' })}>
              {t('sign_out_here')}
            </Button>
          </dt>
          <dd>{t('sign_out_here_about')}</dd>
          {everywhere && sessions !== 0 && (
            <>
              <dt>
                <Button
                  id="sign-out-everywhere"
                  variant="danger"
                  onPress={() => {
                    close();
                    signOutEverywhere();
                  }}
                >
                  {t('sign_out_everywhere')}
                </Button>
              </dt>
              <dd>
                {sessions === undefined
                  ? t('sign_out_everywhere_about_unknown')
                  : plural('sign_out_everywhere_about', sessions)}
              </dd>
            </>
          )}
        </dl>
      )}
    </Disclosure>
  );
}
