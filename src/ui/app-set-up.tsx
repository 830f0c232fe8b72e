import { config } from '../config/index.ts';
import { t } from '../i18n/index.ts';
import { consoleUrl } from './console-url.ts';
import { CopyField } from './copy-field.tsx';
import { CopyRequest } from './copy-request.tsx';
import { ExternalLink } from './external-link.tsx';

/** Says what has to be done at LiveChat before there is a client ID, up to the redirect URIs, and who may be asked to. */
export function AppSetUp({ clientId }: { clientId: string }) {
  return (
    <>
      <CopyRequest clientId={clientId} />
      <p class="about">
        {t('app_set_up')} <ExternalLink href={consoleUrl}>{t('open_console')}</ExternalLink>
      </p>
      <p class="about">{t('app_scope')}</p>
      <CopyField id="scope" value={config.scopes.join(' ')} />
    </>
  );
}
