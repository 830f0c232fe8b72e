import { beforeEach, expect, onTestFinished, test, vi } from 'vitest';
import { badgeColors } from '../../../src/state/badge-colors.ts';
import { currentChoices } from '../../../src/state/store/current-choices.ts';
import { fakeBrowser } from '../support/browser.ts';
import {
  badge,
  type Extension,
  expectFresh,
  fireAlarm,
  fireLeftOverAlarm,
  hour,
  minute,
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

const { local, session, managed, onChanged } = fakeBrowser.storage;

/** Changes the browser's policy, of which the browser tells. */
async function setPolicy(policy: Record<string, unknown>): Promise<void> {
  const names = [...Object.keys(managed.all()), ...Object.keys(policy)];
  managed.clear();
  Object.assign(managed.all(), policy);
  await onChanged.fire(Object.fromEntries(names.map((name) => [name, {}])), 'managed');
  await settle();
}

/** After a start, the browser takes long to tell of its policy, or refuses to; it does when told to. */
function holdPolicy() {
  let answer: (policy: object | Promise<object>) => void = () => {};
  const answered = new Promise<object>((resolve) => {
    answer = resolve;
  });
  const get = vi.spyOn(managed, 'get').mockReturnValue(answered as never);
  onTestFinished(() => get.mockRestore());
  return async (policy: object | Promise<object>) => {
    answer(policy);
    await settle();
  };
}

/** Starts the browser, which has not read its policy yet: at first, it tells of none. */
async function restartWithoutPolicy(): Promise<void> {
  managed.clear();
  wait(minute);
  await restartBrowser();
  await settle();
}

const isOnDisk = () => local.all()['credentials'] != null;
const isInMemory = () => session.all()['sessionCredentials'] != null;

test('an agent whose policy says “stay signed in” is not signed out before the browser tells of it', async () => {
  await local.set({ settings: { staySignedIn: false } });
  await setPolicy({ staySignedIn: true });
  await extension.signIn();
  expect(isOnDisk()).toBe(true);
  await restartWithoutPolicy();
  expectFresh(1);
  expect(isOnDisk()).toBe(true);
  await setPolicy({ staySignedIn: true });
  wait(minute);
  await restartBrowser();
  await settle();
  expectFresh(1);
});

test('nor is one whose policy was never seen by this version', async () => {
  await local.set({ settings: { staySignedIn: false } });
  await setPolicy({ staySignedIn: true });
  await extension.signIn();
  await local.remove(['lastPolicy']);
  await restartWithoutPolicy();
  expectFresh(1);
  await setPolicy({ staySignedIn: true });
  expect(isOnDisk()).toBe(true);
  expect(isInMemory()).toBe(false);
});

test('an agent whose policy says “do not stay signed in” leaves no refresh token on the disk meanwhile', async () => {
  const writes = vi.spyOn(local, 'set');
  onTestFinished(() => writes.mockRestore());
  await setPolicy({ staySignedIn: false });
  await restartWithoutPolicy();
  await extension.signIn();
  wait(8 * hour);
  await fireAlarm();
  expectFresh(1);
  expect(isInMemory()).toBe(true);
  await setPolicy({ staySignedIn: false });
  const stored = writes.mock.calls.map(([items]) => items['credentials'] ?? null);
  expect(stored.filter((credentials) => credentials !== null)).toEqual([]);
});

test.each([
  ['forbids', { staySignedIn: false }, false],
  ['does not forbid', {}, true],
])(
  'a first policy that comes late and %s the disk: until then, the refresh token is in memory',
  async (_, policy, disk) => {
    const tell = holdPolicy();
    await restartBrowser();
    await settle();
    await extension.signIn();
    await vi.waitFor(() => expect(badge()).toMatchObject({ text: '1', ...badgeColors.count }));
    expect([isOnDisk(), isInMemory()]).toEqual([false, true]);
    await tell(policy);
    await vi.waitFor(() => expect([isOnDisk(), isInMemory()]).toEqual([disk, !disk]));
  },
);

test.each([
  ['forbids', { staySignedIn: false }, false],
  ['does not forbid', {}, true],
])('a browser that is slow to tell of a policy that %s the disk, at any time', async (_, policy, disk) => {
  const tell = holdPolicy();
  await extension.signIn();
  await vi.waitFor(() => expect([isOnDisk(), isInMemory()]).toEqual([false, true]));
  await tell(policy);
  await vi.waitFor(() => expect([isOnDisk(), isInMemory()]).toEqual([disk, !disk]));
});

test('where there is no policy, and that is known, the refresh token does not wait for the browser', async () => {
  await restartBrowser();
  await settle();
  wait(2 * minute);
  await fireLeftOverAlarm('policy');
  holdPolicy();
  await extension.signIn();
  expect([isOnDisk(), isInMemory()]).toEqual([true, false]);
});

test('badge and pages wait an instant for the policy, and follow what comes late', async () => {
  await extension.signIn();
  await setPolicy({ intervalSeconds: 120 });
  expect(fakeBrowser.alarms.all.get('poll')?.periodInMinutes).toBe(2);
  const tell = holdPolicy();
  wait(minute);
  const { setTimeout } = globalThis;
  const limits: number[] = [];
  vi.stubGlobal('setTimeout', (callback: () => void, delay = 0) => {
    limits.push(delay);
    return setTimeout(callback, delay);
  });
  await restartBrowser();
  await vi.waitFor(() => expect(badge()).toMatchObject({ text: '1', ...badgeColors.count }));
  // The one seen last counts until then.
  expect((await currentChoices()).intervalSeconds).toBe(120);
  expect(limits).toContain(100);
  await tell({ intervalSeconds: 300 });
  await vi.waitFor(() => expect(fakeBrowser.alarms.all.get('poll')?.periodInMinutes).toBe(5));
  expect(local.all()['lastPolicy']).toEqual({ intervalSeconds: 300 });
});

test('a policy that was removed is in force no more, once the browser has told of none for two minutes', async () => {
  await extension.signIn();
  await setPolicy({ intervalSeconds: 300 });
  await setPolicy({});
  expect((await currentChoices()).intervalSeconds).toBe(300);
  wait(minute);
  await fireLeftOverAlarm('policy');
  expect((await currentChoices()).intervalSeconds).toBe(300);
  wait(minute);
  expect(fakeBrowser.alarms.all.get('policy')?.scheduledTime).toBeLessThanOrEqual(Date.now());
  await fireLeftOverAlarm('policy');
  expect((await currentChoices()).intervalSeconds).toBe('automatic');
  expect(fakeBrowser.alarms.all.get('poll')?.periodInMinutes).toBe(1);
  expect(local.all()['lastPolicy']).toEqual({});
});

test('the alarm for that, left over from before a start of the browser, removes nothing', async () => {
  await setPolicy({ staySignedIn: false });
  await setPolicy({});
  wait(hour);
  fakeBrowser.restart();
  await restartServiceWorker();
  await fireLeftOverAlarm('policy');
  expect(local.all()['lastPolicy']).toEqual({ staySignedIn: false });
});

test('where the browser refuses to tell of a policy that is not there, as Firefox does, there is none', async () => {
  const tell = holdPolicy();
  await restartBrowser();
  await extension.signIn();
  await tell(Promise.reject(new Error('Managed storage manifest not found')));
  await vi.waitFor(() => expect(isOnDisk()).toBe(true));
  expect(local.all()).not.toHaveProperty('lastPolicy');
});
