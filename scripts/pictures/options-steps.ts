import { fileURLToPath } from 'node:url';
import type { Page } from 'puppeteer-core';
import type { Stored } from '../../src/state/store/background-store.ts';
import { chatsSteps, diagnostics } from './states.ts';

type Open = (stored: Stored, hash?: string) => Promise<void>;

type Step = {
  /** Names the part that the picture shows. */
  part: 'window' | 'whole';
  /** Leads there from the step before; `open` opens the settings page anew, with this stored, at this place. */
  act: (page: Page, open: Open) => Promise<unknown>;
};

async function save(page: Page, clientId: string): Promise<void> {
  await page.click('#client-id', { count: 3 });
  await page.type('#client-id', clientId);
  await page.keyboard.press('Enter');
}

/** Chooses a file of this folder to import. */
async function importFile(page: Page, name: string): Promise<void> {
  await page.keyboard.press('Escape');
  const input = await page.$('input#import-file');
  await input?.uploadFile(fileURLToPath(new URL(name, import.meta.url)));
}

const zoomed = (zoom: number): Step => ({
  part: 'whole',
  act: (page) => page.setViewport({ width: 760 / zoom, height: 680 / zoom, deviceScaleFactor: zoom }),
});

/** Opens the page at the chats, which come in sight. */
const atChats = (stored: () => Stored, part: Step['part'] = 'window'): Step => ({
  part,
  act: (_, open) => open(stored(), '#chats'),
});

/** Lists the steps to each picture of the settings page, by the picture's name, one after the other. */
export const optionsSteps: Record<string, Step> = {
  'options-empty': { part: 'whole', act: (_, open) => open({}) },
  'options-wrong': {
    part: 'window',
    act: async (page) => {
      await save(page, 'not a client id');
      await page.waitForSelector('#client-id-error');
    },
  },
  'options-saved': {
    part: 'window',
    act: async (page) => {
      await save(page, 'bb9e5b2f1ab480e4a715977b7b1b4279');
      await page.waitForSelector('#outcome.saved');
    },
  },
  'options-organizations': {
    part: 'whole',
    act: async (page, open) => {
      await open({
        agent: { accountId: 'account', organizationId: '7d0e7a31-2222-4c22-9d33-0123456789ab' },
        settings: { organizations: [{ id: 'b2185556-634c-4ecf-b4c9-bcf8b65bc853', name: 'Acme' }] },
      });
      await page.click('#add-organization');
      await page.waitForSelector('#organization-error');
    },
  },
  'options-organization-removed': {
    part: 'whole',
    act: async (page) => {
      await page.click('.organizations li button');
      await page.waitForSelector('#undo-removal');
    },
  },
  'options-copy-failed': {
    part: 'window',
    act: async (page, open) => {
      await open({});
      await page.evaluate('navigator.clipboard.writeText = () => Promise.reject(new Error("Not allowed"))');
      await page.click('#copy-redirect-uri');
      await page.waitForSelector('.copy-field .error');
    },
  },
  'options-chats-off': atChats(() => ({})),
  'options-chats-on': atChats(chatsSteps.on, 'whole'),
  'options-chats-not-asked': atChats(chatsSteps['not-asked']),
  'options-chats-denied': atChats(chatsSteps.denied),
  'options-chats-scope-missing': atChats(chatsSteps['scope-missing']),
  'options-chats-trouble': atChats(chatsSteps.trouble),
  'options-chats-not-allowed': {
    part: 'window',
    act: async (page, open) => {
      const { identifier } = await page.evaluateOnNewDocument(
        'if (globalThis.chrome?.permissions) chrome.permissions.contains = async ({ origins = [] }) => origins.length !== 1',
      );
      await open(chatsSteps.on(), '#chats');
      await page.removeScriptToEvaluateOnNewDocument(identifier);
    },
  },
  'options-diagnostics': { part: 'whole', act: (_, open) => open({ diagnostics: diagnostics() }) },
  'options-reset': { part: 'window', act: (page) => page.click('#reset') },
  'options-import-question': {
    part: 'window',
    act: async (page) => {
      await importFile(page, 'accepted.json');
      await page.waitForSelector('#import-dialog[open]');
    },
  },
  'options-import-refused': {
    part: 'whole',
    act: async (page) => {
      await importFile(page, 'refused.json');
      await page.waitForSelector('#file-outcome.error');
    },
  },
  'options-zoomed-125': zoomed(1.25),
  'options-zoomed-200': zoomed(2),
};
