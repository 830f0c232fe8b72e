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
  signInFailure: '#sign-in-failure',
  showWindow: '#show-window',
  organization: '#organization',
  signOutChoices: '#sign-out',
  confirmSignOutHere: '#sign-out-here',
  signOutEverywhere: '#sign-out-everywhere',
  signOutPanel: 'header .panel',
  confirmSignOutEverywhere: '#sign-out-everywhere-confirm',

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
  /** Says to a screen reader what there is to know while an ending can be undone. */
  spokenEnding: '#spoken-ending[role="status"]',
  /** Says that the password has to be changed, as soon as that is so. */
  strangerStatus: '[role="status"]:has(> #change-password)',
  refreshButton: '#refresh',
  /** The same while no answer is awaited. */
  idleRefreshButton: '#refresh:not([aria-disabled="true"])',

  tabs: '[role="tab"]',
  openTab: '[role="tab"][aria-selected="true"]',
  chatsTab: '#tab-chats',
  openChatsTab: '#tab-chats[aria-selected="true"]',
  sessionsTab: '#tab-sessions',
  tabPanel: '#tab-panel[role="tabpanel"]',

  /** The line over the chats, with their numbers. */
  chatsCount: '#chats-count',
  chats: '#chats',
  chatRows: '.chat',
  /** Lead to the chats in LiveChat's app. */
  chatLinks: '.chat a',
  unreadChats: '.chat.unread',
  chatCustomers: '.chat-customer',
  /** The last lines of messages, with their authors. */
  chatLines: '.chat-line',
  /** Says how much has changed in a list that stands still. */
  updates: '[role="status"] > #apply-updates',
  /** Says how many wait for an agent. */
  queue: '#queue',
  hideNames: '#hide-names',
  /** Says what has to be done before there are chats. */
  chatsPrompt: '.prompt',
  /** Offers to show the chats. */
  showChats: '#show-chats',
  /** Asks LiveChat for the chats, for the first time or again. */
  askChats: '#ask-chats',
  turnChatsOff: '#turn-chats-off',
  /** The scopes to add to the app. */
  chatsScopes: '#chats-scopes',
  /** Opens the choice of how long no notification is to come. */
  pause: '#pause',
  pauseForAnHour: '#pause-hour',
  pauseUntilTomorrow: '#pause-tomorrow',
  /** Says until when none comes. */
  paused: '#paused',
  endPause: '#pause-end',

  /** Leads to where the password is changed. */
  strangerNotice: '#change-password',
  accountLink: ':is(#change-password, .question) a',

  list: '#sessions',
  /** Says what holds for the whole list. */
  listNote: '#sessions .list-note',
  headings: '#sessions h2',
  rows: '#sessions li',
  rowFailure: '.row-failure',
  /** The buttons that end a session, this browser's included. */
  endButtons: '.session > .button',
  /** Those that end another browser's session. */
  endOtherButtons: '.session > .button:not([aria-expanded])',
  undo: '.end > .button',
  /** Says, and shows, how much of the time to undo is left. */
  undoTime: '.undo-time',
  undoBar: '.undo-time .bar > div',
  timeLeft: '.time-left',
  newTags: '.device .tag.new',
  /** Asks whether a new session is the agent's. */
  question: '.question',
  /** The buttons that open the details of a session. */
  detailsButtons: '.more > .button',
  details: '.details',
  nameField: '.name-field input',
  endCurrent: '#ask-end-current',
  endCurrentPanel: '.session .panel',
  endCurrentConfirm: '#end-current',
  endOthers: '#end-others',
  endOthersPanel: '.group-head .panel',
  endOthersConfirm: '#end-others-confirm',
  /** Opens the row of sessions that look the same. */
  twins: '.twins > .device > .button',
  endTwins: '.twins > .button',
  endTwinsPanel: '.twins > .panel',
  endTwinsConfirm: '.twins > .panel .danger',
  /** Tells what came of ending several. */
  result: '.result',
  search: '#search',
  hits: '#hits',
  endFound: '#end-found',
  endFoundPanel: '.search > .panel',
  endFoundConfirm: '#end-found-confirm',
  unlisted: '#unlisted',

  /** Ask before anything happens; what opens by a chevron is only more to read. */
  askingButtons: 'button[aria-expanded]:not(:has(svg))',
  actingButtons: 'button:not([aria-expanded]):not(#sign-out-everywhere)',
  dangerButtons: '.button.danger',
  primaryButtons: '.button.primary',
  footer: 'footer',

  status: '.status',
  /** Opens what is wrong at LiveChat. */
  incidents: '#incidents',
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
    async endAllSessions(): Promise<void> {
      await elements.signOutChoices.click();
      await elements.signOutEverywhere.click();
      await elements.confirmSignOutEverywhere.click();
      await elements.signIn.waitFor();
    },

    /** Finds the session whose row contains a text. */
    session: (text: string) => ({
      end: () => pressInRow(page, text, 'End session'),
      /** Answers that the agent knows it. */
      confirm: () => pressInRow(page, text, 'That’s me'),
      /** Answers that it is somebody else's. */
      deny: () => pressInRow(page, text, 'Not me'),
      toggleDetails: () => pressInRow(page, text, 'Details'),
      /** Presses a button of its details. */
      press: (label: string) => pressInRow(page, text, label),
    }),

    /** Finds the link to a page of LiveChat's app. */
    appLink: (path: string) => new PageElement(page, `.app-links a[href$="${path}"]`),
  };
}

/** Opens the popup, as a click on the toolbar button does. */
export const openPopup = async (agentBrowser: AgentBrowser): Promise<Popup> =>
  popupOn(await agentBrowser.openPopup());

/** Opens the popup, and its tab with the chats. */
export async function openChatsTab(agentBrowser: AgentBrowser): Promise<Popup> {
  const popup = await openPopup(agentBrowser);
  await popup.chatsTab.click();
  await popup.openChatsTab.waitFor();
  return popup;
}

/** Presses a button, by its text or its tooltip, in the row that contains a text. */
async function pressInRow(page: Page, text: string, label: string, triesLeft = 3): Promise<void> {
  const button = await page.waitForFunction(
    (selector, rowText, buttonText) => {
      const rows = [...document.querySelectorAll(selector)];
      const row = rows.find(({ textContent }) => textContent?.includes(rowText));
      const buttons = [...(row?.querySelectorAll('button') ?? [])];
      return buttons.find(({ textContent, title }) => (textContent || title) === buttonText);
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
