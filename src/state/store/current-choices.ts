import { type Choices, choicesOf } from '../settings.ts';
import { read } from './page-store.ts';

/** The settings in force now. */
export async function currentChoices(): Promise<Choices> {
  const { settings, managed } = await read('settings', 'managed');
  return choicesOf(settings, managed);
}
