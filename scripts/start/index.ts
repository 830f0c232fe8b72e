/**
 * `npm start`: the extension in a browser of its own, with a stand-in for LiveChat unless a client ID is set. With
 * `--tour`, and where there is no screen, the extension's main job is played at the stand-in. With `--watch`, the
 * extension follows the changes in `src` and `public`.
 */
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { readConfig } from '../../src/config/read-config.ts';
import { withoutSandbox } from '../browser/chromium-args.ts';
import { extensions } from '../browser/extension.ts';
import { createProfile, removeProfile } from '../browser/profile.ts';
import { messageOf } from '../message-of.ts';
import { playTour } from '../tour/index.ts';
import { buildFor } from './build-for.ts';
import { startDemoLiveChat } from './demo-live-chat.ts';
import { findBrowserToOpen } from './find-browser-to-open.ts';
import { closed, isHeadless, openChromium, openFirefox } from './open-browser.ts';
import { playChats } from './play-chats.ts';
import { hasScreen, readOptions, type StartOptions } from './read-options.ts';
import { reloadExtension } from './reload-extension.ts';
import { type BuildListener, watchBuild } from './watch-build.ts';

const repository = fileURLToPath(new URL('../..', import.meta.url));
process.chdir(repository);

/** Names the folder of the built extension. */
const built = join(repository, 'dist/start');

/** Resolves when the person at the terminal, or the system, asks the script to end. */
const interrupted = new Promise<void>((resolve) => {
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) process.on(signal, () => resolve());
});

/** Says what came of each build, and reloads the extension, after one build as after the other. */
function tellAndReload(reload: () => Promise<void>): BuildListener {
  let last = Promise.resolve();
  return {
    handleBuilt() {
      last = last.then(reload).then(
        () => console.log('Built and reloaded.'),
        (error: unknown) => console.error(`Built, but not reloaded: ${messageOf(error)}`),
      );
    },
    handleFailed() {
      console.error('The build failed. The browser keeps the last one until you mend it.');
    },
  };
}

/** Opens the browser for a person, and says what to click. */
async function open({ browser: name, language, watch }: StartOptions): Promise<void> {
  const browserPath = findBrowserToOpen(name);
  const mode = name === 'firefox' ? 'firefox' : 'chrome';
  const extension = extensions[mode];
  const config = readConfig(JSON.parse(readFileSync('livechat.config.json', 'utf8')), process.env);
  const demo = config.clientId === '' ? await startDemoLiveChat() : undefined;
  // Firefox brings its own.
  const profile = mode === 'chrome' ? createProfile(extension.id) : undefined;
  let reload = async () => {};
  let stopWatching = async () => {};
  try {
    if (watch)
      stopWatching = await watchBuild(
        mode,
        built,
        demo,
        tellAndReload(() => reload()),
      );
    else await buildFor(mode, built, demo);
    const browser = await (profile
      ? openChromium(browserPath, built, profile, language)
      : openFirefox(browserPath, built));
    reload = () => reloadExtension(browser, built, extension.origin);
    const endChats = demo && playChats(demo.liveChat, demo.login.email);
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
      if (demo)
        console.log(
          'Chats come and go there by themselves: with "Show my chats" in the settings, you see them.',
        );
      if (watch)
        console.log(
          'A change in src or public reloads the extension. After one of another file, start this again.',
        );
      await Promise.race([closed(browser), interrupted]);
    } finally {
      endChats?.();
      await browser.close();
    }
  } finally {
    await stopWatching();
    if (profile) removeProfile(profile);
    await demo?.liveChat.stop();
  }
}

/** Plays the main job at the stand-in, whatever LiveChat is configured. */
async function tour({ browser: name }: StartOptions, isWatched: boolean): Promise<void> {
  const executablePath = findBrowserToOpen(name);
  const demo = await startDemoLiveChat();
  try {
    await buildFor('chrome', built, demo);
    if (!isWatched)
      console.log('There is no screen: the extension’s main job is played, at a stand-in for LiveChat.');
    await playTour({
      executablePath,
      extension: built,
      liveChat: demo.liveChat,
      login: demo.login,
      folder: join(repository, 'dist/tour'),
      isWatched,
      until: interrupted,
      say: (line) => console.log(line),
    });
  } finally {
    await demo.liveChat.stop();
  }
}

try {
  const canOpen = isHeadless || hasScreen(process.platform, process.env);
  const options = readOptions(process.argv.slice(2), canOpen, readdirSync('public/_locales'));
  if (withoutSandbox === 'no namespaces' && options.browser !== 'firefox')
    console.log('This system allows no program new namespaces, so Chromium runs without its sandbox.');
  await (options.tour ? tour(options, canOpen) : open(options));
} catch (error) {
  console.error(messageOf(error));
  process.exitCode = 1;
}
