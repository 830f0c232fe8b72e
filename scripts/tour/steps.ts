import type { ElementHandle, Page } from 'puppeteer-core';
import type { RunningLiveChat } from '../../test/livechat-server/index.ts';
import { waitUntil } from '../browser/wait-until.ts';
import type { TourBrowser } from './tour-browser.ts';

/** Describes a step of the tour. */
export interface Step {
  /** Says what the agent does or sees. */
  title: string;
  /** The name of its picture, without its number and its ending. */
  picture: string;
  /** Does it, waits for what comes of it, and returns the page that shows it, if one does. */
  act(): Promise<Page | undefined>;
}

/** Describes the place where the tour is played. */
export interface Stage {
  browser: TourBrowser;
  liveChat: RunningLiveChat;
  login: { email: string; password: string };
}

/** A session that begins elsewhere during the tour. */
const newSession = {
  user_agent:
    'Mozilla/5.0 (Macintosh; Intel Mac OS X 10_15_7) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/19.1 Safari/605.1.15',
  ip: '192.0.2.81',
};

/** Lists the extension's main job, from signing in to signing out. */
export function stepsOf({ browser, liveChat, login }: Stage): Step[] {
  const count = () => liveChat.sessionsOf(login.email).length;
  const countText = () => String(count());
  let page: Page;
  let arrived = '';

  const openList = async () => {
    page = await browser.openPopup();
    await page.waitForFunction(
      (rows) => document.querySelectorAll('#sessions li').length === rows,
      { polling: 100 },
      count(),
    );
    await page.waitForSelector('#refresh[aria-disabled="false"]');
    return page;
  };

  return [
    {
      title: 'The popup, before signing in',
      picture: 'signed-out',
      async act() {
        page = await browser.openPopup();
        await page.waitForSelector('#sign-in');
        return page;
      },
    },
    {
      title: '"Sign in with LiveChat" opens its login page in a window of its own',
      picture: 'login',
      async act() {
        await browser.badgeChanges(
          () => '…',
          async () => {
            await page.locator('#sign-in').click();
            page = await browser.pageAt(liveChat.url);
          },
        );
        await page.locator('#email').fill(login.email);
        await page.locator('#password').fill(login.password);
        return page;
      },
    },
    {
      title: 'LiveChat asks whether the extension may see the sessions',
      picture: 'consent',
      async act() {
        await page.locator('#sign-in').click();
        await page.waitForSelector('#allow');
        return page;
      },
    },
    {
      title: 'Allowed: the badge counts the sessions',
      picture: 'signed-in',
      async act() {
        await browser.badgeChanges(countText, async () => {
          await page.locator('#allow').click();
          await browser.untilOneWindow();
        });
        return undefined;
      },
    },
    {
      title: 'The popup lists them',
      picture: 'list',
      act: openList,
    },
    {
      title: 'Somebody signs in elsewhere: the badge turns pink',
      picture: 'new-session',
      async act() {
        await browser.closePopup();
        await browser.badgeChanges(
          () => `${count()}!`,
          async () => {
            arrived = liveChat.addSession(login.email, newSession).session_id;
            await browser.pollNow();
          },
        );
        return undefined;
      },
    },
    {
      title: 'The popup marks the new session',
      picture: 'marked',
      async act() {
        await browser.badgeChanges(countText, async () => {
          await openList();
          await page.waitForSelector('#sessions .tag.new');
        });
        return page;
      },
    },
    {
      title: '"End session" leaves ten seconds to undo it',
      picture: 'ending',
      async act() {
        const endButton = await page.waitForFunction(
          (ip) => {
            const rows = [...document.querySelectorAll('#sessions li')];
            return rows.find((row) => row.textContent?.includes(ip))?.querySelector('.button');
          },
          { polling: 100 },
          newSession.ip,
        );
        await (endButton as ElementHandle<Element>).click();
        await page.waitForSelector('#sessions .end .button');
        return page;
      },
    },
    {
      title: 'Then the session is ended, at LiveChat, too',
      picture: 'ended',
      async act() {
        await browser.badgeChanges(countText, () =>
          waitUntil(() => !liveChat.session(arrived), { timeout: 20_000 }).then(() => undefined),
        );
        await page.waitForFunction(
          (rows) => document.querySelectorAll('#sessions li').length === rows,
          { polling: 100 },
          count(),
        );
        return page;
      },
    },
    {
      title: '"Sign out" forgets the sign-in, here and at LiveChat',
      picture: 'signed-out-again',
      async act() {
        await browser.badgeChanges(
          () => '',
          async () => {
            await page.locator('#sign-out').click();
            await page.locator('#sign-out-here').click();
            await page.waitForSelector('#sign-in');
          },
        );
        return page;
      },
    },
  ];
}
