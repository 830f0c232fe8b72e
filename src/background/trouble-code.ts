import browser from 'webextension-polyfill';
import type { LiveChatError, LiveChatErrorCode } from '../livechat/error.ts';

/** What a failure is called: without its host permissions, the extension fails as if there were no connection. */
export async function troubleCode({ code }: LiveChatError): Promise<LiveChatErrorCode> {
  if (code !== 'offline') return code;
  const origins = browser.runtime.getManifest().host_permissions ?? [];
  return (await browser.permissions.contains({ origins })) ? 'offline' : 'not_allowed';
}
