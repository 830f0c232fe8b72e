import type { Page } from 'puppeteer-core';
import type { AgentBrowser } from '../support/agent-browser.ts';
import { pageObject } from './page-element.ts';

/** Names the elements of the settings page. */
export const settingsSelectors = {
  links: 'a',
  fields: 'input:not([hidden]), select',
  alert: '[role="alert"]',
  /** "Saved". */
  outcome: '#outcome',

  headings: 'h2',
  advanced: '.advanced > summary',
  openAdvanced: '.advanced[open]',
  appSteps: '[aria-labelledby="app-title"]',
  scope: '#scope',
  redirectUri: '#redirect-uri',
  copyRedirectUri: '#copy-redirect-uri',
  copyRequest: '#copy-request',
  clientId: '#client-id',
  testClient: '#test-client[aria-disabled="false"]',
  clientTest: '#client-test',
  clientTestLines: '#client-test p',
  finishedClientTest: '#client-test:not(:empty) svg:not(.spinning)',
  passedClientTest: '#client-test .good',
  implicitGrant: 'input[value="implicit"]',

  interval: '#interval',
  requests: '#requests',
  theme: '#theme',
  staySignedIn: '#stay-signed-in',
  badgeForZero: '#badge-for-zero',
  alerts: '#alerts',
  notifications: '#notifications',
  notificationsRefused: '#notifications-refused',

  chatsSection: '#chats',
  showChats: '#show-chats',
  chatsNeeds: '#chats-needs',
  chatsNotAllowed: '#chats-not-allowed',
  chatsStep: '#chats-step',
  turnChatsOff: '#turn-chats-off',
  chatsSetUp: '#chats-set-up',
  chatsScopes: '#chats-scopes',
  authorizeChats: '#authorize-chats',
  badgeContent: '#badge-content',
  chatsInterval: '#chats-interval',
  chatsRequests: '#chats-requests',
  appTab: '#app-tab',
  appTabRefused: '#app-tab-refused',
  notifyAssigned: '#notify-assigned',
  notifyUnread: '#notify-unread',
  notifyWaiting: '#notify-waiting',
  notifyText: '#notify-text',
  chatNoticesRefused: '#chat-notices-refused',
  hideNames: '#hide-names',
  forgetOnLock: '#forget-on-lock',

  shortcut: '#shortcut',
  allowAccess: '#allow-access',
  accessDone: '#access-done',

  organizationName: '#organization-name',
  organizationId: '#organization-id',
  addOrganizationButton: '#add-organization',
  organizationError: '#organization-error',
  removeOrganization: '.organizations li button',

  removed: '.removed',
  undoRemoval: '#undo-removal',

  exportFile: '#export',
  importFile: 'input#import-file',
  importQuestion: '#import-dialog[open]',
  importConfirm: '#import-confirm',
  importCancel: '#import-cancel',
  reset: '#reset',
  resetConfirm: '#reset-confirm',
  resetCancel: '#reset-cancel',
  fileOutcome: '#file-outcome',
  diagnosticsRow: '.log tbody tr',
  copyDiagnostics: '#copy-diagnostics',
  inDarkTheme: '[data-theme="dark"]',
  inBrowsersTheme: '[data-theme="browser"]',
};

/** Describes the settings page: its elements, and what an agent does with several of them. */
export type SettingsPage = ReturnType<typeof settingsPageOn>;

/** Describes the settings page that a page shows. */
export function settingsPageOn(page: Page) {
  const elements = pageObject(page, settingsSelectors);
  return {
    ...elements,

    /** Opens the section of the connection, which is closed where everything is set up. */
    async openConnection(): Promise<void> {
      await elements.advanced.waitFor();
      if (!(await elements.openAdvanced.isThere())) await elements.advanced.click();
    },

    async addOrganization(name: string, id: string): Promise<void> {
      await elements.organizationName.fill(name);
      await elements.organizationId.fill(id);
      await elements.addOrganizationButton.click();
    },

    /** Puts all settings back to their defaults. */
    async resetAll(): Promise<void> {
      await elements.reset.click();
      await elements.resetConfirm.click();
    },
  };
}

/** Opens the settings page in a new tab; at one of its parts, where that is named. */
export const openSettings = async (agentBrowser: AgentBrowser, part?: 'chats'): Promise<SettingsPage> =>
  settingsPageOn(await agentBrowser.openPage(`options/index.html${part ? `#${part}` : ''}`));
