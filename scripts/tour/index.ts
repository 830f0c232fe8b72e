import { mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import type { RunningLiveChat } from '../../test/livechat-server/index.ts';
import { RealDesktop } from '../browser/real-desktop.ts';
import { missingTools } from '../browser/tools.ts';
import { pageCamera, screenCamera } from './camera.ts';
import { animate, drawFrames, type Frame, screenSize } from './frames.ts';
import { play } from './play.ts';
import { stepsOf } from './steps.ts';
import { TourBrowser } from './tour-browser.ts';

/** Sets the time for a person to see a step, in milliseconds. */
const timeToSee = 2_000;

/** Describes where and how the tour is played. */
export interface TourOptions {
  /** Of a browser of Chromium's family. */
  executablePath: string;
  /** The folder of the extension, built for the stand-in's address. */
  extension: string;
  liveChat: RunningLiveChat;
  login: { email: string; password: string };
  /** Names the folder for the pictures; it is emptied first. */
  folder: string;
  /** Tells whether somebody watches: then a window opens on their screen, and each step leaves time to see it. */
  isWatched: boolean;
  /** Ends the tour early when it resolves. */
  until: Promise<void>;
  /** Prints a line. */
  say(line: string): void;
}

/**
 * Plays the extension's main job, from signing in to signing out, and leaves a picture of each step and an animation of
 * all, `tour.gif`. Unwatched, in a window on a virtual screen, or without any where the programs for one are missing.
 *
 * @throws Error naming the step that failed, after the pictures of those before are kept
 */
export async function playTour({ isWatched, ...options }: TourOptions): Promise<void> {
  const desktop =
    isWatched || missingTools.length > 0 ? undefined : await RealDesktop.start({ ...screenSize });
  try {
    const frames: Frame[] = [];
    try {
      await playOn(desktop, isWatched, frames, options);
    } catch (error) {
      // What went before may show why, but does not hide what failed.
      if (frames.length > 0) await keep(frames, options).catch(() => undefined);
      throw error;
    }
    await keep(frames, options);
  } finally {
    await desktop?.stop();
  }
}

async function playOn(
  desktop: RealDesktop | undefined,
  isWatched: boolean,
  frames: Frame[],
  { executablePath, extension, liveChat, login, until, say }: Omit<TourOptions, 'isWatched'>,
): Promise<void> {
  const browser = await TourBrowser.open({
    executablePath,
    extension,
    headless: !isWatched && !desktop,
    env: desktop?.env ?? process.env,
  });
  try {
    if (desktop) {
      await browser.maximize();
      // The page gets the focus, which the address bar would show, and the mouse is out of the way.
      await desktop.click({ x: screenSize.width - 1, y: screenSize.height - 1 });
    }
    const steps = stepsOf({ browser, liveChat, login });
    const camera = desktop ? screenCamera(desktop) : pageCamera;
    const played = play(steps, {
      say,
      badge: () => browser.badge(),
      async keep({ number, step, page, badge }) {
        if (isWatched) await sleep(timeToSee);
        frames.push({ number, step, badge, picture: await camera(page), isBadgeOnly: !page });
      },
    });
    const interrupted = until.then(() => Promise.reject(new Error('The tour was interrupted.')));
    await Promise.race([played, interrupted]);
  } finally {
    await browser.close();
  }
}

/** Writes the pictures, and the animation. */
async function keep(
  frames: readonly Frame[],
  { executablePath, folder, say }: Omit<TourOptions, 'isWatched'>,
) {
  const images = await drawFrames(executablePath, frames);
  rmSync(folder, { recursive: true, force: true });
  mkdirSync(folder, { recursive: true });
  for (const [index, image] of images.entries()) {
    const { number, step } = frames[index] as Frame;
    writeFileSync(join(folder, `${String(number).padStart(2, '0')}-${step.picture}.png`), image);
  }
  writeFileSync(join(folder, 'tour.gif'), await animate(images));
  say(`Pictures of the steps, and an animation of all, tour.gif: ${folder}`);
}
