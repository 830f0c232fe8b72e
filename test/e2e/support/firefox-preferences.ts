import { extensionId, extensionOrigin } from '../../../scripts/browser/extension.ts';

/**
 * Preferences for a Firefox whose way out is a proxy on 127.0.0.1, and whose extension has an address that is known.
 *
 * @param proxyPort where the proxy listens
 * @param language of the browser, where it has a language pack for it
 */
export const firefoxPreferences = (proxyPort: number, language = 'en-US'): Record<string, unknown> => ({
  // Debian's Firefox follows the machine's.
  'intl.locale.requested': language,
  // Ours has no signature; only an ESR, Developer Edition or Nightly installs such an add-on for good.
  'xpinstall.signatures.required': false,
  'network.proxy.type': 1,
  'network.proxy.http': '127.0.0.1',
  'network.proxy.http_port': proxyPort,
  'network.proxy.ssl': '127.0.0.1',
  'network.proxy.ssl_port': proxyPort,
  'extensions.webextensions.uuids': JSON.stringify({ [extensionId]: new URL(extensionOrigin).hostname }),
  // `permissions.request()` in a click asks nobody: no test can press the browser's own prompt.
  'extensions.webextOptionalPermissionPrompts': false,
  // Without a graphics card, what turns on a page keeps a processor busy.
  'ui.prefersReducedMotion': 1,
});
