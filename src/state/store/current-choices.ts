import { type Choices, choicesOf } from '../settings.ts';
import { readPublic } from './page-store.ts';

/** Reads the settings in force now. */
export async function currentChoices(): Promise<Choices> {
  const { settings, managed } = await readPublic('settings', 'managed');
  return choicesOf(settings, managed);
}
