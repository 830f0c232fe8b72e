import browser, { type Storage } from 'webextension-polyfill';
import { signedOut } from '../state/connection.ts';
import { currentChoices } from '../state/current-choices.ts';
import { migrate } from '../state/migrations.ts';
import { damagedItems, read, write } from '../state/stored.ts';
import { currentConnection, inTurn, note, nothingOfTheAgent } from './connection.ts';
import { awayAfter, keepPolling, poll } from './poll.ts';
import { showBadge } from './show-badge.ts';

/** `storage` as browsers have it; Firefox has no access levels. */
type WithAccessLevel = { setAccessLevel?(options: { accessLevel: 'TRUSTED_CONTEXTS' }): Promise<void> };

/** After installation, an update, and each start of the browser, which forgets badges and may forget alarms. */
export async function handleStart(): Promise<void> {
  const areas: (Storage.StorageArea & WithAccessLevel)[] = [browser.storage.local, browser.storage.session];
  await Promise.all(areas.map((area) => area.setAccessLevel?.({ accessLevel: 'TRUSTED_CONTEXTS' })));
  browser.idle.setDetectionInterval(awayAfter);
  await inTurn(tidyStorage);
  await Promise.all([showBadge(), keepPolling()]);
  await poll('start');
}

/** Brings what is stored up to date, and removes what nobody can read, which is then told once. */
async function tidyStorage(): Promise<void> {
  if (await migrate()) void note({ what: 'storage', outcome: 'migrated' });
  const damaged = await damagedItems();
  if (damaged.length > 0) {
    await write(Object.fromEntries(damaged.map((key) => [key, null])));
    void note({ what: 'storage', outcome: 'damaged' });
  }
  const { accessToken, sessionCredentials } = await read('accessToken', 'sessionCredentials');
  const { status } = await currentConnection();
  if (
    status === 'signedIn' &&
    !(await currentChoices()).staySignedIn &&
    !accessToken &&
    !sessionCredentials
  ) {
    await write({ ...nothingOfTheAgent, connection: signedOut });
  }
}
