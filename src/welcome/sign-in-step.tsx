import type { ComponentChildren } from 'preact';
import { t } from '../i18n/index.ts';
import { refusalText } from '../state/badge.ts';
import { type NextStep, nextSteps } from '../state/next-steps.ts';
import { isSetUpMissing, signInFailureText } from '../state/sign-in-failure-text.ts';
import type { PublicValues } from '../state/store/page-store.ts';
import { troubleNoticeText } from '../state/trouble-advice.ts';
import type { View } from '../state/view.ts';
import { askForAccess } from '../ui/ask-for-access.ts';
import { Button } from '../ui/button.tsx';
import { CopyRequest } from '../ui/copy-request.tsx';
import { ErrorText } from '../ui/error-text.tsx';
import { Icon } from '../ui/icon.tsx';
import { signInCommand } from '../ui/sign-in-command.ts';
import { useCommand } from '../ui/use-command.ts';

type SignInStepProps = {
  view: View;
  /** Says why the last sign-in did not succeed, if it did not. */
  failure: PublicValues['signInFailure'];
  /** Names the app; empty where none is set up. */
  clientId: string;
  /** Tells whether the badge can be seen. */
  isPinned: boolean;
  /** Tells whether a request for the administrator is offered here; the step of the app offers it, too. */
  offersRequest: boolean;
};

/** Shows how far the sign-in is, or what is wrong with it, and the buttons for what comes next. */
export function SignInStep({ view, failure, clientId, isPinned, offersRequest }: SignInStepProps) {
  const { run, failed } = useCommand();
  const signIn = async () => run(await signInCommand());
  const refresh = () => run({ type: 'refresh', trigger: 'click' });
  const allow = async () => {
    await askForAccess();
    await refresh();
  };
  const steps = shownSteps(view);
  const shownFailure = steps.includes('signIn') && view.state !== 'notConfigured' ? failure : undefined;
  const needsSetUp = view.state === 'scopeMissing' || (shownFailure && isSetUpMissing(shownFailure));
  return (
    <>
      <div role="status">
        {/* What the sign-in is good for, whoever has tried it knows. */}
        {!(shownFailure && view.state === 'signedOut') && <Progress view={view} isPinned={isPinned} />}
        {shownFailure && (
          <Note id="sign-in-failure" tone="bad" icon={<Icon name="alert" />}>
            {signInFailureText(shownFailure)}
          </Note>
        )}
      </div>
      {offersRequest && needsSetUp && <CopyRequest clientId={clientId} />}
      {steps.length > 0 && (
        <div class="actions">
          {steps.includes('allow') && (
            <Button id="allow-access" variant="primary" onPress={allow}>
              {t('allow')}
            </Button>
          )}
          {steps.includes('refresh') && (
            <Button id="refresh" variant="primary" onPress={refresh}>
              {t('try_again')}
            </Button>
          )}
          {steps.includes('signIn') && (
            <Button
              id="sign-in"
              variant={view.state === 'stale' ? 'secondary' : 'primary'}
              disabled={view.state === 'notConfigured'}
              onPress={signIn}
            >
              {t(isFirstSignIn(view) ? 'sign_in' : 'sign_in_again')}
            </Button>
          )}
          {steps.includes('showWindow') && (
            <Button id="show-window" variant="primary" onPress={signIn}>
              {t('show_window')}
            </Button>
          )}
        </div>
      )}
      {failed && <ErrorText>{t('error_internal')}</ErrorText>}
    </>
  );
}

/** Names the steps that have a button here: where all is well none is needed, and the client ID has a step of its own. */
function shownSteps(view: View): readonly NextStep[] {
  switch (view.state) {
    case 'notConfigured':
      return ['signIn'];
    case 'loading':
      return view.isSlow ? ['refresh'] : [];
    case 'fresh':
    case 'new':
      return [];
    default:
      return nextSteps(view, false);
  }
}

const isFirstSignIn = ({ state }: View): boolean => state === 'notConfigured' || state === 'signedOut';

function Progress({ view, isPinned }: Pick<SignInStepProps, 'view' | 'isPinned'>) {
  switch (view.state) {
    case 'notConfigured':
      return <p class="about">{t('welcome_client_id_first')}</p>;
    case 'signedOut':
      return <p class="about">{t('sign_in_about')}</p>;
    case 'signingIn':
      return (
        <Note tone="quiet" icon={<Icon name="waiting" spinning />}>
          {t('signing_in_about')}
        </Note>
      );
    case 'loading':
      return (
        <Note tone="quiet" icon={<Icon name="waiting" spinning />}>
          {t(view.isSlow ? 'loading_slow' : 'loading')}
        </Note>
      );
    case 'fresh':
    case 'new':
      return (
        <Note id="done" tone="good" icon={<Icon name="check" />}>
          {t('welcome_done')} {t(isPinned ? 'welcome_close' : 'welcome_pin_now')}
        </Note>
      );
    case 'stale':
      return <Trouble>{troubleNoticeText(view.trouble)}</Trouble>;
    case 'refused':
      return <Trouble>{`${refusalText(view.reason)}.`}</Trouble>;
    case 'scopeMissing':
      return <Trouble>{t('scope_missing_about')}</Trouble>;
  }
}

const Trouble = ({ children }: { children: string }) => (
  <Note id="trouble" tone="bad" icon={<Icon name="alert" />}>
    <span class="sentence">{children}</span>
  </Note>
);

type NoteProps = {
  id?: string;
  tone: 'good' | 'bad' | 'quiet';
  icon: ComponentChildren;
  children: ComponentChildren;
};

const Note = ({ id, tone, icon, children }: NoteProps) => (
  <p id={id} class={`note ${tone}`}>
    {icon}
    <span>{children}</span>
  </p>
);
