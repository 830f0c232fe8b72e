import { duration, t } from '../i18n/index.ts';
import { type Choices, queueWaits, type Settings, unreadWaits } from '../state/settings.ts';
import { SwitchField } from '../ui/switch-field.tsx';
import { SelectField } from './select-field.tsx';
import { useNotifications } from './use-notifications.tsx';

type ChatNoticeFieldsProps = {
  choices: Choices;
  isLocked(name: keyof Settings): boolean;
  onSave(settings: Settings): void;
};

/** Lets the agent choose what of their chats the desktop tells of. Shows it as on only while the browser allows it. */
export function ChatNoticeFields({ choices, isLocked, onSave }: ChatNoticeFieldsProps) {
  const { notifyAssigned, notifyUnreadSeconds, notifyWaitingSeconds, notifyText } = choices;
  const notifications = useNotifications('chat-notices');
  const held = notifications.held === true;
  const isAny = notifyAssigned || notifyUnreadSeconds > 0 || notifyWaitingSeconds > 0;
  const waitField = (
    name: 'notifyUnreadSeconds' | 'notifyWaitingSeconds',
    words: { id: string; label: string },
    waits: readonly number[],
  ) => (
    <SelectField
      {...words}
      value={String(held ? choices[name] : 0)}
      choices={waits.map(waitChoice)}
      locked={notifications.isLocked(isLocked(name), choices[name] > 0)}
      onChange={(value) => {
        const seconds = waits.find((each) => String(each) === value) ?? 0;
        notifications.choose(seconds > 0, () => onSave({ [name]: seconds }));
      }}
    />
  );
  return (
    <>
      <SwitchField
        id="notify-assigned"
        label={t('options_notify_assigned')}
        {...(!held && { about: t('options_notifications_about') })}
        checked={notifyAssigned && held}
        locked={notifications.isLocked(isLocked('notifyAssigned'), notifyAssigned)}
        onChange={(wanted) => notifications.choose(wanted, () => onSave({ notifyAssigned: wanted }))}
      >
        {notifications.refusal}
      </SwitchField>
      {waitField(
        'notifyUnreadSeconds',
        { id: 'notify-unread', label: t('options_notify_unread') },
        unreadWaits,
      )}
      {waitField(
        'notifyWaitingSeconds',
        { id: 'notify-waiting', label: t('options_notify_waiting') },
        queueWaits,
      )}
      {isAny && held && (
        <SwitchField
          id="notify-text"
          label={t('options_notify_text')}
          about={t('options_notify_text_about')}
          checked={notifyText}
          locked={isLocked('notifyText')}
          onChange={(wanted) => onSave({ notifyText: wanted })}
        />
      )}
    </>
  );
}

const waitChoice = (seconds: number) => ({
  value: String(seconds),
  label: seconds === 0 ? t('options_notify_never') : duration(seconds),
});
