import type { ElementHandle, Page } from 'puppeteer-core';
import type { AgentBrowser } from '../support/agent-browser.ts';
import { PageElement, pageObject } from './page-element.ts';

/** Names the elements of the popup. */
export const popupSelectors = {
  body: 'body',
  main: 'main',
  buttons: 'button',
  /** All in the main part that the agent sees, reads or presses. */
  content: 'main :is(p, button, input, h2):not(.visually-hidden, :empty)',
  alert: '[role="alert"]',
  failure: '.failure',

  setUp: '#set-up',
  signIn: '#sign-in',
  showWindow: '#show-window',
  organization: '#organization',
  signOutChoices: '#sign-out',
  confirmSignOutHere: '#sign-out-here',
  confirmSignOutEverywhere: '#sign-out-everywhere',

  count: '#count',
  countLine: '#count-line',
  age: '#updated-ago',
  ageTime: '#updated-ago time',
  agent: '#agent',
  /** The agent's name, and the organization's. */
  agentParts: '#agent bdi',
  notice: '.notice',
  /** Says the number to a screen reader. */
  spoken: '#spoken[role="status"]',
  refreshButton: '#refresh',
  /** The same while no answer is awaited. */
  idleRefreshButton: '#refresh:not([aria-disabled="true"])',

  list: '#sessions',
  headings: '#sessions h2',
  rows: '#sessions li',
  rowButtons: '#sessions li button',
  rowFailure: '.row-failure',
  /** The buttons that end a session, this browser's included. */
  endButtons: '.session > .button',
  /** Those that end another browser's session. */
  endOtherButtons: '.session > .button:not([aria-expanded])',
  undo: '.end > .button',
  endCurrentPanel: '.session .panel',
  endCurrentConfirm: '#end-current',
  endOthers: '#end-others',
  endOthersPanel: '.group-head .panel',
  endOthersConfirm: '#end-others-confirm',
  /** Tells what came of ending several. */
  result: '.result',
  search: '#search',
  hits: '#hits',
  unlisted: '#unlisted',

  incidentLinks: '.incidents a',
};

/** Describes the popup: its elements, and what an agent does with several of them. */
export type Popup = ReturnType<typeof popupOn>;

/** Describes the popup that a page shows. */
export function popupOn(page: Page) {
  const elements = pageObject(page, popupSelectors);
  return {
    ...elements,

    /** Asks LiveChat anew, when no answer is awaited. */
    refresh: () => elements.idleRefreshButton.click(),

    /** Signs this browser out. */
    async signOutHere(): Promise<void> {
      await elements.signOutChoices.click();
      await elements.confirmSignOutHere.click();
    },

    /** Ends all sessions, and waits for the way to sign in again. */
    async signOutEverywhere(): Promise<void> {
      await elements.signOutChoices.click();
      await elements.confirmSignOutEverywhere.click();
      await elements.signIn.waitFor();
    },

    /** Finds the session whose row contains a text. */
    session: (text: string) => ({ end: () => pressInRow(page, text, 'End session') }),

    /** Finds the link to a page of LiveChat's app. */
    appLink: (path: string) => new PageElement(page, `.app-links a[href$="${path}"]`),
  };
}

/** Opens the popup, as a click on the toolbar button does. */
export const openPopup = async (agentBrowser: AgentBrowser): Promise<Popup> =>
  popupOn(await agentBrowser.openPopup());

/** Presses a button in the row that contains a text. */
async function pressInRow(page: Page, text: string, label: string, triesLeft = 3): Promise<void> {
  const button = await page.waitForFunction(
    (selector, rowText, buttonText) => {
      const rows = [...document.querySelectorAll(selector)];
      const row = rows.find(({ textContent }) => textContent?.includes(rowText));
      const buttons = [...(row?.querySelectorAll('button') ?? [])];
      return buttons.find(({ textContent }) => textContent === buttonText);
    },
    { timeout: 10_000 },
    popupSelectors.rows,
    text,
    label,
  );
  try {
    await (button as ElementHandle<Element>).click();
  } catch (error) {
    // The list was just replaced by a newer one.
    if (triesLeft === 0) throw error;
    await pressInRow(page, text, label, triesLeft - 1);
  }
}
