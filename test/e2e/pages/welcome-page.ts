import type { Page } from 'puppeteer-core';
import type { AgentBrowser } from '../support/agent-browser.ts';
import { pageObject } from './page-element.ts';

/** Names the elements of the welcome page. */
export const welcomeSelectors = {
  list: '.steps',
  steps: '.step',
  consoleLink: '#app a',
  scope: '#scope',
  redirectUri: '#redirect-uri',
  clientId: '#client-id',
  signIn: '#sign-in[aria-disabled="false"]',
  lockedSignIn: '#sign-in[aria-disabled="true"]',
  done: '#done',
  trouble: '#trouble',
  refresh: '#refresh',
  chatsOffer: '#chats-offer',
  showChats: '#show-chats',
  chatsStep: '#chats-step',
  chatsScopes: '#chats-scopes',
  authorizeChats: '#authorize-chats',
  pinned: '#pin .good',
};

/** Describes the welcome page. */
export type WelcomePage = ReturnType<typeof welcomePageOn>;

/** Describes the welcome page that a page shows. */
export const welcomePageOn = (page: Page) => pageObject(page, welcomeSelectors);

/** Opens the welcome page in a new tab. */
export const openWelcome = async (agentBrowser: AgentBrowser): Promise<WelcomePage> =>
  welcomePageOn(await agentBrowser.openPage('welcome/index.html'));
