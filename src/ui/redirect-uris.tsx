import type { Flow } from '../config/schema.ts';
import { t } from '../i18n/index.ts';
import { redirectUri } from '../state/protocol/redirect-uri.ts';
import { CopyField } from './copy-field.tsx';

/** Shows the addresses that LiveChat has to know of this app. */
export function RedirectUris({ flow }: { flow: Flow }) {
  return (
    <>
      <p class="about">{t('options_redirect_uri_about')}</p>
      <CopyField id="redirect-uri" value={redirectUri(flow)} />
      {flow === 'popup' && (
        <>
          <p class="about">{t('options_redirect_uri_renewal')}</p>
          <CopyField id="renewal-redirect-uri" value={redirectUri('redirect')} />
        </>
      )}
    </>
  );
}
