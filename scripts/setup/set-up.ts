import { dirname } from 'node:path';
import { messageOf } from '../message-of.ts';
import type { Machine } from './machine.ts';
import { type BrowserNeed, isBrowser, type Need } from './needs.ts';
import { type Command, commandsByHand, planFor, sandboxCommand, typed } from './plan.ts';

/** Names each need for a person. */
const titles: Record<Need, string> = {
  chrome: 'Chromium or Chrome',
  firefox: 'Firefox',
  Xvfb: 'Xvfb',
  openbox: 'openbox',
  xdotool: 'xdotool',
};
const downloadTitles: Record<BrowserNeed, string> = { chrome: 'Chrome for Testing', firefox: 'Firefox' };

/** Describes how setup looks at the machine, and acts on it. */
export interface Hands {
  /** Tells what decides how something is installed. */
  machine(): Machine;
  /** Finds something on the machine; nothing where it lacks it. */
  find(need: Need): string | undefined;
  /** Runs a command, with nothing to read; whether it succeeded. */
  run(words: readonly string[]): Promise<boolean>;
  /** Downloads a browser, and returns its path. */
  download(browser: BrowserNeed): Promise<string>;
  /** Prints a line. */
  say(line: string): void;
}

/**
 * Installs what a machine lacks, and says before what and how. Asks nothing.
 *
 * @returns whether all is there in the end
 */
export async function setUp(needs: readonly Need[], hands: Hands): Promise<boolean> {
  const missing = () => needs.filter((need) => hands.find(need) === undefined);
  const atFirst = missing();
  if (atFirst.length === 0) {
    hands.say(`Nothing is missing: ${needs.map((need) => hands.find(need)).join(', ')}`);
    return true;
  }
  const machine = hands.machine();
  const { commands, downloads } = planFor(machine, atFirst);
  hands.say(`Missing: ${namesOf(atFirst)}. To be run or downloaded now:`);
  for (const words of commands) hands.say(`  ${typed(words)}`);
  for (const browser of downloads) hands.say(`  ${downloadTitles[browser]}, from its maker`);

  for (const words of commands) await runAndTell(words, hands);
  for (const browser of missing().filter(isBrowser)) await downloadAndTell(browser, machine, hands);

  const still = missing();
  if (still.length === 0) {
    hands.say(`Now all is there: ${needs.map((need) => hands.find(need)).join(', ')}`);
    return true;
  }
  hands.say(`Still missing: ${namesOf(still)}.`);
  const byHand = commandsByHand(machine, still);
  if (byHand.length > 0) hands.say('Only root may install it. Run this, which may ask for your password:');
  for (const words of byHand) hands.say(`  ${typed(words)}`);
  return false;
}

const namesOf = (needs: readonly Need[]) => needs.map((need) => titles[need]).join(', ');

async function runAndTell(words: Command, { run, say }: Hands): Promise<void> {
  say(`> ${typed(words)}`);
  if (!(await run(words))) say('  That failed.');
}

async function downloadAndTell(browser: BrowserNeed, machine: Machine, hands: Hands): Promise<void> {
  hands.say(`> Downloading ${downloadTitles[browser]}`);
  try {
    const path = await hands.download(browser);
    const sandbox = browser === 'chrome' ? sandboxCommand(machine, dirname(path)) : undefined;
    if (!sandbox) return;
    hands.say(`> ${typed(sandbox)}`);
    if (machine.root !== 'sudo' || !(await hands.run(sandbox)))
      hands.say('  Run this yourself: without it this system does not let Chrome make its sandbox.');
  } catch (error) {
    hands.say(`  That failed: ${messageOf(error)}`);
  }
}
