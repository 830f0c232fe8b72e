import { setTimeout as sleep } from 'node:timers/promises';
import type { Page } from 'puppeteer-core';
import sharp from 'sharp';
import type { RealDesktop, Screen } from '../browser/real-desktop.ts';

/** Describes a picture of all of a screen, or of one page; nothing where no page is open. */
export interface Picture {
  of: 'screen' | 'page' | 'nothing';
  /** A PNG. */
  image: Uint8Array;
}

/** Takes a picture of what a step came to, which the given page shows if one does. */
export type Camera = (page: Page | undefined) => Promise<Picture>;

/** Takes pictures of the pages: for where the screen cannot be seen. */
export const pageCamera: Camera = async (page) =>
  page && !page.isClosed()
    ? { of: 'page', image: await page.screenshot() }
    : { of: 'nothing', image: new Uint8Array() };

/**
 * Sets the time that a screen must be still, and is waited for, in milliseconds. A caret blinks every half a second.
 */
const stillness = 400;
const patience = 5_000;

/** Takes pictures of all of a screen, toolbar and badge included, as soon as nothing moves on it. */
export const screenCamera =
  (desktop: RealDesktop): Camera =>
  async () => {
    let screen = desktop.look();
    const end = Date.now() + patience;
    for (let since = Date.now(); Date.now() - since < stillness && Date.now() < end; await sleep(50)) {
      const now = desktop.look();
      if (!now.pixels.equals(screen.pixels)) since = Date.now();
      screen = now;
    }
    return { of: 'screen', image: await pngOf(screen) };
  };

function pngOf({ width, height, lineSize, pixels }: Screen): Promise<Buffer> {
  const colors = Buffer.alloc(width * height * 3);
  for (let y = 0; y < height; y++) {
    for (let x = 0; x < width; x++) {
      const from = y * lineSize + x * 4;
      const to = (y * width + x) * 3;
      for (const color of [0, 1, 2]) colors[to + color] = pixels[from + 2 - color] ?? 0;
    }
  }
  return sharp(colors, { raw: { width, height, channels: 3 } })
    .png()
    .toBuffer();
}
