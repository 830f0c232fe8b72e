import { t } from '../i18n/index.ts';
import { consoleUrl } from './console-url.ts';

/** Describes what has to be set up at LiveChat. */
type SetUp = {
  /** Names the app that is there already; empty where there is none. */
  clientId: string;
  scopes: readonly string[];
  /** Tells whether the agent wants to see their chats. */
  withChats: boolean;
  /** Lists the addresses of all flows, so that none is missing later. */
  redirectUris: readonly string[];
};

/** Writes the message in which an agent asks their administrator to set up the app at LiveChat. */
export function requestForAdministrator({ clientId, scopes, withChats, redirectUris }: SetUp): string {
  const needed = [
    t('request_scope', scopes.join(' ')),
    ...redirectUris.map((address) => t('request_redirect_uri', address)),
  ];
  return [
    [t('request_about'), withChats && t('request_about_chats')].filter(Boolean).join(' '),
    clientId ? t('request_check', clientId, consoleUrl) : t('request_create', consoleUrl),
    needed.join('\n'),
    t(clientId ? 'request_tell_me' : 'request_send_client_id'),
  ].join('\n\n');
}
