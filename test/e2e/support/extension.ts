import { fileURLToPath } from 'node:url';

/** The ID that the manifest's `key` gives the extension on every machine. */
export const extensionId = 'mhekjpianllhmjacbplchhgppknfpnoc';

/** How the addresses of the extension's pages begin. */
export const extensionOrigin = `chrome-extension://${extensionId}/`;

/** The page that LiveChat sends its answer to: the redirect URI to whitelist. */
export const redirectUri = `${extensionOrigin}authorize/index.html`;

/** The folder of the production build. */
export const builtExtension = fileURLToPath(new URL('../../../dist/chrome', import.meta.url));
