import * as v from 'valibot';
import browser from 'webextension-polyfill';
import { isWelcomeWanted, managedSchema, type Policy } from '../state/settings.ts';
import { onStoredChange, readPolicy } from '../state/store/storage.ts';

/**
 * Limits the time for which a browser may say that there is no policy although there is one, as in its first moments,
 * in milliseconds. Chromium 156 has read it two seconds after the installation, on a quiet machine.
 */
const policyWait = 5_000;

/** Opens the welcome page, unless an administrator has spared agents that. */
export async function openWelcome(): Promise<void> {
  // Needs no permission. Whoever has installed it themselves sees the page at once.
  const { installType } = await browser.management.getSelf();
  const isTheirOwn = installType === 'normal' || installType === 'development';
  const policy = await (isTheirOwn ? currentPolicy() : policyInForce());
  if (!isWelcomeWanted(policy)) return;
  await browser.tabs.create({ url: browser.runtime.getURL('welcome/index.html') });
}

/** Reads the browser policy as the browser tells it now. */
const currentPolicy = async (): Promise<Policy> => v.parse(managedSchema(), await readPolicy());

/** Waits for the browser policy; an empty one when the time is over. */
function policyInForce(): Promise<Policy> {
  return new Promise((resolve) => {
    const finish = (policy: Policy) => {
      stop();
      clearTimeout(timer);
      resolve(policy);
    };
    const look = async () => {
      const policy = await currentPolicy();
      if (Object.keys(policy).length > 0) finish(policy);
    };
    const stop = onStoredChange(['managed'], look);
    // A browser that is still reading answers the last look when it has read.
    const timer = setTimeout(() => look().finally(() => finish({})), policyWait);
    void look();
  });
}
