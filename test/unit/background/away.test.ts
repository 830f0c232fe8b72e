import { beforeEach, expect, onTestFinished, test, vi } from 'vitest';
import { fakeBrowser } from '../support/browser.ts';
import {
  type Extension,
  expectFresh,
  minute,
  pass,
  restartBrowser,
  startExtension,
} from '../support/extension.ts';

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
  await pass(minute);
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
  expect(polls()).toEqual([1, 2, 3, 4, 19, 34]);
  await fakeBrowser.idle.comeBack();
  expect(told).toEqual([
    [5, 'idle'],
    [41, 'active'],
  ]);
  expect(polls().at(-1)).toBe(41);
  expectFresh(1);
  await pass(2 * minute);
  expect(polls().slice(-2)).toEqual([42, 43]);
});

test('whoever has locked the screen is away at once', async () => {
  fakeBrowser.idle.isLocked = true;
  await pass(20 * minute);
  expect(polls()).toEqual([15]);
});
