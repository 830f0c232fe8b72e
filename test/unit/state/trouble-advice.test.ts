import { expect, test } from 'vitest';
import { liveChatErrorCodes } from '../../../src/livechat/error.ts';
import { storageFailureCodes } from '../../../src/state/store/public-items.ts';
import { adviceText } from '../../../src/state/trouble-advice.ts';

const nextTryAt = new Date().setHours(14, 6, 0, 0);
const codes = [...liveChatErrorCodes, ...storageFailureCodes, 'paused'] as const;

test.each(codes)('%s: names a next step, in a sentence', (code) => {
  expect(adviceText({ code })).toMatch(/^[A-Z].*\.$/);
});

test.each(codes.filter((code) => code !== 'not_allowed'))('%s: names the time of the next try', (code) => {
  expect(adviceText({ code, nextTryAt })).toMatch(/\. The next try is at .*(14|2):06.*\.$/);
});

test('not_allowed: only the agent can change that', () => {
  expect(adviceText({ code: 'not_allowed', nextTryAt })).toBe('Press “Allow”.');
});
