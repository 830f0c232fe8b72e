import { readFileSync } from 'node:fs';
import puppeteer from 'puppeteer-core';
import sharp from 'sharp';
import { sandboxArgs } from '../browser/chromium-args.ts';
import type { ShownBadge } from '../browser/shown-badge.ts';
import type { Picture } from './camera.ts';
import { badgeWords } from './play.ts';
import type { Step } from './steps.ts';

/** Sets the size of the screen that is seen in a frame, in pixels. */
export const screenSize = { width: 780, height: 690 };

/** The height of the line above it. */
const captionHeight = 62;

/** Sets the time of a frame in the animation, in milliseconds. */
const frameTime = 2_200;

/** Describes one frame. */
export interface Frame {
  /** Counts the steps, from 1 on. */
  number: number;
  step: Pick<Step, 'title' | 'picture'>;
  badge: ShownBadge;
  picture: Picture;
  /** Tells whether nothing but the badge is to be seen, which is small: then it is shown again, larger. */
  isBadgeOnly: boolean;
}

/** The end of a real toolbar, in a picture of the screen, and how much larger it is shown again. */
const toolbarEnd = { x: screenSize.width - 250, y: 40, width: 250, height: 42 };
const enlarged = 2.8;

const icon = `data:image/png;base64,${readFileSync(new URL('../../public/icons/48.png', import.meta.url)).toString('base64')}`;

const escaped = (text: string) => text.replace(/[&<>"]/g, (character) => `&#${character.codePointAt(0)};`);

/** The toolbar, drawn: for pictures of pages, which are without one. */
function toolbarOf({ text, color }: ShownBadge): string {
  const badge = text && `<span class="badge" style="background: ${color}">${escaped(text)}</span>`;
  return `<div class="toolbar"><span class="address"></span><span class="button"><img src="${icon}" alt="">${badge}</span></div>`;
}

function stageOf({ picture: { of, image }, badge, isBadgeOnly }: Frame): string {
  const source = `data:image/png;base64,${Buffer.from(image).toString('base64')}`;
  const shown = of === 'nothing' ? '' : `<img class="${of}" src="${source}" alt="">`;
  if (of !== 'screen') {
    const toolbar = toolbarOf(badge);
    return toolbar + shown + (isBadgeOnly ? `<div class="again drawn">${toolbar}</div>` : '');
  }
  return shown + (isBadgeOnly ? `<div class="again"><img src="${source}" alt=""></div>` : '');
}

/** Writes a frame as a page: which step it is, what the badge says, and the picture. */
export const frameHtml = (frame: Frame): string => `<!doctype html>
<meta charset="utf-8">
<style>
  * { box-sizing: border-box; margin: 0; }
  body { width: ${screenSize.width}px; background: #e2e6ea; font: 15px/1.35 system-ui, sans-serif; }
  header { height: ${captionHeight}px; padding: 0 18px; display: flex; align-items: center; gap: 14px;
           background: #17212b; color: #fff; }
  header b { flex: none; width: 30px; height: 30px; border-radius: 15px; background: #2f6fed; text-align: center;
             line-height: 30px; }
  header small { display: block; color: #b7c3d0; font-size: 13px; }
  main { height: ${screenSize.height}px; overflow: hidden; position: relative; }
  .screen { display: block; }
  .toolbar { height: 46px; padding: 0 14px; display: flex; align-items: center; gap: 14px; background: #fff;
             border-bottom: 1px solid #c9d0d8; }
  .address { flex: 1; height: 30px; border-radius: 15px; background: #eef1f5; }
  .button { position: relative; width: 24px; height: 24px; }
  .button img { width: 24px; height: 24px; }
  .badge { position: absolute; right: -7px; bottom: -6px; min-width: 16px; padding: 0 4px; border-radius: 4px;
           color: #fff; font-size: 11px; line-height: 15px; text-align: center; font-weight: 600; }
  .page { position: absolute; top: 54px; right: 12px; max-width: 600px; max-height: ${screenSize.height - 66}px;
          border: 1px solid #b4bdc8; border-radius: 8px; }
  .again { position: absolute; left: 0; right: 0; top: 220px; margin: auto; overflow: hidden;
           width: ${toolbarEnd.width * enlarged}px; height: ${toolbarEnd.height * enlarged}px;
           border: 1px solid #b4bdc8; border-radius: 12px; box-shadow: 0 6px 24px #17212b33; }
  .again > img { transform-origin: 0 0;
                 transform: scale(${enlarged}) translate(${-toolbarEnd.x}px, ${-toolbarEnd.y}px); }
  .drawn > .toolbar { width: ${toolbarEnd.width}px; transform-origin: 0 0; transform: scale(${enlarged}); }
</style>
<header><b>${frame.number}</b><div>${escaped(frame.step.title)}<small>${escaped(badgeWords(frame.badge))}</small></div></header>
<main>${stageOf(frame)}</main>`;

/**
 * Draws frames, all of one size, as PNGs.
 *
 * @param executablePath of a browser of Chromium's family, which draws them unseen
 */
export async function drawFrames(executablePath: string, frames: readonly Frame[]): Promise<Uint8Array[]> {
  const browser = await puppeteer.launch({ executablePath, headless: true, pipe: true, args: sandboxArgs });
  try {
    const page = await browser.newPage();
    await page.setViewport({ width: screenSize.width, height: screenSize.height + captionHeight });
    const drawn: Uint8Array[] = [];
    for (const frame of frames) {
      await page.setContent(frameHtml(frame));
      drawn.push(await page.screenshot());
    }
    return drawn;
  } finally {
    await browser.close();
  }
}

/** Joins frames of one size into an animated GIF that starts over at its end. */
export const animate = (frames: readonly Uint8Array[]): Promise<Buffer> =>
  sharp(
    frames.map((frame) => Buffer.from(frame)),
    { join: { animated: true } },
  )
    .gif({ delay: frames.map(() => frameTime), loop: 0, effort: 10, dither: 0 })
    .toBuffer();
