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

  appSteps: '[aria-labelledby="app-title"]',
  scope: '#scope',
  redirectUri: '#redirect-uri',
  copyRedirectUri: '#copy-redirect-uri',
  clientId: '#client-id',
  testClient: '#test-client[aria-disabled="false"]',
  clientTest: '#client-test',
  finishedClientTest: '#client-test:not(:empty) svg:not(.spinning)',
  passedClientTest: '#client-test.good',
  implicitGrant: 'input[value="implicit"]',

  interval: '#interval',
  theme: '#theme',
  staySignedIn: '#stay-signed-in',
  badgeForZero: '#badge-for-zero',
  alerts: '#alerts',
  notifications: '#notifications',
  notificationsRefused: '#notifications-refused',
  shortcut: '#shortcut',
  allowAccess: '#allow-access',
  accessDone: '#access-done',

  organizationName: '#organization-name',
  organizationId: '#organization-id',
  addOrganizationButton: '#add-organization',
  organizationError: '#organization-error',
  removeOrganization: '.organizations li button',

  exportFile: '#export',
  importFile: 'input#import-file',
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

/** Opens the settings page in a new tab. */
export const openSettings = async (agentBrowser: AgentBrowser): Promise<SettingsPage> =>
  settingsPageOn(await agentBrowser.openPage('options/index.html'));
