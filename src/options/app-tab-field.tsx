import { useState } from 'preact/hooks';
import { config } from '../config/index.ts';
import { t } from '../i18n/index.ts';
import { SwitchField } from '../ui/switch-field.tsx';
import { optionalPermissions, usePermission } from '../ui/use-permission.ts';

/**
 * Lets the agent choose that the extension may find the tab of LiveChat's app. The browser's permission is all of that
 * choice: switched off, it is given back.
 */
export function AppTabField() {
  const { held = false, request, remove } = usePermission(optionalPermissions.app);
  const [isRefused, setIsRefused] = useState(false);
  const handleChange = async (wanted: boolean) => {
    const isDone = await (wanted ? request() : remove());
    setIsRefused(wanted && !isDone);
  };
  return (
    <SwitchField
      id="app-tab"
      label={t('options_app_tab')}
      about={t('options_app_tab_about', new URL(config.appUrl).host)}
      checked={held}
      locked={false}
      onChange={handleChange}
    >
      {isRefused && (
        <p id="app-tab-refused" class="error" role="alert">
          {t('options_app_tab_refused')}
        </p>
      )}
    </SwitchField>
  );
}
