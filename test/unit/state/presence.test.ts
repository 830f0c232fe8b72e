import { expect, test } from 'vitest';
import { nextPresence, type Presence, presenceAtStart } from '../../../src/state/presence.ts';

const now = Date.parse('2026-11-22T14:00:00Z');
const minute = 60_000;

test.each<[string, Presence | undefined, Presence['state'], Presence | undefined]>([
  ['somebody leaves', undefined, 'idle', { state: 'idle', since: now }],
  ['the browser tells first that somebody is there', undefined, 'active', undefined],
  [
    'the same is told again',
    { state: 'idle', since: now - minute },
    'idle',
    { state: 'idle', since: now - minute },
  ],
  [
    'the screen is locked after a while',
    { state: 'idle', since: now - minute, begunAt: 5 },
    'locked',
    { state: 'locked', since: now - minute, begunAt: 5 },
  ],
  [
    'somebody is back soon',
    { state: 'locked', since: now - 29 * minute, begunAt: 5 },
    'active',
    { state: 'active', since: now, begunAt: 5 },
  ],
  [
    'somebody is back after long',
    { state: 'locked', since: now - 30 * minute, begunAt: 5 },
    'active',
    { state: 'active', since: now, begunAt: now },
  ],
  [
    'somebody is back, by a clock that was set back',
    { state: 'idle', since: now + minute },
    'active',
    { state: 'active', since: now },
  ],
])('when %s', (_, before, told, expected) => {
  expect(nextPresence(before, told, now)).toEqual(expected);
});

test('a start of the browser is a beginning, and no return', () => {
  expect(presenceAtStart('active', now)).toEqual({ state: 'active', begunAt: now });
  expect(presenceAtStart('locked', now)).toEqual({ state: 'locked', since: now, begunAt: now });
});
