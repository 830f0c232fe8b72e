import { beforeEach, describe, expect, onTestFinished, test, vi } from 'vitest';
import type { Diagnostic } from '../../../src/state/diagnostics.ts';
import type { KnownSessions } from '../../../src/state/known-sessions.ts';
import { currentVersion } from '../../../src/state/store/migrations.ts';
import { fakeBrowser } from '../support/browser.ts';
import {
  badge,
  type Extension,
  expectFresh,
  fireAlarm,
  hour,
  minute,
  pass,
  restartBrowser,
  restartServiceWorker,
  settle,
  startExtension,
  wait,
} from '../support/extension.ts';

let extension: Extension;
beforeEach(async () => {
  extension = await startExtension();
});

const { local, session } = fakeBrowser.storage;
const install = async (reason: 'install' | 'update') => {
  await fakeBrowser.runtime.onInstalled.fire({ reason });
  await settle();
};
const damages = () =>
  ((local.all()['diagnostics'] ?? []) as Diagnostic[]).filter(({ outcome }) => outcome === 'damaged');

describe('versions', () => {
  test('what version 0 stored is brought up to date: a trouble gets its last failure', async () => {
    await local.set({
      settings: { clientId: 'client' },
      connection: {
        status: 'signedIn',
        since: 1,
        known: { count: 4, fetchedAt: 5 },
        trouble: { code: 'offline', since: 7, failures: 2, retryAt: 0 },
      },
      credentials: { refreshToken: 'kept', clientId: 'client' },
    });
    extension.liveChat.faults.add({ match: {}, kind: 'drop' });
    await install('update');
    expect(local.all()).toMatchObject({
      version: currentVersion,
      connection: {
        status: 'signedIn',
        signInId: 1,
        known: { count: 4 },
        trouble: { since: 7, failures: 3 },
      },
      credentials: { refreshToken: 'kept' },
    });
    expect(badge().text).toBe('4?');
    expect(local.all()['diagnostics']).toContainEqual({
      at: Date.now(),
      what: 'storage',
      outcome: 'migrated',
    });
  });

  test('what version 1 stored is brought up to date: the sign-in is called by its ID', async () => {
    await extension.signIn();
    const { signInId, ...connection } = Object(local.all()['connection']);
    await local.set({ version: 1, connection: { ...connection, since: signInId } });
    await install('update');
    expect(local.all()).toMatchObject({
      version: currentVersion,
      connection: { status: 'signedIn', signInId },
    });
    expect(local.all()['connection']).not.toHaveProperty('since');
    expect(damages()).toEqual([]);
    expectFresh(1);
  });

  test('what version 2 knew of sessions is brought up to date: only what came later has a time', async () => {
    await extension.signIn();
    await pass(minute);
    const { knownSessions, agent } = local.all() as {
      knownSessions: KnownSessions;
      agent: { accountId: string };
    };
    const [own] = knownSessions.entries;
    await local.set({
      version: 2,
      knownSessions: {
        salt: knownSessions.salt,
        entries: [
          { ...own, firstSeen: 5 },
          { hash: 'before', firstSeen: 5 },
          { hash: 'later', firstSeen: 6, new: true },
        ],
      },
    });
    await install('update');
    expect(damages()).toEqual([]);
    expect(local.all()['knownSessions']).toEqual({
      salt: knownSessions.salt,
      accountId: agent.accountId,
      signInId: knownSessions.signInId,
      firstListAt: Date.now(),
      entries: [
        own,
        { hash: 'before', missingSince: expect.any(Number) },
        { hash: 'later', arrivedAt: 6, new: true, missingSince: expect.any(Number) },
      ],
    });
  });

  test.each([
    ['absent', undefined],
    ['a text', 'damaged'],
    ['without a list', { entries: 'damaged' }],
    ['lists of nothing', { entries: [null, 5] }],
  ])('known sessions of version 2 that are %s stop no start', async (_, knownSessions) => {
    await local.set({ version: 2, ...(knownSessions !== undefined && { knownSessions }) });
    await install('update');
    expect(local.all()).toMatchObject({ version: currentVersion });
    expect(local.all()).not.toHaveProperty('knownSessions');
  });

  test('a fresh installation has nothing to migrate but its number', async () => {
    await fakeBrowser.storage.managed.set({ welcomePage: false });
    const levels = [local, session].map((area) => vi.spyOn(area, 'setAccessLevel'));
    await install('install');
    // Pages of the web get none of it, through no content script.
    for (const level of levels) expect(level).toHaveBeenCalledWith({ accessLevel: 'TRUSTED_CONTEXTS' });
    expect(local.all()).toEqual({
      version: currentVersion,
      lastPolicy: { welcomePage: false },
      diagnostics: expect.any(Array),
    });
    expect(badge().text).toBe('');
  });

  test('what a newer version stored stays', async () => {
    const stored = { version: 99, connection: { status: 'signedOut' }, settings: { theme: 'sepia' } };
    await local.set({ ...stored, fromTheFuture: { a: 1 } });
    await install('update');
    expect(local.all()).toMatchObject({ ...stored, fromTheFuture: { a: 1 } });
  });

  test.each([
    ['null', null],
    ['a text', 'text'],
    ['a number for the connection', { connection: 7 }],
    ['a connection and a version of other shapes', { connection: { trouble: 'x' }, version: 'one' }],
  ])('garbage does not stop the start: %s', async (_, garbage) => {
    await local.set(typeof garbage === 'object' && garbage ? garbage : { connection: garbage });
    await install('update');
    expect(local.all()['version']).toBe(currentVersion);
    expect(badge().text).toBe('');
  });
});

describe('damaged values', () => {
  test('count as absent, are removed, and are told once', async () => {
    await extension.signIn();
    await local.set({ settings: { clientId: 7 } });
    await session.set({ snapshot: 'gone' });
    await install('update');
    expect(local.all()).not.toHaveProperty('settings');
    expect(damages()).toHaveLength(1);
    wait(minute);
    await install('update');
    expect(damages()).toHaveLength(1);
    expectFresh(1);
    await session.set({ snapshot: 'gone' });
    await install('update');
    expect(damages()).toHaveLength(2);
  });

  test('of the connection do not sign out: the refresh token says that an agent is signed in', async () => {
    await extension.signIn();
    await local.set({ connection: { status: 'signedIn', signInId: 'yesterday' } });
    await fireAlarm();
    expect(local.all()['credentials']).toBeDefined();
    await install('update');
    expectFresh(1);
  });

  test('of an access token are cured by renewal', async () => {
    await extension.signIn();
    await session.set({ accessToken: { value: 7 } });
    wait(minute);
    await fireAlarm();
    expectFresh(1);
    expect(extension.liveChat.reuseAttempts).toBe(0);
  });
});

describe('storage that fails', () => {
  /** Makes every write fail from now on, as a full disk does. Returns the way back. */
  const breakStorage = () => {
    const set = vi.spyOn(local, 'set').mockRejectedValue(new Error('QUOTA_BYTES quota exceeded'));
    const repair = () => set.mockRestore();
    onTestFinished(repair);
    return repair;
  };

  test('a refresh token is not spent that could not be replaced', async () => {
    await extension.signIn();
    wait(8 * hour);
    const repair = breakStorage();
    await fireAlarm();
    expect(extension.liveChat.requests.filter(({ grantType }) => grantType === 'refresh_token')).toEqual([]);
    expect(badge()).toMatchObject({ text: '1?', title: expect.stringContaining('not been able to store') });
    repair();
    wait(minute);
    await fireAlarm();
    expect(badge().title).toMatch(/^1 active session · /);
  });

  test('tokens that could not be stored after their renewal stay in memory until they can', async () => {
    await extension.signIn();
    wait(8 * hour);
    const { held, letGo } = extension.liveChat.faults.hold({ path: '/v2/token' }, 'after');
    const polling = fireAlarm();
    await held;
    const repair = breakStorage();
    letGo();
    await polling;
    expect(badge()).toMatchObject({ text: '1?', title: expect.stringContaining('not been able to store') });
    const { title } = badge();
    wait(minute);
    await fireAlarm();
    // Since the first time.
    expect(badge().title).toBe(title);
    repair();
    wait(minute);
    await fireAlarm();
    expect(badge().title).toMatch(/^1 active session · /);
    expect(extension.liveChat.reuseAttempts).toBe(0);
    await restartServiceWorker();
    wait(8 * hour);
    await fireAlarm();
    expect(badge().title).toMatch(/^1 active session · /);
    expect(extension.liveChat.reuseAttempts).toBe(0);
  });
});

test('renewed tokens that had to wait are stored where the agent wants them by then', async () => {
  await extension.signIn();
  wait(8 * hour);
  const { held, letGo } = extension.liveChat.faults.hold({ path: '/v2/token' }, 'after');
  const polling = fireAlarm();
  await held;
  const set = vi.spyOn(local, 'set').mockRejectedValue(new Error('full'));
  onTestFinished(() => set.mockRestore());
  letGo();
  await polling;
  set.mockRestore();
  await local.set({ settings: { staySignedIn: false } });
  await settle();
  wait(minute);
  await fireAlarm();
  expectFresh(1);
  expect(local.all()['credentials'] ?? null).toBeNull();
  expect(session.all()['sessionCredentials']).toHaveProperty('refreshToken');
  expect(extension.liveChat.reuseAttempts).toBe(0);
});

test('a start that cannot tidy up brings the number all the same', async () => {
  await extension.signIn();
  await local.set({ agent: 7 });
  fakeBrowser.alarms.all.clear();
  const set = vi.spyOn(local, 'set').mockRejectedValueOnce(new Error('full'));
  onTestFinished(() => set.mockRestore());
  wait(minute);
  await restartBrowser();
  await settle();
  expect(set).toHaveBeenCalled();
  expect(fakeBrowser.alarms.all.has('poll')).toBe(true);
  expectFresh(1);
});

describe('“Stay signed in” is off', () => {
  beforeEach(async () => {
    await local.set({ settings: { staySignedIn: false } });
    await extension.signIn();
  });

  test('the refresh token is in memory only, and renews all the same', async () => {
    expect(local.all()['credentials'] ?? null).toBeNull();
    wait(8 * hour);
    await fireAlarm();
    expectFresh(1);
    expect(local.all()['credentials'] ?? null).toBeNull();
  });

  test('the end of the browser is the end of the sign-in, without a warning', async () => {
    await restartBrowser();
    await settle();
    expect(badge()).toMatchObject({ text: '', title: 'Sign in with LiveChat' });
  });

  test('an update is its end, too: the browser forgets what is in memory', async () => {
    session.clear();
    await install('update');
    expect(badge()).toMatchObject({ text: '', title: 'Sign in with LiveChat' });
  });

  test('changing one’s mind moves the refresh token', async () => {
    await local.set({ settings: { staySignedIn: true } });
    await settle();
    expect(local.all()['credentials']).toHaveProperty('refreshToken');
    expect(session.all()['sessionCredentials'] ?? null).toBeNull();
    wait(hour);
    await restartBrowser();
    await settle();
    expectFresh(1);
    await local.set({ settings: { staySignedIn: false } });
    await settle();
    expect(local.all()['credentials'] ?? null).toBeNull();
    expect(session.all()['sessionCredentials']).toHaveProperty('refreshToken');
  });
});

test('the diagnostics keep fifty lines, and nothing that could identify anybody', async () => {
  extension.liveChat.addSession(extension.agent.email, { ip: '203.0.113.7' });
  await extension.signIn();
  extension.liveChat.faults.add({
    match: {},
    kind: 'status',
    status: 500,
    body: JSON.stringify({ error: 'server_error', request_id: 'r-1' }),
    times: 5,
  });
  for (let poll = 0; poll < 60; poll += 1) {
    wait(minute);
    // No two alike in a row, which would count as one.
    if (poll % 2 === 1) extension.liveChat.faults.add({ match: {}, kind: 'drop', times: 1 });
    await fireAlarm();
    if (poll === 30) {
      const text = JSON.stringify(local.all()['diagnostics']);
      expect(text).toContain('r-1');
    }
  }
  const text = JSON.stringify(local.all()['diagnostics']);
  expect(local.all()['diagnostics']).toHaveLength(50);
  for (const secret of [...extension.liveChat.issuedTokens, '203.0.113.7', extension.agent.email]) {
    expect(text).not.toContain(secret);
  }
});
