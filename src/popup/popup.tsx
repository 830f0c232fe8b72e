import type { ComponentChildren } from 'preact';
import browser from 'webextension-polyfill';
import { t } from '../i18n/index.ts';
import type { PromptStep } from '../state/next-steps.ts';
import { choicesOf } from '../state/settings.ts';
import type { PublicValues } from '../state/store/page-store.ts';
import type { ListedSession } from '../state/store/public-items.ts';
import { chatsViewOf, isSignedIn, viewKeys, viewOf } from '../state/view.ts';
import { Button } from '../ui/button.tsx';
import { Icon } from '../ui/icon.tsx';
import { Logo } from '../ui/logo.tsx';
import { signInCommand } from '../ui/sign-in-command.ts';
import { useCommand } from '../ui/use-command.ts';
import { useSettings } from '../ui/use-settings.ts';
import { AgentLine } from './agent-line.tsx';
import { AppLinks } from './app-links.tsx';
import { ChatsPanel } from './chats-panel.tsx';
import { type Tab, tabToOpen } from './choose-tab.ts';
import { DoNotDisturb } from './do-not-disturb.tsx';
import { Failure } from './failure.tsx';
import { offersPause } from './offers-pause.ts';
import { OrganizationChoice } from './organization-choice.tsx';
import { ServiceStatusPanel } from './service-status-panel.tsx';
import { SignInPrompt } from './sign-in-prompt.tsx';
import { SignOutChoices } from './sign-out-choices.tsx';
import { SignedIn } from './signed-in.tsx';
import { chatsLabel, sessionsLabel } from './tab-label.ts';
import { Tabs } from './tabs.tsx';
import { useNow } from './use-now.ts';

/** Lists the stored items that the popup shows first. */
export const firstKeys = [
  ...viewKeys,
  'chats',
  'chatsRefusal',
  'chatList',
  'quietUntil',
  'lastTab',
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

/** Tells whether a new session waits for the agent's answer. */
const isAsked = ({ alert, snapshot }: PopupProps['stored']): boolean =>
  alert !== undefined || snapshot?.sessions.some(({ isNew }) => isNew) === true;

/** Renders the toolbar popup: what is stored, in words. */
export function Popup({ stored, sessions }: PopupProps) {
  const now = useNow(5_000);
  const view = viewOf(stored, now);
  const chats = chatsViewOf(stored, now);
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
  const isSigningIn = stored.signIn !== undefined;
  const tools = offersPause(choices, stored.quietUntil, now) && (
    <DoNotDisturb quietUntil={stored.quietUntil} onCommand={run} />
  );

  const sessionsPanel = () =>
    isSignedIn(view) ? (
      <>
        <SignedIn
          view={view}
          sessions={sessions}
          unlisted={unlisted}
          endings={stored.endings}
          isAlert={stored.alert !== undefined}
          marksNew={choices.alerts}
          serviceStatus={stored.serviceStatus}
          onCommand={run}
          isSigningIn={isSigningIn}
          signInFailure={stored.signInFailure}
          onStep={takeStep}
        />
        {tools && <div class="tools">{tools}</div>}
      </>
    ) : (
      <SignInPrompt view={view} failure={stored.signInFailure} clientId={choices.clientId} onStep={takeStep}>
        <OrganizationChoice
          choices={choices}
          locked={stored.managed?.organizationId !== undefined}
          onChange={(organizationId) => save({ organizationId })}
        />
      </SignInPrompt>
    );
  const chatsPanel = () => (
    <ChatsPanel
      view={chats}
      list={stored.chatList}
      choices={choices}
      managed={stored.managed}
      serviceStatus={stored.serviceStatus}
      isSigningIn={isSigningIn}
      onAsk={async () => run(await signInCommand(true))}
      onSave={save}
      onStep={takeStep}
    >
      {tools}
    </ChatsPanel>
  );
  const panels: Record<Tab, () => ComponentChildren> = { chats: chatsPanel, sessions: sessionsPanel };
  const hasChats = chats.state !== 'off';
  // Where an administrator has decided against chats, there is nothing to choose.
  const hasTabs = stored.managed?.chats !== false && (isSignedIn(view) || hasChats);

  return (
    <>
      <header>
        <Logo />
        <div class="brand">
          <h1>{t('short_name')}</h1>
          {isSignedIn(view) && stored.agent && (
            <AgentLine agent={stored.agent} organizations={choices.organizations} />
          )}
        </div>
        {isSignedIn(view) || view.state === 'scopeMissing' || view.state === 'refused' ? (
          <SignOutChoices everywhere={isSignedIn(view)} sessions={total} onCommand={run}>
            {settingsButton}
          </SignOutChoices>
        ) : (
          settingsButton
        )}
      </header>
      <main>
        {hasTabs ? (
          <Tabs
            first={tabToOpen({ lastTab: stored.lastTab, hasChats, isAsked: isAsked(stored) })}
            labels={{ chats: chatsLabel(chats), sessions: sessionsLabel(view, isAsked(stored)) }}
          >
            {(tab) => panels[tab]()}
          </Tabs>
        ) : (
          sessionsPanel()
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
