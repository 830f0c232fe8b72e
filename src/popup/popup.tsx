import browser from 'webextension-polyfill';
import { t } from '../i18n/index.ts';
import type { PromptStep } from '../state/next-steps.ts';
import { choicesOf } from '../state/settings.ts';
import type { PublicValues } from '../state/store/page-store.ts';
import type { ListedSession } from '../state/store/public-items.ts';
import { isSignedIn, viewKeys, viewOf } from '../state/view.ts';
import { Button } from '../ui/button.tsx';
import { Icon } from '../ui/icon.tsx';
import { Logo } from '../ui/logo.tsx';
import { signInCommand } from '../ui/sign-in-command.ts';
import { useCommand } from '../ui/use-command.ts';
import { useSettings } from '../ui/use-settings.ts';
import { AgentLine } from './agent-line.tsx';
import { AppLinks } from './app-links.tsx';
import { Failure } from './failure.tsx';
import { OrganizationChoice } from './organization-choice.tsx';
import { ServiceStatusPanel } from './service-status-panel.tsx';
import { SignInPrompt } from './sign-in-prompt.tsx';
import { SignOutChoices } from './sign-out-choices.tsx';
import { SignedIn } from './signed-in.tsx';
import { useNow } from './use-now.ts';

/** Lists the stored items that the popup shows first. */
export const firstKeys = [
  ...viewKeys,
  'agent',
  'snapshot',
  'endings',
  'serviceStatus',
  'signInFailure',
] as const;

/** Lists all stored items that it shows. */
export const popupKeys = [...firstKeys, 'moreSessions'] as const;

/** Describes what the popup is made from. */
export type PopupProps = {
  stored: Pick<PublicValues, (typeof firstKeys)[number]>;
  sessions: ListedSession[] | undefined;
};

/** Renders the toolbar popup: what is stored, in words. */
export function Popup({ stored, sessions }: PopupProps) {
  const view = viewOf(stored, useNow(5_000));
  const { run, failed } = useCommand();
  const signIn = async () => run(await signInCommand());
  const { save, outcome } = useSettings();
  const choices = choicesOf(stored.settings, stored.managed);
  const openOptions = () => browser.runtime.openOptionsPage();
  const stepActions: Record<PromptStep, () => Promise<void>> = {
    setUp: openOptions,
    signIn,
    showWindow: signIn,
    cancelSignIn: () => run({ type: 'cancelSignIn' }),
  };
  const settingsButton = (
    <Button id="open-options" variant="ghost" label={t('settings')} onPress={openOptions}>
      <Icon name="settings" />
    </Button>
  );
  const unlisted = stored.snapshot?.unlisted ?? 0;
  const total = sessions && sessions.length + unlisted;
  const takeStep = (step: PromptStep) => stepActions[step]();

  return (
    <>
      <header>
        <Logo />
        <h1>{t('short_name')}</h1>
        {isSignedIn(view) || view.state === 'scopeMissing' || view.state === 'refused' ? (
          <SignOutChoices everywhere={isSignedIn(view)} sessions={total} onCommand={run}>
            {settingsButton}
          </SignOutChoices>
        ) : (
          settingsButton
        )}
      </header>
      <main>
        {isSignedIn(view) ? (
          <SignedIn
            view={view}
            sessions={sessions}
            unlisted={unlisted}
            endings={stored.endings}
            isAlert={stored.alert !== undefined}
            marksNew={choices.alerts}
            serviceStatus={stored.serviceStatus}
            onCommand={run}
            isSigningIn={stored.signIn !== undefined}
            signInFailure={stored.signInFailure}
            onStep={takeStep}
          >
            {stored.agent && <AgentLine agent={stored.agent} organizations={choices.organizations} />}
          </SignedIn>
        ) : (
          <SignInPrompt
            view={view}
            failure={stored.signInFailure}
            clientId={choices.clientId}
            onStep={takeStep}
          >
            <OrganizationChoice
              choices={choices}
              locked={stored.managed?.organizationId !== undefined}
              onChange={(organizationId) => save({ organizationId })}
            />
          </SignInPrompt>
        )}
        {failed && <Failure />}
        {!failed && outcome === 'failed' && <Failure text="options_save_failed" />}
      </main>
      <footer>
        <ServiceStatusPanel stored={stored.serviceStatus} isShort={isSignedIn(view)} />
        <AppLinks />
      </footer>
    </>
  );
}
