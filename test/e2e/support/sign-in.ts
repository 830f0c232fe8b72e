import { vi } from 'vitest';
import { type LoginPage, waitForLoginPage } from '../pages/login-page.ts';
import { openPopup } from '../pages/popup.ts';
import type { AgentBrowser } from './agent-browser.ts';

/** Describes what an agent types on LiveChat's login page. */
export interface Login {
  email: string;
  password: string;
}

/** Signs in from the toolbar popup, as an agent does, up to the badge with the number of sessions. */
export async function signIn(agentBrowser: AgentBrowser, login: Login): Promise<void> {
  await startSignIn(agentBrowser);
  await logIn(agentBrowser, login);
  await untilNumber(agentBrowser);
}

/**
 * Waits for a number on the badge, with a mark where a session has come since the agent was last signed in; if none comes,
 * tells what is there instead.
 */
async function untilNumber(agentBrowser: AgentBrowser): Promise<void> {
  const hasNumber = async () => /^\d+\+?!?$/.test((await agentBrowser.badge()).text);
  await vi.waitUntil(hasNumber, { timeout: 15_000 }).catch(async (cause: unknown) => {
    const { diagnostics } = await agentBrowser.storage('local');
    const pages = await agentBrowser.browser.pages();
    const texts = await Promise.all(pages.map((page) => page.evaluate(() => document.body.innerText)));
    const found = JSON.stringify([
      await agentBrowser.badge(),
      diagnostics,
      texts,
      await agentBrowser.problems(),
    ]);
    throw new Error(`No number after signing in, but ${found}`, { cause });
  });
}

/** Presses the popup's sign-in button; LiveChat's login page opens. */
export async function startSignIn(agentBrowser: AgentBrowser): Promise<void> {
  const popup = await openPopup(agentBrowser);
  await popup.signIn.click();
}

/** Fills in LiveChat's login form and sends it off. */
export async function fillInLogin(agentBrowser: AgentBrowser, login: Login): Promise<LoginPage> {
  const page = await waitForLoginPage(agentBrowser);
  await page.logIn(login);
  return page;
}

/** Fills in LiveChat's login form, and allows the extension its scopes where LiveChat asks; the window closes. */
export async function logIn(agentBrowser: AgentBrowser, login: Login): Promise<void> {
  const { allow, page } = await fillInLogin(agentBrowser, login);
  // LiveChat remembers a consent, and asks only once.
  await vi.waitUntil(async () => page.isClosed() || (await allow.isThere().catch(() => false)), {
    timeout: 10_000,
  });
  if (!page.isClosed()) await allow.click();
  await vi.waitUntil(() => page.isClosed(), { timeout: 10_000 });
}

/** Signs in where LiveChat still knows the browser and the consent: its login window answers without asking. */
export async function signInAgain(agentBrowser: AgentBrowser): Promise<void> {
  await agentBrowser.send({ type: 'signIn' });
  await untilNumber(agentBrowser);
}
