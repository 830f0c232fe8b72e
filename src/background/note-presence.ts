import browser from 'webextension-polyfill';
import { nextPresence, type Presence, presenceAtStart } from '../state/presence.ts';
import { read, write } from '../state/store/background-store.ts';
import { currentChoices } from '../state/store/current-choices.ts';
import { StorageError } from '../state/store/storage.ts';
import { withAgentLock } from './agent-lock.ts';
import { attempt } from './attempt.ts';
import { forgottenNames, isLeft } from './forget-chats.ts';

/** Sets how long without mouse and keyboard counts as away, in seconds. */
const awayAfter = 5 * 60;

/** Asks the browser whether somebody is at the computer; somebody is, where it does not say. */
async function askPresence(): Promise<Presence['state']> {
  return (await attempt(() => browser.idle.queryState(awayAfter))) ?? 'active';
}

/** Lets the browser tell when somebody leaves the computer or is back, and notes who is there at its start. */
export async function watchPresence(): Promise<void> {
  await attempt(() => browser.idle.setDetectionInterval(awayAfter));
  const presence = presenceAtStart(await askPresence(), Date.now());
  await write({ presence }).catch(() => undefined);
}

/**
 * Notes that somebody is at the computer, or nobody; where the agent wants that, a screen that is left forgets names and lines of
 * chats. Never worth failing for: the alarm asks the browser again.
 */
export async function notePresence(state: Presence['state']): Promise<void> {
  try {
    await withAgentLock(async () => {
      const { presence: before } = await read('presence');
      const presence = nextPresence(before, state, Date.now());
      if (!presence || JSON.stringify(presence) === JSON.stringify(before)) return;
      const isForgotten = isLeft(state) && (await currentChoices()).forgetOnLock;
      await write({ presence, ...(isForgotten && forgottenNames) });
    });
  } catch (error) {
    if (!(error instanceof StorageError)) throw error;
  }
}

/**
 * Asks the browser whether the agent is still away, as it tells their return only once, and a return that nobody heard of
 * would leave the number old for long. A departure that nobody heard of costs some requests only.
 */
export const checkPresence = async (): Promise<void> => notePresence(await askPresence());
