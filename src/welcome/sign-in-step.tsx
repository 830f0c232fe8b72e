import { t } from '../i18n/index.ts';
import { isSignedIn, type View } from '../state/view.ts';
import { Button } from '../ui/button.tsx';
import { Icon } from '../ui/icon.tsx';
import { signInCommand } from '../ui/sign-in-command.ts';
import { useCommand } from '../ui/use-command.ts';

/** Shows how far the sign-in is, and the button for it. */
export function SignInStep({ view }: { view: View }) {
  const { run, failed } = useCommand();
  const signIn = async () => run(await signInCommand());
  return (
    <>
      <div role="status">
        <Progress view={view} />
      </div>
      {stateOf(view) !== 'done' && (
        <div class="actions">
          <Button id="sign-in" variant="primary" disabled={view.state === 'notConfigured'} onPress={signIn}>
            {t(view.state === 'signingIn' ? 'show_window' : 'sign_in')}
          </Button>
        </div>
      )}
      {failed && (
        <p class="error" role="alert">
          {t('error_internal')}
        </p>
      )}
    </>
  );
}

function Progress({ view }: { view: View }) {
  switch (stateOf(view)) {
    case 'done':
      return (
        <p id="done" class="note good">
          <Icon name="check" />
          <span>{t('welcome_done')}</span>
        </p>
      );
    case 'going':
      return (
        <p class="note quiet">
          <Icon name="waiting" spinning />
          <span>{t('signing_in_about')}</span>
        </p>
      );
    case 'blocked':
      return <p class="about">{t('welcome_client_id_first')}</p>;
    case 'ready':
      return <p class="about">{t('sign_in_about')}</p>;
  }
}

function stateOf(view: View): 'blocked' | 'ready' | 'going' | 'done' {
  if (isSignedIn(view)) return 'done';
  switch (view.state) {
    case 'notConfigured':
      return 'blocked';
    case 'signingIn':
      return 'going';
    case 'signedOut':
    case 'refused':
    case 'scopeMissing':
      return 'ready';
  }
}
