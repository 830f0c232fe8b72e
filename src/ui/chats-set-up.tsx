import type { ComponentChildren } from 'preact';
import { config } from '../config/index.ts';
import { t } from '../i18n/index.ts';
import { consoleUrl } from './console-url.ts';
import { CopyField } from './copy-field.tsx';
import { CopyRequest } from './copy-request.tsx';
import { ExternalLink } from './external-link.tsx';

type ChatsSetUpProps = {
  /** Names the app. */
  clientId: string;
  /** Holds what the agent can do afterwards. */
  children?: ComponentChildren;
};

/** Says which scopes the agent's app lacks for chats, and where to add them. */
export const ChatsSetUp = ({ clientId, children }: ChatsSetUpProps) => (
  <div id="chats-set-up" class="field">
    <CopyRequest clientId={clientId} withChats />
    <p class="about">
      {t('app_scopes')} <ExternalLink href={consoleUrl}>{t('open_console')}</ExternalLink>
    </p>
    <CopyField id="chats-scopes" value={config.chatsScopes.join(' ')} />
    {children}
  </div>
);
