import { expect, test } from 'vitest';
import { timeToUndo } from '../../../src/popup/time-to-undo.ts';
import { type Ending, holdTime, undoTime, withHeld, withReleased } from '../../../src/state/endings.ts';

const now = Date.parse('2026-11-22T14:00:00Z');
const waiting: Ending = {
  sessionId: 'a',
  of: 'one',
  current: false,
  state: 'waiting',
  dueAt: now + undoTime,
};

/** Lets an ending stand still, or go on, as the background does. */
const changed = (change: typeof withHeld, ending: Ending, at: number): Ending => {
  const [after] = change([ending], 'a', at);
  if (!after) throw new Error('The ending is gone');
  return after;
};

test.each([
  [0, 10_000],
  [2_500, 7_500],
  [9_999, 1],
  [10_000, 0],
  [60_000, 0],
  [-60_000, 10_000],
])('%i ms after the press, %i ms are left', (passed, left) => {
  expect(timeToUndo(waiting, now + passed)).toEqual({ left, isStill: false });
});

test('held, it stands still for as long as that is said again', () => {
  const held = changed(withHeld, waiting, now + 4_000);
  for (const passed of [4_000, 5_000, 9_000]) {
    expect(timeToUndo(held, now + passed)).toEqual({ left: 6_000, isStill: true });
  }
  const again = changed(withHeld, held, now + 9_000);
  expect(timeToUndo(again, now + 17_999)).toEqual({ left: 6_000, isStill: true });
});

test('held by a popup that went without a word, it runs in the end', () => {
  const held = changed(withHeld, waiting, now + 4_000);
  expect(timeToUndo(held, now + 4_000 + holdTime - 2_000)).toEqual({ left: 2_000, isStill: false });
});

test('released, it goes on with what was left', () => {
  const released = changed(withReleased, changed(withHeld, waiting, now + 4_000), now + 8_000);
  expect(timeToUndo(released, now + 9_000)).toEqual({ left: 5_000, isStill: false });
});
