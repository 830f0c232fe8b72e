import { expect, test } from 'vitest';
import { queueText } from '../../../src/popup/queue-text.ts';
import type { ChatsSummary } from '../../../src/state/chats.ts';

const now = Date.parse('2026-11-22T14:00:00Z');
const minute = 60_000;
const nobody: ChatsSummary = {
  mine: 2,
  unread: 0,
  supervised: 0,
  queued: 0,
  unassigned: 0,
  others: 0,
  active: 2,
};

test.each([
  ['nobody waits', {}, 'Nobody is waiting.'],
  ['somebody waits', { queued: 1, waitingSince: now - 42_000 }, 'In the queue: 1 · longest: 42 seconds'],
  ['several do', { queued: 3, waitingSince: now - 4.9 * minute }, 'In the queue: 3 · longest: 4 minutes'],
  [
    'one does for hours',
    { queued: 1, waitingSince: now - 120 * minute },
    'In the queue: 1 · longest: 2 hours',
  ],
  ['LiveChat does not tell since when', { queued: 3 }, 'In the queue: 3'],
  [
    'its clock is ahead of ours',
    { queued: 1, waitingSince: now + minute },
    'In the queue: 1 · longest: 1 second',
  ],
  ['nobody has taken some', { unassigned: 2 }, 'Unassigned: 2'],
  [
    'there is all of that',
    { queued: 3, waitingSince: now - minute, unassigned: 2 },
    'In the queue: 3 · longest: 1 minute · Unassigned: 2',
  ],
  ['there may be more', { queued: 3, unassigned: 2, isAtLeast: true }, 'In the queue: 3+ · Unassigned: 2+'],
  ['nobody waits in those that are known', { isAtLeast: true }, /^In the chats .* LiveChat has more\.$/],
  [
    'the longest wait is not known either',
    { queued: 3, waitingSince: now - minute, isAtLeast: true },
    'In the queue: 3+',
  ],
] as const)('where %s', (_, more, text) => {
  expect(queueText({ ...nobody, ...more }, now)).toEqual(
    typeof text === 'string' ? text : expect.stringMatching(text),
  );
});
