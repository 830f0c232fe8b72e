import { t } from '../i18n/index.ts';
import { ErrorText } from '../ui/error-text.tsx';
import { optionalPermissions, usePermission } from '../ui/use-permission.ts';

/**
 * Asks for the permission to notify before anything is switched on that needs it, and tells of it as on only while it is
 * held.
 *
 * @param id begins the ID of the error
 */
export function useNotifications(id: string) {
  const { held, isRefused, request } = usePermission(optionalPermissions.notifications);
  return {
    /** Tells whether the browser allows notifications. */
    held,
    /** Tells whether a choice is the administrator's: the browser's permission is the agent's own to give. */
    isLocked: (isSet: boolean, isOn: boolean) => isSet && (held === true || !isOn),
    /** Takes a choice once the browser allows it; within the click, as the browser asks only there. */
    choose: async (isOn: boolean, save: () => unknown) => {
      if (!isOn || (await request())) save();
    },
    /** Says that the browser has refused. */
    refusal: isRefused && <ErrorText id={`${id}-refused`}>{t('options_notifications_refused')}</ErrorText>,
  };
}
