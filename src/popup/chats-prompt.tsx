import type { ComponentChildren } from 'preact';
import { config } from '../config/index.ts';
import { t } from '../i18n/index.ts';
import type { PromptStep } from '../state/next-steps.ts';
import { isScopeRefused, signInFailureText } from '../state/sign-in-failure-text.ts';
import type { ChatsView } from '../state/view.ts';
import { openSettings } from '../ui/ask-for-access.ts';
import { Button } from '../ui/button.tsx';
import { ChatsNeeds } from '../ui/chats-needs.tsx';
import { consoleUrl } from '../ui/console-url.ts';
import { CopyField } from '../ui/copy-field.tsx';
import { CopyRequest } from '../ui/copy-request.tsx';
import { ExternalLink } from '../ui/external-link.tsx';
import { Icon } from '../ui/icon.tsx';
import { SigningIn } from './signing-in.tsx';
import './chats-prompt.css';

/** Describes the views without chats to show. */
export type ChatsPromptView = Extract<ChatsView, { state: 'off' | 'notAuthorized' | 'scopeMissing' }>;

type ChatsPromptProps = {
  view: ChatsPromptView;
  clientId: string;
  isSigningIn: boolean;
  /** Opens LiveChat's window, which asks for the chats. */
  onAsk(): void;
  /** Does without them; absent where an administrator has decided. */
  onTurnOff: (() => void) | undefined;
  onStep(step: PromptStep): void;
};

type Refusal = Pick<Extract<ChatsView, { state: 'notAuthorized' }>, 'refusal' | 'said'>;

/** Shows what the agent has to do before there are chats to show. */
export function ChatsPrompt({ view, clientId, isSigningIn, onAsk, onTurnOff, onStep }: ChatsPromptProps) {
  if (view.state === 'off') return <Offer />;
  if (isSigningIn) {
    return (
      <Prompt icon={<Icon name="waiting" spinning />} title={t('signing_in')}>
        <SigningIn onStep={onStep} />
      </Prompt>
    );
  }
  const { refusal, said }: Refusal = view.state === 'notAuthorized' ? view : {};
  if (view.state === 'notAuthorized' && !refusal) {
    return (
      <Prompt title={t('chats_ask_title')}>
        <p>{t('chats_ask_about')}</p>
        <div class="actions">
          <Button id="ask-chats" variant="primary" onPress={onAsk}>
            {t('chats_ask')}
          </Button>
        </div>
      </Prompt>
    );
  }
  const isScopeMissing = !refusal || isScopeRefused(refusal);
  return (
    <Prompt tone="warning" icon={<Icon name="alert" />} title={t('chats_not_given_title')}>
      {isScopeMissing ? (
        <>
          {refusal === 'access_denied' && <p>{t('chats_denied')}</p>}
          <p>{t('chats_scope_missing_about')}</p>
          <CopyField id="chats-scopes" value={config.chatsScopes.join(' ')} />
          <p>
            {refusal && `${t('trouble_said', said ?? refusal)} · `}
            <ExternalLink href={consoleUrl}>{t('open_console')}</ExternalLink>
          </p>
          <CopyRequest clientId={clientId} withChats />
        </>
      ) : (
        <p>{signInFailureText({ error: refusal, ...(said && { said }) })}</p>
      )}
      <div class="actions">
        <Button id="ask-chats" variant="primary" onPress={onAsk}>
          {t('try_again')}
        </Button>
        {onTurnOff && (
          <Button id="turn-chats-off" onPress={onTurnOff}>
            {t('chats_turn_off')}
          </Button>
        )}
      </div>
    </Prompt>
  );
}

/** Says what the agent gets, and what it costs: only here, as nobody is to be urged. */
const Offer = () => (
  <Prompt title={t('chats_offer_title')}>
    <p>{t('chats_about')}</p>
    <ChatsNeeds />
    <div class="actions">
      <Button id="show-chats" variant="primary" onPress={() => openSettings('chats')}>
        {t('chats_show')}
      </Button>
    </div>
  </Prompt>
);

type PromptProps = {
  tone?: 'warning';
  icon?: ComponentChildren;
  title: string;
  children: ComponentChildren;
};

const Prompt = ({ tone, icon, title, children }: PromptProps) => (
  <section class="prompt">
    <h2 class={tone}>
      {icon}
      {title}
    </h2>
    {children}
  </section>
);
