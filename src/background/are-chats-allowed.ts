import browser from 'webextension-polyfill';
import { config } from '../config/index.ts';
import { matchPatternOf } from '../config/match-pattern.ts';
import { attempt } from './attempt.ts';

const origins = [matchPatternOf(config.chatsUrl)];

/**
 * Tells whether the browser lets the extension reach the agent's chats; yes, where it does not say. Without the permission a
 * request may succeed all the same, as any page's does that LiveChat lets read its answers, but the agent does not want it.
 */
export const areChatsAllowed = async (): Promise<boolean> =>
  (await attempt(() => browser.permissions.contains({ origins }))) !== false;
