import type { ComponentChildren } from 'preact';
import { config, isFirefox } from '../config/index.ts';
import { t } from '../i18n/index.ts';
import { choicesOf } from '../state/settings.ts';
import type { PublicValues } from '../state/store/page-store.ts';
import { isSignedIn, viewKeys, viewOf } from '../state/view.ts';
import { AppSetUp } from '../ui/app-set-up.tsx';
import { ChatsField } from '../ui/chats-field.tsx';
import { chatsStepKeys } from '../ui/chats-step.ts';
import { ClientIdField } from '../ui/client-id-field.tsx';
import { ErrorText } from '../ui/error-text.tsx';
import { Icon } from '../ui/icon.tsx';
import { Logo } from '../ui/logo.tsx';
import { RedirectUris } from '../ui/redirect-uris.tsx';
import { useSettings } from '../ui/use-settings.ts';
import { PinDrawing } from './pin-drawing.tsx';
import { SignInStep } from './sign-in-step.tsx';
import { useIsPinned } from './use-is-pinned.ts';

/** Lists the stored items that the welcome page shows. */
export const welcomeKeys = [...new Set([...viewKeys, ...chatsStepKeys, 'signInFailure'] as const)];

/**
 * Renders the page after installation: at most three steps, the last of which is the sign-in; and after that the offer to see
 * chats, which may be passed over.
 */
export function Welcome({ stored }: { stored: Pick<PublicValues, (typeof welcomeKeys)[number]> }) {
  const { settings = {}, managed = {} } = stored;
  const { flow, clientId, chats } = choicesOf(settings, managed);
  const view = viewOf(stored, Date.now());
  // Where an administrator wants none, there is nothing to choose.
  const offersChats = isSignedIn(view) && (chats || !('chats' in managed));
  const { save, outcome } = useSettings();
  const isPinned = useIsPinned();
  const needsClientId = !config.clientId && !managed.clientId;
  const notSaved = outcome === 'failed' && <ErrorText>{t('options_save_failed')}</ErrorText>;
  return (
    <main>
      <header>
        <Logo />
        <h1>{t('welcome_title')}</h1>
        <p class="about">{t('welcome_about')}</p>
      </header>
      <ol class="steps">
        {needsClientId && (
          <Step id="app" title={t('welcome_app')}>
            <div class="field">
              <AppSetUp clientId={clientId} />
            </div>
            <div class="field">
              <RedirectUris flow={flow} />
            </div>
            <ClientIdField clientId={settings.clientId ?? ''} onSave={(clientId) => save({ clientId })} />
            {notSaved}
          </Step>
        )}
        <Step id="pin" title={t('welcome_pin')}>
          {isPinned ? (
            <p class="note good">
              <Icon name="check" />
              <span>{t('welcome_pinned')}</span>
            </p>
          ) : (
            <div class="pin">
              <p class="about">{t(isFirefox ? 'welcome_pin_about_firefox' : 'welcome_pin_about')}</p>
              {/* It draws Chromium's menu. */}
              {!isFirefox && <PinDrawing />}
            </div>
          )}
        </Step>
        <Step id="sign-in-step" title={t('sign_in')}>
          <SignInStep
            view={view}
            failure={stored.signInFailure}
            clientId={clientId}
            isPinned={isPinned}
            offersRequest={!needsClientId}
          />
        </Step>
        {offersChats && (
          <Step id="chats-offer" title={t('welcome_chats')}>
            {!needsClientId && notSaved}
            <ChatsField stored={stored} done={t('welcome_chats_done')} onSave={save} />
          </Step>
        )}
      </ol>
    </main>
  );
}

function Step({ id, title, children }: { id: string; title: string; children: ComponentChildren }) {
  return (
    <li id={id} class="step">
      <div class="content">
        <h2>{title}</h2>
        {children}
      </div>
    </li>
  );
}
