import { t } from '../i18n/index.ts';
import { Button } from '../ui/button.tsx';
import './signing-in.css';

type SigningInProps = { onStep(step: 'showWindow' | 'cancelSignIn'): void };

/** Leads to LiveChat's window, in which a sign-in waits for the agent, beside what is still known. */
export function SigningIn({ onStep }: SigningInProps) {
  return (
    <div class="sign-in-anew">
      <p>{t('signing_in_about')}</p>
      <Button id="show-window" focused onPress={() => onStep('showWindow')}>
        {t('show_window')}
      </Button>
      <Button id="cancel-sign-in" variant="ghost" onPress={() => onStep('cancelSignIn')}>
        {t('cancel')}
      </Button>
    </div>
  );
}
