import browser from 'webextension-polyfill';
import { config } from '../config/index.ts';
import { matchPatternOf } from '../config/match-pattern.ts';
import { attempt } from './attempt.ts';

const origins = [matchPatternOf(config.chatsUrl)];

/**
 * Tells whether the browser lets the extension reach the agent's chats; yes, where it does not say. This has to be asked: a server
 * that allows CORS answers without the permission, too, and an agent who has withdrawn it wants no chats fetched.
 */
export const areChatsAllowed = async (): Promise<boolean> =>
  (await attempt(() => browser.permissions.contains({ origins }))) !== false;
