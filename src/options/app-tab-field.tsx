import { config } from '../config/index.ts';
import { t } from '../i18n/index.ts';
import { ErrorText } from '../ui/error-text.tsx';
import { SwitchField } from '../ui/switch-field.tsx';
import { optionalPermissions, usePermission } from '../ui/use-permission.ts';

/**
 * Lets the agent choose that the extension may find the tab of LiveChat's app. The browser's permission is all of that
 * choice: switched off, it is given back.
 */
export function AppTabField() {
  const { held = false, isRefused, request, remove } = usePermission(optionalPermissions.app);
  return (
    <SwitchField
      id="app-tab"
      label={t('options_app_tab')}
      about={t('options_app_tab_about', new URL(config.appUrl).host)}
      checked={held}
      locked={false}
      onChange={(wanted) => (wanted ? request() : remove())}
    >
      {isRefused && <ErrorText id="app-tab-refused">{t('options_app_tab_refused')}</ErrorText>}
    </SwitchField>
  );
}
