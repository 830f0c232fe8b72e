import { config } from '../config/index.ts';
import { t } from '../i18n/index.ts';
import { ExternalLink } from '../ui/external-link.tsx';
import './app-links.css';

const pages = ['chats', 'archives', 'team', 'settings'] as const;

/** Shows the ways into the LiveChat app. */
export function AppLinks() {
  return (
    <nav class="app-links" aria-label={t('links_title')}>
      {pages.map((page) => (
        <ExternalLink key={page} href={`${config.appUrl}/${page}`}>
          {t(`link_${page}`)}
        </ExternalLink>
      ))}
    </nav>
  );
}
