import { Fragment } from 'preact';
import { config } from '../config/index.ts';
import { t } from '../i18n/index.ts';

/** Names the server that the browser is asked for. */
export const chatsHost = new URL(config.chatsUrl).host;

/** Says what follows the agent's wish to see their chats, before it: whom they are asked by, and for what. */
export const ChatsNeeds = () => (
  <p id="chats-needs" class="about">
    {t('chats_needs', chatsHost)}{' '}
    {config.chatsScopes.map((scope, index) => (
      <Fragment key={scope}>
        {index > 0 && ', '}
        <code>{scope}</code>
      </Fragment>
    ))}
  </p>
);
