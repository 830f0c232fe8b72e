/** `npm start`: the extension in a browser of its own, with a stand-in for LiveChat unless a client ID is set. */
import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { build } from 'vite';
import { readConfig } from '../../src/config/read-config.ts';
import { extensions } from '../../test/e2e/support/extension.ts';
import { createProfile, removeProfile } from '../../test/e2e/support/profile.ts';
import { startDemoLiveChat } from './demo-live-chat.ts';
import { findBrowserToOpen } from './find-browser-to-open.ts';
import { closed, openChromium, openFirefox } from './open-browser.ts';
import { readBrowserName } from './read-browser-name.ts';

const repository = fileURLToPath(new URL('../..', import.meta.url));
process.chdir(repository);

/** Resolves when the person at the terminal, or the system, asks the script to end. */
const interrupted = new Promise<void>((resolve) => {
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) process.on(signal, () => resolve());
});

async function start(): Promise<void> {
  const name = readBrowserName(process.argv.slice(2));
  const browserPath = findBrowserToOpen(name);
  const mode = name === 'firefox' ? 'firefox' : 'chrome';
  const extension = extensions[mode];
  const config = readConfig(JSON.parse(readFileSync('livechat.config.json', 'utf8')), process.env);
  const demo = config.clientId === '' ? await startDemoLiveChat() : undefined;
  // Firefox brings its own.
  const profile = mode === 'chrome' ? createProfile(extension.id) : undefined;
  try {
    if (demo) {
      process.env['LIVECHAT_CLIENT_ID'] = demo.clientId;
      process.env['LIVECHAT_ACCOUNTS_URL'] = demo.liveChat.url;
      process.env['LIVECHAT_STATUS_URL'] = demo.liveChat.url;
    }
    const folder = `${repository}dist/start`;
    process.env['LIVECHAT_OUT_DIR'] = folder;
    await build({ mode, logLevel: 'error' });
    const browser = await (profile
      ? openChromium(browserPath, folder, profile)
      : openFirefox(browserPath, folder));
    try {
      console.log(
        '1. Click the Session Badge button in the browser’s toolbar, then "Sign in with LiveChat".',
      );
      console.log(
        demo
          ? `2. Sign in as ${demo.login.email} with the password ${demo.login.password}, and allow the access.`
          : `2. Sign in to LiveChat with your own login; its app must whitelist ${extension.redirectUri}`,
      );
      console.log(
        '3. The badge counts your sessions. Close the browser, or press Ctrl-C here, to end it all.',
      );
      await Promise.race([closed(browser), interrupted]);
    } finally {
      await browser.close();
    }
  } finally {
    if (profile) removeProfile(profile);
    await demo?.liveChat.stop();
  }
}

try {
  await start();
} catch (error) {
  console.error(error instanceof Error ? error.message : error);
  process.exitCode = 1;
}
