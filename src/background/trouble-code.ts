import browser from 'webextension-polyfill';
import { matchPatternOf } from '../config/match-pattern.ts';
import type { LiveChatError, LiveChatErrorCode } from '../livechat/error.ts';
import { attempt } from './attempt.ts';

/** Names a failure: without the host permission for the server, the extension fails as if there were no connection. */
export async function troubleCode({ code, origin }: LiveChatError): Promise<LiveChatErrorCode> {
  if (code !== 'offline' || !origin) return code;
  const origins = [matchPatternOf(origin)];
  const isAllowed = await attempt(() => browser.permissions.contains({ origins }));
  return isAllowed === false ? 'not_allowed' : code;
}
