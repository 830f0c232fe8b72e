import browser, { type Storage } from 'webextension-polyfill';
import { keepPolling, poll } from './poll.ts';
import { showBadge } from './show-badge.ts';

/** `storage` as browsers have it; Firefox has no access levels, and no content scripts can reach it from us. */
type WithAccessLevel = { setAccessLevel?(options: { accessLevel: 'TRUSTED_CONTEXTS' }): Promise<void> };

/** After installation, an update, and each start of the browser, which forgets badges and may forget alarms. */
export async function handleStart(): Promise<void> {
  const areas: (Storage.StorageArea & WithAccessLevel)[] = [browser.storage.local, browser.storage.session];
  await Promise.all([
    showBadge(),
    keepPolling(),
    ...areas.map((area) => area.setAccessLevel?.({ accessLevel: 'TRUSTED_CONTEXTS' })),
  ]);
  await poll('timer');
}
