import type { Page } from 'puppeteer-core';
import type { AgentBrowser } from '../support/agent-browser.ts';
import { pageObject } from './page-element.ts';

/** Names the elements of the authorize window. */
export const authorizeSelectors = {
  title: 'h1',
  message: '#message',
  /** The scopes to add to the app, where only the chats have failed. */
  chatsScopes: '#chats-scopes',
  tryAgain: '#try-again',
  tryRedirect: '#try-redirect',
  showedError: '#showed-error',
  redirectUri: '#redirect-uri',
  containers: '#containers',
};

/** Describes the authorize window. */
export type AuthorizeWindow = ReturnType<typeof authorizeWindowOn>;

/** Describes the authorize window that a page shows. */
export const authorizeWindowOn = (page: Page) => pageObject(page, authorizeSelectors);

/** Waits for the authorize window that somebody has opened. */
export const waitForAuthorizeWindow = async (agentBrowser: AgentBrowser): Promise<AuthorizeWindow> =>
  authorizeWindowOn(await agentBrowser.waitForWindow('authorize/index.html'));
