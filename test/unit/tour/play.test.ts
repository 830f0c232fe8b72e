import { expect, test, vi } from 'vitest';
import { badgeWords, type Moment, play } from '../../../scripts/tour/play.ts';
import type { Step } from '../../../scripts/tour/steps.ts';
import { badgeColors } from '../../../src/state/badge-colors.ts';

const badge = { text: '4', color: badgeColors.count.color, title: '4 active sessions · 14:02' };

const step = (title: string, act: Step['act'] = async () => undefined): Step => ({
  title,
  picture: 'picture',
  act,
});

function audience() {
  const lines: string[] = [];
  const kept: Moment[] = [];
  return {
    lines,
    kept,
    badge: async () => badge,
    say: (line: string) => lines.push(line),
    keep: async (moment: Moment) => {
      kept.push(moment);
    },
  };
}

test('each step has its line, with what the badge says, and its picture', async () => {
  const heard = audience();
  await play([step('The popup'), step('The list')], heard);
  expect(heard.lines).toEqual([
    '1. The popup: badge 4, "4 active sessions · 14:02"',
    '2. The list: badge 4, "4 active sessions · 14:02"',
  ]);
  expect(heard.kept.map(({ number, step: { title } }) => [number, title])).toEqual([
    [1, 'The popup'],
    [2, 'The list'],
  ]);
});

test('a step that fails is named, and none follows', async () => {
  const heard = audience();
  const next = vi.fn(async () => undefined);
  const steps = [
    step('The popup'),
    step('The list', async () => {
      throw new Error('no rows');
    }),
    step('The end', next),
  ];
  await expect(play(steps, heard)).rejects.toThrow('Step 2 of 3 failed: The list: no rows');
  expect(heard.lines).toHaveLength(1);
  expect(heard.kept).toHaveLength(1);
  expect(next).not.toHaveBeenCalled();
});

test('a step that never ends fails when its time is over', async () => {
  const steps = [step('The list', () => new Promise(() => undefined))];
  await expect(play(steps, audience(), 20)).rejects.toThrow(
    'Step 1 of 1 failed: The list: not done after 0.02 s',
  );
});

test.each([
  ['a badge', { text: '4', title: '4 active sessions · 14:02' }, 'badge 4, "4 active sessions · 14:02"'],
  [
    'a button without a badge',
    { text: '', title: 'Sign in with LiveChat' },
    'no badge, "Sign in with LiveChat"',
  ],
])('%s is told in words', (_, shown, words) => {
  expect(badgeWords(shown)).toBe(words);
});
