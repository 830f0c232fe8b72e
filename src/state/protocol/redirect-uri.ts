import browser from 'webextension-polyfill';
import type { Flow } from '../../config/schema.ts';

/** Where LiveChat sends its answer, which it has to know: the authorize window, or an address that the browser catches. */
export const redirectUri = (flow: Flow): string =>
  flow === 'redirect' ? browser.identity.getRedirectURL() : browser.runtime.getURL('authorize/index.html');
