import browser from 'webextension-polyfill';
import type { Flow } from '../../config/schema.ts';

/**
 * Names the address to which LiveChat sends its answer, and which it has to know: the authorize window's, or one that
 * the browser catches.
 */
export const redirectUri = (flow: Flow): string =>
  flow === 'redirect' ? browser.identity.getRedirectURL() : browser.runtime.getURL('authorize/index.html');
