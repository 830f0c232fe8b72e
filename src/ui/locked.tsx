import { t } from '../i18n/index.ts';
import { Icon } from './icon.tsx';

/** Says of a field that an administrator has set it, so that the agent cannot. */
export function Locked() {
  return (
    <p class="note quiet">
      <Icon name="lock" />
      <span>{t('options_locked')}</span>
    </p>
  );
}
