import { useState } from 'preact/hooks';
import { t } from '../i18n/index.ts';
import { choicesOf, type Settings } from '../state/settings.ts';
import { chatsRefusalText, isScopeRefused } from '../state/sign-in-failure-text.ts';
import { type PublicValues, readPublic } from '../state/store/page-store.ts';
import { troubleNoticeText } from '../state/trouble-advice.ts';
import { Button } from './button.tsx';
import { ChatsNeeds, chatsHost } from './chats-needs.tsx';
import { ChatsSetUp } from './chats-set-up.tsx';
import { type ChatsStep, type chatsStepKeys, chatsStepOf } from './chats-step.ts';
import { ErrorText } from './error-text.tsx';
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

/**
 * Lets the agent choose to see their chats: asks the browser first, within the click, then LiveChat over the present sign-in,
 * and says what is left to do. Shows it as on only while the browser allows it.
 */
export function ChatsField({ stored, done, focused, onSave }: ChatsFieldProps) {
  const { settings, managed = {} } = stored;
  const { chats: isWanted, clientId } = choicesOf(settings, managed);
  const { held, isRefused, request } = usePermission(optionalPermissions.chats);
  const { run, failed } = useCommand();
  const [isTurnedOff, setIsTurnedOff] = useState(false);
  const authorize = async () => run(await signInCommand(true));
  const handleChange = async (wanted: boolean) => {
    // The browser asks only within the click, so before anything else.
    if (wanted && !(await request())) return;
    if (!(await onSave({ chats: wanted })) || !wanted) return;
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
        label={t('chats_show')}
        about={t('chats_about')}
        checked={isWanted && held === true}
        // The browser's permission is the agent's own to give, whatever a policy says.
        locked={'chats' in managed && (held === true || !isWanted)}
        focused={focused === true || isTurnedOff}
        onChange={handleChange}
      >
        {step.name === 'none' && <ChatsNeeds />}
        {isRefused && <ErrorText id="chats-not-allowed">{t('options_chats_not_allowed')}</ErrorText>}
        <div id="chats-step" role="status">
          {!isRefused && <Progress step={step} done={done} />}
        </div>
        {failed && <ErrorText>{t('error_internal')}</ErrorText>}
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
        <ChatsSetUp clientId={clientId}>
          <div class="actions">
            <Button id="authorize-chats" variant="primary" onPress={authorize}>
              {t('try_again')}
            </Button>
          </div>
        </ChatsSetUp>
      )}
    </>
  );
}

function authorizeLabel({ name }: ChatsStep): string | undefined {
  if (name === 'ask') return t('chats_ask');
  if (name === 'finish') return t('show_window');
  return name === 'refused' ? t('try_again') : undefined;
}

function Progress({ step, done }: { step: ChatsStep; done: string | undefined }) {
  switch (step.name) {
    case 'none':
      return null;
    case 'allow':
      return <Note tone="bad">{t('options_chats_withdrawn', chatsHost)}</Note>;
    case 'signIn':
      return <Note tone="quiet">{t('options_chats_sign_in')}</Note>;
    case 'finish':
      return <Note tone="waiting">{t('signing_in_about')}</Note>;
    case 'ask':
      return <Note tone="quiet">{t('options_chats_not_asked')}</Note>;
    case 'refused':
      return <Note tone="bad">{chatsRefusalText(step)}</Note>;
    case 'scope':
      return <Note tone="bad">{t('options_chats_scope_missing')}</Note>;
    case 'trouble':
      return <Note tone="bad">{troubleNoticeText(step.trouble, true)}</Note>;
    case 'done':
      return done ? <Note tone="good">{done}</Note> : null;
  }
}

const icons = { good: 'check', bad: 'alert', quiet: 'help', waiting: 'waiting' } as const;

const Note = ({ tone, children }: { tone: keyof typeof icons; children: string }) => (
  <p class={`note ${tone === 'waiting' ? 'quiet' : tone}`}>
    <Icon name={icons[tone]} spinning={tone === 'waiting'} />
    <span class="sentence">{children}</span>
  </p>
);
