import { t } from '../i18n/index.ts';
import {
  chatsRefusalText,
  isAppTypeWrong,
  isScopeRefused,
  isSetUpMissing,
  signInFailureText,
} from '../state/sign-in-failure-text.ts';
import { Button } from '../ui/button.tsx';
import { ChatsSetUp } from '../ui/chats-set-up.tsx';
import { consoleUrl } from '../ui/console-url.ts';
import { CopyField } from '../ui/copy-field.tsx';
import { CopyRequest } from '../ui/copy-request.tsx';
import { ExternalLink } from '../ui/external-link.tsx';
import { Icon } from '../ui/icon.tsx';
import { Logo } from '../ui/logo.tsx';
import type { Phase } from './phase.ts';

type Failure = Extract<Phase, { name: 'failed' }>;
type ErrorName = Failure['error'];

/** Lists the errors that a missing or mistyped redirect URI can cause. */
const helpedByRedirectUri: readonly ErrorName[] = [
  'invalid_request',
  'unauthorized_client',
  'redirect_uri_not_set',
  'invalid_redirect_uri',
];

/** Lists the errors that the redirect flow may not have. */
const helpedByRedirect: readonly ErrorName[] = [...helpedByRedirectUri, 'login_window_cut_off'];

/** Lists the errors that may be cured in the settings. */
const helpedBySettings: readonly ErrorName[] = [
  'not_configured',
  'invalid_request',
  'unauthorized_client',
  'client_id_not_found',
  'unsupported_response_type',
];

type AuthorizeViewProps = {
  phase: Phase;
  redirectUri: string;
  /** Names the app; empty where none is set up. */
  clientId: string;
  /** Tells that the agent is signed in, and only adds chats. */
  addsChats: boolean;
  /** Names LiveChat's host in a browser whose containers may take it elsewhere (multi-account-containers issue 1825). */
  containedHost?: string | undefined;
  onTryAgain(): void;
  onAllow(): void;
  /** Tries the redirect flow; absent where it is in use already, or not the agent's to choose. */
  onTryRedirect?: (() => void) | undefined;
  onCancel(): void;
  onShowLogin(): void;
  onOpenSettings(): void;
};

function titleOf({ name }: Phase, addsChats: boolean) {
  if (name === 'failed') return addsChats ? 'chats_not_given_title' : 'authorize_failed_title';
  return authorizeTitle(addsChats);
}

/** Names the text that says what the window is for. */
export const authorizeTitle = (addsChats: boolean) =>
  addsChats ? 'authorize_chats_title' : 'authorize_title';

/** Renders the authorize window: how far the sign-in is, or what went wrong and what can be done about it. */
export function AuthorizeView(props: AuthorizeViewProps) {
  const { phase, addsChats } = props;
  return (
    <main>
      <Logo />
      <h1>{t(titleOf(phase, addsChats))}</h1>
      {phase.name === 'failed' ? (
        <FailureReport {...props} failure={phase} />
      ) : (
        <Progress {...props} phase={phase} />
      )}
    </main>
  );
}

type ProgressProps = AuthorizeViewProps & { phase: Exclude<Phase, { name: 'failed' }> };

function Progress({ phase, addsChats, onShowLogin, onCancel }: ProgressProps) {
  const isDone = phase.name === 'done';
  return (
    <>
      <p id="message" class={isDone ? 'good' : ''} role="status">
        <Icon name={isDone ? 'check' : 'waiting'} spinning={!isDone} />
        <span>
          {addsChats && phase.name === 'finishing'
            ? t('authorize_chats_finishing')
            : t(`authorize_${phase.name}`)}
        </span>
      </p>
      {addsChats && !isDone && <StaysSignedIn />}
      {phase.name === 'waiting' && <p class="about">{t('authorize_waiting_about')}</p>}
      {!isDone && (
        <div class="actions">
          {phase.name === 'waiting' && (
            <Button id="show-login" variant="primary" onPress={onShowLogin}>
              {t('show_window')}
            </Button>
          )}
          <Button id="cancel" onPress={onCancel}>
            {t('cancel')}
          </Button>
        </div>
      )}
    </>
  );
}

/** Says that nothing is lost where the chats are not given. */
const StaysSignedIn = () => (
  <p id="stays-signed-in" class="about">
    {t('authorize_chats_about')}
  </p>
);

type Action = 'again' | 'redirect' | 'settings';

/** Decides what is best to do next: not to try again where that would only fail again. */
function bestFor(error: ErrorName, canRedirect: boolean): Action {
  if (error === 'not_configured') return 'settings';
  return error === 'login_window_cut_off' && canRedirect ? 'redirect' : 'again';
}

type FailureReportProps = AuthorizeViewProps & { failure: Failure };

function FailureReport(props: FailureReportProps) {
  const {
    failure,
    redirectUri,
    clientId,
    addsChats,
    containedHost,
    onTryAgain,
    onAllow,
    onTryRedirect,
    onCancel,
    onOpenSettings,
  } = props;
  const { error } = failure;
  const isScopeMissing = addsChats && isScopeRefused(error);
  const isForbidden = error === 'not_allowed';
  const isClosed = error === 'login_window_closed';
  const best = bestFor(error, onTryRedirect !== undefined);
  const asBest = (action: Action) => ({
    variant: best === action ? ('primary' as const) : ('secondary' as const),
    focused: best === action,
  });
  return (
    <>
      <p id="message" class="bad" role="alert">
        <Icon name="alert" />
        <span>{addsChats ? chatsRefusalText(failure) : signInFailureText(failure)}</span>
      </p>
      {addsChats && !isScopeMissing && <StaysSignedIn />}
      {containedHost && isClosed && (
        <p id="containers" class="about">
          {t('login_window_containers', containedHost)}
        </p>
      )}
      {helpedByRedirectUri.includes(error) && (
        <section aria-labelledby="redirect-uri-title">
          <h2 id="redirect-uri-title">{t('redirect_uri_to_add')}</h2>
          <CopyField id="redirect-uri" value={redirectUri} />
        </section>
      )}
      {isScopeMissing ? (
        <ChatsSetUp clientId={clientId} />
      ) : (
        isSetUpMissing(failure) && <CopyRequest clientId={clientId} withChats={addsChats} />
      )}
      <div class="actions">
        <Button id="try-again" {...asBest('again')} onPress={isForbidden ? onAllow : onTryAgain}>
          {t(isForbidden ? 'allow' : 'try_again')}
        </Button>
        {onTryRedirect && helpedByRedirect.includes(error) && (
          <Button id="try-redirect" {...asBest('redirect')} onPress={onTryRedirect}>
            {t('try_redirect')}
          </Button>
        )}
        {(isAppTypeWrong(failure) || helpedBySettings.includes(error)) && (
          <Button id="open-settings" {...asBest('settings')} onPress={onOpenSettings}>
            {t('open_settings')}
          </Button>
        )}
        <Button id="cancel" onPress={onCancel}>
          {t('close')}
        </Button>
      </div>
      {isClosed && <ShowedError {...props} />}
    </>
  );
}

/** Tells what to do where the window was closed because of an error page: LiveChat's pages do not tell us of those. */
function ShowedError({
  redirectUri,
  clientId,
  addsChats,
  onTryRedirect,
  onOpenSettings,
}: FailureReportProps) {
  return (
    <details>
      <summary id="showed-error">{t('authorize_showed_error')}</summary>
      <div class="field">
        <p class="about">{t('authorize_showed_error_about')}</p>
        <CopyField id="redirect-uri" value={redirectUri} />
        <p>
          <ExternalLink href={consoleUrl}>{t('open_console')}</ExternalLink>
        </p>
        <CopyRequest clientId={clientId} withChats={addsChats} />
      </div>
      <div class="actions">
        {onTryRedirect && (
          <Button id="try-redirect" onPress={onTryRedirect}>
            {t('try_redirect')}
          </Button>
        )}
        <Button id="open-settings" onPress={onOpenSettings}>
          {t('open_settings')}
        </Button>
      </div>
    </details>
  );
}
