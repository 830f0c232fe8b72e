import { expect, test } from 'vitest';
import {
  aboutInterval,
  offeredChatsIntervals,
  offeredIntervals,
} from '../../../src/options/offered-intervals.ts';

const automatic = { intervalSeconds: 'automatic', minimumIntervalSeconds: 30 } as const;

test.each([
  ['the usual ones', {}, [30, 60, 120, 300, 900, 3600]],
  ['one that a file has set, too', { intervalSeconds: 45 }, [30, 45, 60, 120, 300, 900, 3600]],
  ['none shorter than an administrator allows', { minimumIntervalSeconds: 300 }, [300, 900, 3600]],
  [
    'the shortest one that is in force',
    { intervalSeconds: 600, minimumIntervalSeconds: 600 },
    [600, 900, 3600],
  ],
])('the agent is offered %s', (_, choices, expected) => {
  expect(offeredIntervals({ ...automatic, ...choices })).toEqual(expected);
});

test.each([
  ['all of the automatic pace', {}, 'automatic'],
  ['the time away, where a policy slows the automatic pace', { minimumIntervalSeconds: 300 }, 'away'],
  ['nothing, where a policy slows that, too', { minimumIntervalSeconds: 1800 }, undefined],
  ['the time away', { intervalSeconds: 900 }, 'away'],
  ['nothing of a shorter time away than the chosen one', { intervalSeconds: 3600 }, undefined],
])('the agent is told %s', (_, choices, expected) => {
  expect(aboutInterval({ ...automatic, ...choices })).toBe(expected);
});

test.each([
  ['the usual ones', {}, [30, 60, 120, 300]],
  ['one that a file has set, too', { chatsIntervalSeconds: 45 }, [30, 45, 60, 120, 300]],
  ['none shorter than an administrator allows', { minimumIntervalSeconds: 60 }, [60, 120, 300]],
  ['the shortest one that is in force', { chatsIntervalSeconds: 600, minimumIntervalSeconds: 600 }, [600]],
])('of the chats, offers %s', (_, choices, expected) => {
  const usual = { chatsIntervalSeconds: 60, minimumIntervalSeconds: 30 };
  expect(offeredChatsIntervals({ ...usual, ...choices })).toEqual(expected);
});
