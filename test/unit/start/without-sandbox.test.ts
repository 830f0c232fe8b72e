import { expect, test } from 'vitest';
import { withoutSandboxOn } from '../../../scripts/browser/without-sandbox.ts';

const yes = () => true;
const no = () => false;
const user = {
  isRoot: false,
  canUnshare: yes,
  restrictsNamespaces: no,
  isContainer: false,
};
const confined = { ...user, canUnshare: no };

test.each([
  ['root', 'linux', { ...user, isRoot: true }, 'root'],
  ['a user', 'linux', user, undefined],
  ['a user in a container', 'linux', { ...confined, isContainer: true }, 'no namespaces'],
  ['a user where nobody may make namespaces', 'linux', confined, 'no namespaces'],
  ['a user of Ubuntu, whose browsers may', 'linux', { ...confined, restrictsNamespaces: yes }, undefined],
  [
    'a user in a container on Ubuntu',
    'linux',
    { ...confined, restrictsNamespaces: yes, isContainer: true },
    'no namespaces',
  ],
  ['a user of macOS', 'darwin', confined, undefined],
] as const)('%s: %s', (_, platform, system, expected) => {
  expect(withoutSandboxOn(platform, system)).toBe(expected);
});
