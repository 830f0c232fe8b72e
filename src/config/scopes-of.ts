import { config } from './index.ts';
import type { Config } from './read-config.ts';

/** Lists the scopes that the app needs, each once: for the agent's sessions, and for their chats where these are wanted. */
export const scopesOf = (
  withChats: boolean,
  { scopes, chatsScopes }: Pick<Config, 'scopes' | 'chatsScopes'> = config,
): readonly string[] => (withChats ? [...new Set([...scopes, ...chatsScopes])] : scopes);
