import type { Page } from 'puppeteer-core';
import type { ShownBadge } from '../browser/shown-badge.ts';
import { messageOf } from '../message-of.ts';
import type { Step } from './steps.ts';

/** Limits the time of a step, in milliseconds. */
const patience = 45_000;

/** Describes whom a tour tells of its steps. */
export interface Audience {
  /** Asks what the toolbar button shows. */
  badge(): Promise<ShownBadge>;
  /** Prints a line. */
  say(line: string): void;
  /** Keeps a picture of a step. */
  keep(moment: Moment): Promise<void>;
}

/** Describes a step that was just played. */
export interface Moment {
  /** From 1 on. */
  number: number;
  step: Step;
  /** The page that shows what came of it, if one does. */
  page: Page | undefined;
  badge: ShownBadge;
}

/** Says what a toolbar button shows: `badge 4, "4 active sessions · 14:02"`. */
export const badgeWords = ({ text, title }: Pick<ShownBadge, 'text' | 'title'>): string =>
  `${text === '' ? 'no badge' : `badge ${text}`}, "${title}"`;

/**
 * Plays steps one after the other, with a line and a picture for each.
 *
 * @param limit how long a step may take, in milliseconds
 * @throws Error naming the step that failed
 */
export async function play(steps: readonly Step[], audience: Audience, limit = patience): Promise<void> {
  for (const [index, step] of steps.entries()) {
    const number = index + 1;
    try {
      const page = await within(limit, step.act());
      const badge = await audience.badge();
      audience.say(`${number}. ${step.title}: ${badgeWords(badge)}`);
      await audience.keep({ number, step, page, badge });
    } catch (cause) {
      const reason = messageOf(cause);
      throw new Error(`Step ${number} of ${steps.length} failed: ${step.title}: ${reason}`, { cause });
    }
  }
}

async function within<T>(limit: number, underWay: Promise<T>): Promise<T> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<never>((_, reject) => {
    timer = setTimeout(() => reject(new Error(`not done after ${limit / 1000} s`)), limit);
  });
  try {
    return await Promise.race([underWay, late]);
  } finally {
    clearTimeout(timer);
  }
}
