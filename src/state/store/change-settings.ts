import type { Settings } from '../settings.ts';
import { readPublic, writePublic } from './page-store.ts';

/**
 * Changes the stored settings. One change after the other, whichever page makes it: all of them are one stored item.
 *
 * @param settingsAfter what they become, given what they are
 * @throws StorageError
 */
export const changeSettings = (settingsAfter: (settings: Settings) => Settings): Promise<void> =>
  navigator.locks.request('settings', async () => {
    const { settings = {} } = await readPublic('settings');
    await writePublic({ settings: settingsAfter(settings) });
  });
