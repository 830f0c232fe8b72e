import browser, { type Storage } from 'webextension-polyfill';
import { nextConnection, signedOut } from '../state/connection.ts';
import { damagedItems, read, removalsAt, write } from '../state/store/background-store.ts';
import { currentChoices } from '../state/store/current-choices.ts';
import { currentVersion, migrate } from '../state/store/migrations.ts';
import { callStorage } from '../state/store/storage.ts';
import { addDiagnostic } from './add-diagnostic.ts';
import { withAgentLock } from './agent-lock.ts';
import { watchPresence } from './note-presence.ts';
import { ensurePollAlarm, poll } from './poll.ts';
import { rememberPolicy } from './remember-policy.ts';
import { shareInFlight } from './share-in-flight.ts';
import { showBadge, toleratingStorage } from './show-badge.ts';
import { currentConnection } from './stored-connection.ts';
import { readCredentials } from './stored-tokens.ts';

/** `storage` as browsers have it; Firefox has no access levels. */
type WithAccessLevel = { setAccessLevel?(options: { accessLevel: 'TRUSTED_CONTEXTS' }): Promise<void> };

/**
 * Brings everything up to date after installation, an update, each start of the browser, which forgets badges and may
 * forget alarms, and when the extension was switched on.
 */
export const handleStart = shareInFlight(async (): Promise<void> => {
  // Queued before anything else: whatever comes with this event finds things tidy.
  const tidied = withAgentLock(tidyStorage);
  const areas: (Storage.StorageArea & WithAccessLevel)[] = [browser.storage.local, browser.storage.session];
  await Promise.allSettled([
    // What cannot be tidied now is at the next start; the number comes all the same.
    tidied,
    ...areas.map((area) =>
      callStorage('write', async () => area.setAccessLevel?.({ accessLevel: 'TRUSTED_CONTEXTS' })),
    ),
  ]);
  await watchPresence();
  // The browser may take seconds to tell of it; nobody waits for that.
  void toleratingStorage(rememberPolicy)();
  await Promise.all([showBadge(), ensurePollAlarm()]);
  await write({ isStarted: true }).catch(() => undefined);
  await poll('start');
});

/** Brings what is stored up to date, and removes what nobody can read, which is then told once. */
async function tidyStorage(): Promise<void> {
  const { version = 0 } = await read('version');
  if (await migrate()) void addDiagnostic({ what: 'storage', outcome: 'migrated' });
  // What a newer build has stored may look damaged to this one.
  const damaged = version > currentVersion ? [] : await damagedItems();
  if (damaged.length > 0) {
    const isSignInLost = damaged.includes('connection') && (await readCredentials()) !== undefined;
    const connection = isSignInLost
      ? nextConnection(signedOut, { type: 'signedIn', at: Date.now() })
      : undefined;
    await write({
      ...Object.fromEntries(damaged.map((key) => [key, null])),
      ...(connection && { connection }),
    });
    void addDiagnostic({ what: 'storage', outcome: 'damaged' });
  }
  const { accessToken } = await read('accessToken');
  const { status } = await currentConnection();
  if (
    status === 'signedIn' &&
    !(await currentChoices()).staySignedIn &&
    !accessToken &&
    // One on the disk was meant to outlive the browser: a policy may say so that is not read yet. If not, it is moved.
    !(await readCredentials())
  ) {
    await write({
      // A sign-in that has begun stays.
      ...removalsAt('signedIn'),
      connection: nextConnection(await currentConnection(), { type: 'signedOut' }),
    });
  }
}
