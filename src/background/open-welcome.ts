import browser from 'webextension-polyfill';
import { isWelcomeWanted, type Policy } from '../state/settings.ts';
import { onStoredChange } from '../state/storage.ts';
import { read } from '../state/stored.ts';

/**
 * How long a browser may say that there is no policy although there is one, as in its first moments, in milliseconds.
 * Chromium 156 has read it two seconds after the installation, on a quiet machine.
 */
const policyWait = 5_000;

/** Opens the welcome page, unless an administrator has spared agents that. */
export async function openWelcome(): Promise<void> {
  if (!isWelcomeWanted(await readPolicy())) return;
  await browser.tabs.create({ url: browser.runtime.getURL('welcome/index.html') });
}

/** The browser policy as soon as there is one; an empty one when the time is over. */
function readPolicy(): Promise<Policy> {
  return new Promise((resolve) => {
    const finish = (policy: Policy) => {
      stop();
      clearTimeout(timer);
      resolve(policy);
    };
    const look = async () => {
      const { managed = {} } = await read('managed');
      if (Object.keys(managed).length > 0) finish(managed);
    };
    const stop = onStoredChange(['managed'], look);
    // A browser that is still reading answers the last look when it has read.
    const timer = setTimeout(() => look().finally(() => finish({})), policyWait);
    void look();
  });
}
