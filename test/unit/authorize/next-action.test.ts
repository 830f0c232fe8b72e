import { expect, test } from 'vitest';
import { nextActionAfter } from '../../../src/authorize/next-action.ts';
import { signInErrorCodes } from '../../../src/state/protocol/sign-in-answer.ts';

const first = { hasRetried: false, triesRedirect: false };
const second = { hasRetried: true, triesRedirect: false };

test('after a success the window says so and closes', () => {
  expect(nextActionAfter({}, first)).toEqual({ action: 'close', phase: { name: 'done' } });
});

test('after an interruption the window begins anew by itself, and keeps to its flow', () => {
  expect(nextActionAfter({ error: 'interrupted' }, { ...first, triesRedirect: true })).toEqual({
    action: 'restart',
    phase: { name: 'preparing' },
    memory: { hasRetried: true, triesRedirect: true },
  });
});

test('after a second interruption the agent decides', () => {
  expect(nextActionAfter({ error: 'interrupted' }, second)).toEqual({
    action: 'stay',
    phase: { name: 'failed', error: 'interrupted' },
  });
});

test.each(signInErrorCodes.filter((code) => code !== 'interrupted'))(
  'after the error %s the window shows it, and begins nothing by itself',
  (error) => {
    for (const memory of [first, second]) {
      expect(nextActionAfter({ error }, memory)).toEqual({
        action: 'stay',
        phase: { name: 'failed', error },
      });
    }
  },
);

test("LiveChat's own words about a failure reach the window", () => {
  expect(
    nextActionAfter({ error: 'code_refused', said: 'invalid_client', wantsSecret: true }, first).phase,
  ).toEqual({ name: 'failed', error: 'code_refused', said: 'invalid_client', wantsSecret: true });
});
