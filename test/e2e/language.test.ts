import type { Page } from 'puppeteer-core';
import { afterAll, beforeAll, describe, expect, onTestFinished, test } from 'vitest';
import type { Browser as WebExtension } from 'webextension-polyfill';
import english from '../../public/_locales/en/messages.json' with { type: 'json' };
import polish from '../../public/_locales/pl/messages.json' with { type: 'json' };
import { openPopup } from './pages/popup.ts';
import { settingsSelectors } from './pages/settings-page.ts';
import { openWelcome, welcomeSelectors } from './pages/welcome-page.ts';
import { type Scene, signIn, startScene, testedBrowser, until, words } from './support/index.ts';

declare const chrome: WebExtension;

type Messages = Record<string, { message: string }>;

/** The longest of what stands in a text around its blanks. */
const partOf = (message: string): string =>
  message
    .split(/\$\w+\$?/)
    .map((part) => part.trim())
    .toSorted((a, b) => b.length - a.length)[0] ?? '';

/** Lists what is said in English alone, and would be seen to be English. */
const onlyEnglish = Object.entries(english as Messages).flatMap(([key, { message }]) => {
  const part = partOf(message);
  const same = JSON.stringify(polish).includes(part);
  return part.length >= 4 && !same ? [{ key, part }] : [];
});

/** Everything that a page says: its texts, seen or heard. */
const saidOn = (page: Page): Promise<string[]> =>
  page.evaluate(() => {
    const said = [document.title];
    for (const element of document.querySelectorAll('body *')) {
      for (const child of element.childNodes) {
        if (child.nodeType === Node.TEXT_NODE) said.push(child.textContent ?? '');
      }
      for (const name of ['aria-label', 'title', 'placeholder', 'alt'])
        said.push(element.getAttribute(name) ?? '');
    }
    return said.map((each) => each.trim()).filter((each) => each !== '');
  });

/** A text's words between blanks, so that one in it is found as a whole. */
const wordsOf = (said: string): string => ` ${said.replace(/[^\p{L}\d]+/gu, ' ').trim()} `;

async function expectPolish(page: Page): Promise<void> {
  const said = await saidOn(page);
  const found = onlyEnglish.filter(({ part }) => said.some((each) => wordsOf(each).includes(wordsOf(part))));
  expect(found).toEqual([]);
  expect(await page.evaluate(() => document.documentElement.lang)).toBe('pl');
}

describe('in Polish', () => {
  let scene: Scene;
  beforeAll(async () => {
    scene = await startScene({ language: 'pl' });
    // The title tells of new sessions rather than of their number.
    const { settings } = await scene.agentBrowser.storage('local');
    await scene.agentBrowser.store('local', { settings: { ...(settings as object), alerts: false } });
  });
  afterAll(() => scene?.end());

  test('the pages of an agent who is signed out, and the title of the button', async () => {
    const popup = await openPopup(scene.agentBrowser);
    await popup.signIn.waitFor();
    await expectPolish(popup.page);
    expect(await popup.signIn.text()).toBe(polish.sign_in.message);
    await popup.close();
    const welcome = await openWelcome(scene.agentBrowser);
    await welcome.list.waitFor();
    await expectPolish(welcome.page);
    await welcome.close();
    expect((await scene.agentBrowser.badge()).title).toBe('Zaloguj się przez LiveChat');
  });

  test('the pages of an agent who is signed in', async () => {
    await signIn(scene.agentBrowser, scene.agent);
    const popup = await openPopup(scene.agentBrowser);
    await popup.rows.waitFor();
    await expectPolish(popup.page);
    await popup.close();
    for (const [path, shown] of [
      ['options/index.html', settingsSelectors.clientId],
      ['welcome/index.html', welcomeSelectors.done],
    ] as const) {
      const page = await scene.agentBrowser.openPage(path);
      await page.waitForSelector(shown);
      await expectPolish(page);
      await page.close();
    }
  });

  test('numbers have the plural form that they want, on page and badge', async () => {
    const { agentBrowser, agent, liveChat } = scene;
    const popup = await openPopup(agentBrowser);
    await popup.count.waitFor();
    for (const [count, said] of [
      [1, '1 aktywna sesja'],
      [2, '2 aktywne sesje'],
      [5, '5 aktywnych sesji'],
      [22, '22 aktywne sesje'],
    ] as const) {
      while (liveChat.sessionsOf(agent.email).length < count) liveChat.addSession(agent.email, {});
      await popup.refresh();
      await until(async () => (await popup.spoken.text()) === said);
      expect(await popup.countLine.text()).toBe(said);
      await until(async () => (await agentBrowser.badge()).title.startsWith(said));
    }
    await expectPolish(popup.page);
    await popup.close();
  });

  test('a new session, and a number that may be wrong, are told on the badge in Polish', async () => {
    const { agentBrowser, agent, liveChat } = scene;
    const { settings } = await agentBrowser.storage('local');
    await agentBrowser.store('local', { settings: { ...(settings as object), alerts: true } });
    liveChat.addSession(agent.email, {});
    await agentBrowser.nextPoll();
    await until(async () => (await agentBrowser.badge()).title === 'Nowa sesja: Firefox, Windows');
    onTestFinished(liveChat.faults.add({ match: {}, kind: 'drop' }));
    await agentBrowser.nextPoll();
    await until(async () =>
      /^23 aktywne sesje, stan z .* · brak połączenia od /.test((await agentBrowser.badge()).title),
    );
    const popup = await openPopup(agentBrowser);
    await popup.notice.waitFor();
    await expectPolish(popup.page);
    await popup.close();
  });

  test('no page and no worker complained', async () => {
    expect(await scene.agentBrowser.problems()).toEqual([]);
  });
});

// A Firefox without language packs speaks English on any machine.
if (testedBrowser === 'chrome') {
  test('the tests’ browser speaks English on a machine that does not', async () => {
    const machine = { LANG: 'pl_PL.UTF-8', LC_ALL: 'pl_PL.UTF-8', LC_MESSAGES: 'pl_PL.UTF-8' };
    const before = Object.keys(machine).map((name) => [name, process.env[name]] as const);
    Object.assign(process.env, machine);
    const scene = await startScene().finally(() => {
      for (const [name, value] of before) {
        if (value === undefined) delete process.env[name];
        else process.env[name] = value;
      }
    });
    try {
      const { agentBrowser } = scene;
      const languages = await agentBrowser.hiddenPage.evaluate(() => [
        chrome.i18n.getUILanguage(),
        new Intl.DateTimeFormat().resolvedOptions().locale,
      ]);
      expect(languages).toEqual(['en-US', 'en-US']);
      await until(async () => (await agentBrowser.badge()).title === words('badge_signed_out'));
      // What the machine of the tests itself may say, too.
      expect(process.env['LANGUAGE']).toBe('en_US');
    } finally {
      await scene.end();
    }
  });
}
