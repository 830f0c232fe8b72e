import browser from 'webextension-polyfill';

/** The address of the authorize window, which LiveChat has to know. */
export const redirectUri = (): string => browser.runtime.getURL('authorize/index.html');
