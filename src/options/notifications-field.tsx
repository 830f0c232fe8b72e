import { t } from '../i18n/index.ts';
import { SwitchField } from '../ui/switch-field.tsx';
import { useNotifications } from './use-notifications.tsx';

type NotificationsFieldProps = { checked: boolean; locked: boolean; onSave(notifications: boolean): void };

/** Lets the agent choose alerts on the desktop, too. Shows it as on only while the browser allows it. */
export function NotificationsField({ checked, locked, onSave }: NotificationsFieldProps) {
  const { held, isLocked, choose, refusal } = useNotifications('notifications');
  return (
    <SwitchField
      id="notifications"
      label={t('options_notifications')}
      about={t('options_notifications_about')}
      checked={checked && held === true}
      locked={isLocked(locked, checked)}
      onChange={(wanted) => choose(wanted, () => onSave(wanted))}
    >
      {refusal}
    </SwitchField>
  );
}
