import { config } from '../config/index.ts';
import { t } from '../i18n/index.ts';
import { ExternalLink } from '../ui/external-link.tsx';
import { Icon } from '../ui/icon.tsx';

/** Links to where the agent changes the password, and ends what cannot be ended here. */
export const AccountLink = () => (
  <ExternalLink href={`${config.accountsUrl}/`}>{t('open_account')}</ExternalLink>
);

/** Leads to where the agent changes the password, after a session that is not theirs. */
export function StrangerNotice() {
  return (
    <p id="change-password" class="notice">
      <Icon name="lock" />
      <span>
        {t('change_password')} <AccountLink />
      </span>
    </p>
  );
}
