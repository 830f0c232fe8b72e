import { Fragment } from 'preact';
import { useState } from 'preact/hooks';
import { config } from '../config/index.ts';
import { t } from '../i18n/index.ts';
import { choicesOf, type Settings } from '../state/settings.ts';
import { isScopeRefused, signInFailureText } from '../state/sign-in-failure-text.ts';
import { type PublicValues, readPublic } from '../state/store/page-store.ts';
import { troubleNoticeText } from '../state/trouble-advice.ts';
import { Button } from './button.tsx';
import { type ChatsStep, type chatsStepKeys, chatsStepOf } from './chats-step.ts';
import { consoleUrl } from './console-url.ts';
import { CopyField } from './copy-field.tsx';
import { CopyRequest } from './copy-request.tsx';
import { ExternalLink } from './external-link.tsx';
import { Icon } from './icon.tsx';
import { signInCommand } from './sign-in-command.ts';
import { SwitchField } from './switch-field.tsx';
import { useCommand } from './use-command.ts';
import { optionalPermissions, usePermission } from './use-permission.ts';

type ChatsFieldProps = {
  stored: Pick<PublicValues, (typeof chatsStepKeys)[number]>;
  /** Says that all is done, where that has to be said. */
  done?: string;
  /** Takes the keyboard focus as soon as it is there. */
  focused?: boolean;
  /** Resolves to whether it was saved. */
  onSave(settings: Settings): Promise<boolean>;
};

const host = new URL(config.chatsUrl).host;

/**
 * Lets the agent choose to see their chats: asks the browser first, within the click, then LiveChat over the present sign-in,
 * and says what is left to do. Shows it as on only while the browser allows it.
 */
export function ChatsField({ stored, done, focused, onSave }: ChatsFieldProps) {
  const { settings, managed = {} } = stored;
  const { chats: isWanted, clientId } = choicesOf(settings, managed);
  const { held, request } = usePermission(optionalPermissions.chats);
  const { run, failed } = useCommand();
  const [isRefused, setIsRefused] = useState(false);
  const [isTurnedOff, setIsTurnedOff] = useState(false);
  const authorize = async () => run(await signInCommand(true));
  const handleChange = async (wanted: boolean) => {
    // The browser asks only within the click, so before anything else.
    const allowed = !wanted || (await request());
    setIsRefused(!allowed);
    if (!allowed || !(await onSave({ chats: wanted })) || !wanted) return;
    // The browser's question may have been open for long.
    const { connection, chats } = await readPublic('connection', 'chats');
    if (connection?.status === 'signedIn' && !chats) await authorize();
  };
  const turnOff = async () => {
    // The button goes: the keyboard would start over.
    setIsTurnedOff(await onSave({ chats: false }));
  };
  const step = chatsStepOf(stored, { isWanted, isAllowed: held }, Date.now());
  const lacksScope = step.name === 'scope' || (step.name === 'refused' && isScopeRefused(step.error));
  const label = authorizeLabel(step);
  return (
    <>
      <SwitchField
        id="show-chats"
        label={t('options_chats')}
        about={t('options_chats_about')}
        checked={isWanted && held === true}
        // The browser's permission is the agent's own to give, whatever a policy says.
        locked={'chats' in managed && (held === true || !isWanted)}
        focused={focused === true || isTurnedOff}
        onChange={handleChange}
      >
        {step.name === 'none' && <Needs />}
        {isRefused && (
          <p id="chats-not-allowed" class="error" role="alert">
            {t('options_chats_not_allowed')}
          </p>
        )}
        <div id="chats-step" role="status">
          {!isRefused && <Progress step={step} done={done} />}
        </div>
        {failed && (
          <p class="error" role="alert">
            {t('error_internal')}
          </p>
        )}
        {step.name === 'allow' && !('chats' in managed) && (
          <div class="actions">
            <Button id="turn-chats-off" onPress={turnOff}>
              {t('chats_turn_off')}
            </Button>
          </div>
        )}
        {label && !lacksScope && (
          <div class="actions">
            <Button id="authorize-chats" onPress={authorize}>
              {label}
            </Button>
          </div>
        )}
      </SwitchField>
      {lacksScope && (
        <div id="chats-set-up" class="field">
          <CopyRequest clientId={clientId} withChats />
          <p class="about">
            {t('options_chats_scopes')} <ExternalLink href={consoleUrl}>{t('open_console')}</ExternalLink>
          </p>
          <CopyField id="chats-scopes" value={config.chatsScopes.join(' ')} />
          <div class="actions">
            <Button id="authorize-chats" variant="primary" onPress={authorize}>
              {t('try_again')}
            </Button>
          </div>
        </div>
      )}
    </>
  );
}

function authorizeLabel({ name }: ChatsStep): string | undefined {
  if (name === 'ask') return t('options_chats_ask');
  if (name === 'finish') return t('show_window');
  return name === 'refused' ? t('try_again') : undefined;
}

/** Says what follows the click, before it. */
const Needs = () => (
  <p id="chats-needs" class="about">
    {t('options_chats_needs', host)}{' '}
    {config.chatsScopes.map((scope, index) => (
      <Fragment key={scope}>
        {index > 0 && ', '}
        <code>{scope}</code>
      </Fragment>
    ))}
  </p>
);

function Progress({ step, done }: { step: ChatsStep; done: string | undefined }) {
  switch (step.name) {
    case 'none':
      return null;
    case 'allow':
      return <Note tone="bad">{t('options_chats_withdrawn', host)}</Note>;
    case 'signIn':
      return <Note tone="quiet">{t('options_chats_sign_in')}</Note>;
    case 'finish':
      return <Note tone="waiting">{t('signing_in_about')}</Note>;
    case 'ask':
      return <Note tone="quiet">{t('options_chats_not_asked')}</Note>;
    case 'refused':
      return <Note tone="bad">{refusalText(step)}</Note>;
    case 'scope':
      return <Note tone="bad">{t('options_chats_scope_missing')}</Note>;
    case 'trouble':
      return <Note tone="bad">{troubleNoticeText(step.trouble, true)}</Note>;
    case 'done':
      return done ? <Note tone="good">{done}</Note> : null;
  }
}

/** Says why LiveChat does not show the chats; the sessions are not concerned. */
function refusalText({ error, said }: Extract<ChatsStep, { name: 'refused' }>): string {
  if (error === 'invalid_scope') return t('options_chats_scope_missing');
  if (isScopeRefused(error)) return t('options_chats_denied');
  return signInFailureText({ error, ...(said && { said }) });
}

const icons = { good: 'check', bad: 'alert', quiet: 'help', waiting: 'waiting' } as const;

const Note = ({ tone, children }: { tone: keyof typeof icons; children: string }) => (
  <p class={`note ${tone === 'waiting' ? 'quiet' : tone}`}>
    <Icon name={icons[tone]} spinning={tone === 'waiting'} />
    <span class="sentence">{children}</span>
  </p>
);
