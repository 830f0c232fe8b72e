import type { Page } from 'puppeteer-core';
import type { AgentBrowser } from '../support/agent-browser.ts';
import { pageObject } from './page-element.ts';

/** Names the elements of LiveChat's login page, as the stand-in has them. */
export const loginSelectors = {
  email: '#email',
  password: '#password',
  signIn: '#sign-in',
  allow: '#allow',
  deny: '#deny',
};

/** Describes LiveChat's login page. */
export type LoginPage = ReturnType<typeof loginPageOn>;

/** Describes the login page that a page shows. */
export const loginPageOn = (page: Page) => {
  const elements = pageObject(page, loginSelectors);
  return {
    ...elements,

    /** Fills in the form and sends it off. */
    async logIn({ email, password }: { email: string; password: string }): Promise<void> {
      await elements.email.fill(email);
      await elements.password.fill(password);
      await elements.signIn.click();
    },
  };
};

/** Waits for LiveChat's login page that somebody has opened. */
export const waitForLoginPage = async (agentBrowser: AgentBrowser): Promise<LoginPage> =>
  loginPageOn(await agentBrowser.waitForWindow('https://accounts.livechat.com/'));
