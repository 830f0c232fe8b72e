import browser from 'webextension-polyfill';
import type { LiveChatError, LiveChatErrorCode } from '../livechat/error.ts';
import { attempt } from './attempt.ts';

/** Names a failure: without its host permissions, the extension fails as if there were no connection. */
export async function troubleCode({ code }: LiveChatError): Promise<LiveChatErrorCode> {
  if (code !== 'offline') return code;
  const origins = browser.runtime.getManifest().host_permissions ?? [];
  const isAllowed = await attempt(() => browser.permissions.contains({ origins }));
  return isAllowed === false ? 'not_allowed' : 'offline';
}
