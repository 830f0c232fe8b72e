import { expect, test } from 'vitest';
import { pureTestsIn } from '../../support/pure-tests.ts';

const pure = [...pureTestsIn('test/unit'), ...pureTestsIn('test/livechat-server')];

test.each([
  ['decides from what it is given', 'test/unit/state/badge.test.ts', true],
  ['is this one', 'test/unit/checks/pure-tests.test.ts', true],
  ['is about the stand-in', 'test/livechat-server/token.test.ts', true],
  ['starts the extension in the browser in memory', 'test/unit/background/poll.test.ts', false],
  ['stubs what is global', 'test/unit/livechat/request.test.ts', false],
])('a file of tests that %s: %s', (_, path, isPure) => {
  expect(pure.includes(path)).toBe(isPure);
});
