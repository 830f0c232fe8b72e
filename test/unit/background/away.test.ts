import { beforeEach, expect, onTestFinished, test, vi } from 'vitest';
import { badgeColors } from '../../../src/state/badge-colors.ts';
import { fakeBrowser } from '../support/browser.ts';
import {
  badge,
  type Extension,
  expectFresh,
  minute,
  pass,
  restartBrowser,
  send,
  settle,
  startExtension,
} from '../support/extension.ts';
import { checks } from '../support/worker.ts';

let extension: Extension;
/** Holds the time at which the agent leaves. */
let left: number;
/** Lists what the browser has told of the agent, each with the minutes after they have left. */
let told: [number, unknown][];
beforeEach(async () => {
  const random = vi.spyOn(Math, 'random').mockReturnValue(0.5);
  onTestFinished(() => random.mockRestore());
  extension = await startExtension();
  await extension.signIn();
  await restartBrowser();
  // Alarms at each full minute from now on.
  await pass(0.75 * minute);
  extension.liveChat.requests.length = 0;
  fakeBrowser.idle.leave();
  left = Date.now();
  told = [];
  fakeBrowser.idle.onStateChanged.addListener((state) => told.push([minutes(Date.now()), state]));
});

const minutes = (at: number) => (at - left) / minute;
const polls = () =>
  extension.liveChat.requests.filter(({ path }) => path === '/v2/sessions').map(({ at }) => minutes(at));

test('whoever only reads for almost five minutes is there: asked each minute, and no event wakes the extension', async () => {
  await pass(5 * minute - 1);
  expect(polls()).toEqual([1, 2, 3, 4]);
  await fakeBrowser.idle.comeBack();
  expect(told).toEqual([]);
});

test('whoever has left for five minutes is away: asked every quarter of an hour, and at once when they come back', async () => {
  await pass(41 * minute);
  expect(polls()).toEqual([1, 2, 3, 4, 5, 20, 35]);
  await fakeBrowser.idle.comeBack();
  expect(told).toEqual([
    [5, 'idle'],
    [41, 'active'],
  ]);
  expect(polls().at(-1)).toBe(41);
  expectFresh(1);
  await pass(2 * minute);
  expect(polls().slice(-2)).toEqual([41.75, 42.75]);
});

test('whoever has locked the screen is away at once', async () => {
  fakeBrowser.idle.isLocked = true;
  await fakeBrowser.idle.tell();
  await pass(20 * minute);
  expect(polls()).toEqual([15]);
});

test('while the screen is locked for hours, nobody is asked, and whoever comes back is answered at once', async () => {
  fakeBrowser.idle.isLocked = true;
  await fakeBrowser.idle.tell();
  await pass(60 * minute);
  expect(polls()).toEqual([15, 30, 45]);
  await pass(14 * 60 * minute);
  expect(polls()).toHaveLength(3);
  expect(fakeBrowser.alarms.all.get('poll')).toMatchObject({ periodInMinutes: 60 });
  extension.liveChat.addSession(extension.agent.email, {});
  await fakeBrowser.idle.comeBack();
  expect(badge().text).toBe('2!');
  expect(fakeBrowser.alarms.all.get('poll')).toMatchObject({ periodInMinutes: 1 });
});

test('where the browser tells of no lock, as Firefox does not, nobody is asked after three hours', async () => {
  await pass(3 * 60 * minute + 5 * minute);
  const before = polls().length;
  await pass(8 * 60 * minute);
  expect(polls()).toHaveLength(before);
  await fakeBrowser.idle.comeBack();
  expect(polls()).toHaveLength(before + 1);
});

test('a network that comes back while nobody is there is no return', async () => {
  fakeBrowser.idle.isLocked = true;
  await fakeBrowser.idle.tell();
  await pass(3 * 60 * minute);
  await send({ type: 'refresh', trigger: 'online' });
  const before = polls().length;
  await pass(8 * 60 * minute);
  expect(polls()).toHaveLength(before);
});

test('a return that the browser did not store slows nothing down', async () => {
  fakeBrowser.idle.isLocked = true;
  await fakeBrowser.idle.tell();
  await pass(3 * 60 * minute);
  let isRefused = false;
  checks.set('storage.session.set', () => {
    if (isRefused) return;
    isRefused = true;
    throw new Error('No');
  });
  await fakeBrowser.idle.comeBack();
  expect(isRefused).toBe(true);
  checks.clear();
  expect(fakeBrowser.alarms.all.get('poll')?.periodInMinutes).toBeLessThanOrEqual(5);
});

test('a return of which nobody has heard is noticed by the next alarm', async () => {
  fakeBrowser.idle.isLocked = true;
  await fakeBrowser.idle.tell();
  await pass(3 * 60 * minute);
  const before = polls().length;
  Object.assign(fakeBrowser.idle, { isLocked: false, untouchedSince: undefined, told: 'active' });
  await pass(60 * minute);
  expect(polls().length).toBeGreaterThan(before);
  expect(fakeBrowser.alarms.all.get('poll')?.periodInMinutes).toBeLessThanOrEqual(5);
});

test('the number of a short absence is not marked while LiveChat is asked', async () => {
  fakeBrowser.idle.isLocked = true;
  await fakeBrowser.idle.tell();
  await pass(14 * minute);
  const { held, letGo } = extension.liveChat.faults.hold({ path: '/v2/sessions' }, 'before');
  const back = fakeBrowser.idle.comeBack();
  await held;
  await settle();
  expect(badge()).toMatchObject({ text: '1', ...badgeColors.count });
  letGo();
  await back;
  expectFresh(1);
});

test('an interval of the agent’s choice holds while somebody is there, and asks all night', async () => {
  await fakeBrowser.storage.local.set({ settings: { intervalSeconds: 60 } });
  await pass(4 * minute + 1);
  expect(polls()).toEqual([1, 2, 3, 4]);
  await pass(10 * 60 * minute);
  expect(polls().length).toBeGreaterThan(4 + 38);
  expect(polls().length).toBeLessThan(4 + 42);
});
