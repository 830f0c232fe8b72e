import { useState } from 'preact/hooks';
import type { Permissions } from 'webextension-polyfill';
import { t } from '../i18n/index.ts';
import { SwitchField } from './switch-field.tsx';
import { usePermission } from './use-permission.ts';

const permission: Permissions.Permissions = { permissions: ['notifications'] };

type NotificationsFieldProps = { checked: boolean; locked: boolean; onSave(notifications: boolean): void };

/** Lets the agent choose alerts on the desktop, too. Shows it as on only while the browser allows it. */
export function NotificationsField({ checked, locked, onSave }: NotificationsFieldProps) {
  const { held, request } = usePermission(permission);
  const [isRefused, setIsRefused] = useState(false);
  const handleChange = async (wanted: boolean) => {
    // The browser asks only within the click, so before anything else.
    const allowed = !wanted || (await request());
    setIsRefused(!allowed);
    if (allowed) onSave(wanted);
  };
  return (
    <SwitchField
      id="notifications"
      label={t('options_notifications')}
      about={t('options_notifications_about')}
      checked={checked && held === true}
      // The browser's permission is the agent's own to give, whatever a policy says.
      locked={locked && (held === true || !checked)}
      onChange={handleChange}
    >
      {isRefused && (
        <p id="notifications-refused" class="error" role="alert">
          {t('options_notifications_refused')}
        </p>
      )}
    </SwitchField>
  );
}
