import { config } from '../config/index.ts';
import { t } from '../i18n/index.ts';
import { OutsideLink } from '../ui/outside-link.tsx';

const pages = ['chats', 'archives', 'team', 'settings'] as const;

/** The ways into the LiveChat app. */
export function AppLinks() {
  return (
    <nav class="app-links" aria-label={t('links_title')}>
      {pages.map((page) => (
        <OutsideLink key={page} href={`${config.appUrl}/${page}`}>
          {t(`link_${page}`)}
        </OutsideLink>
      ))}
    </nav>
  );
}
