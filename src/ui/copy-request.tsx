import { scopesOf } from '../config/scopes-of.ts';
import { t } from '../i18n/index.ts';
import { redirectUri } from '../state/protocol/redirect-uri.ts';
import { flows } from '../state/settings.ts';
import { Button } from './button.tsx';
import { requestForAdministrator } from './request-for-administrator.ts';
import { useCopy } from './use-copy.ts';

/** Lets an agent who is not the developer of the app copy a message that asks for what has to be set up. */
export function CopyRequest({ clientId, withChats = false }: { clientId: string; withChats?: boolean }) {
  const redirectUris = flows.map(redirectUri);
  const { copy, outcome } = useCopy(
    requestForAdministrator({ clientId, scopes: scopesOf(withChats), withChats, redirectUris }),
  );
  return (
    <div class="copy-request">
      <span>{t('request_intro')}</span>
      <Button id="copy-request" onPress={copy}>
        {t(outcome === 'copied' ? 'copied' : 'request_copy')}
      </Button>
      <span class={outcome === 'copy_failed' ? 'copy-failed' : 'visually-hidden'} role="status">
        {outcome && t(outcome)}
      </span>
    </div>
  );
}
