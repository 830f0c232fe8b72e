import { scopesOf } from '../config/scopes-of.ts';
import { t } from '../i18n/index.ts';
import { consoleUrl } from './console-url.ts';
import { CopyField } from './copy-field.tsx';
import { CopyRequest } from './copy-request.tsx';
import { ExternalLink } from './external-link.tsx';

/** Says what has to be done at LiveChat before there is a client ID, up to the redirect URIs, and who may be asked to. */
export function AppSetUp({ clientId, withChats = false }: { clientId: string; withChats?: boolean }) {
  return (
    <>
      <CopyRequest clientId={clientId} withChats={withChats} />
      <p class="about">
        {t('app_set_up')} <ExternalLink href={consoleUrl}>{t('open_console')}</ExternalLink>
      </p>
      <p class="about">{t(withChats ? 'app_scopes' : 'app_scope')}</p>
      <CopyField id="scope" value={scopesOf(withChats).join(' ')} />
    </>
  );
}
