import { expect, test } from 'vitest';
import { matchesSearch } from '../../../src/popup/matches-search.ts';

const description = {
  kind: 'computer',
  ownName: 'Shop computer',
  name: 'Firefox 144 on macOS',
  ip: '198.51.100.23',
  way: 'Google',
  identity: 'Signed in with Google',
  applications: 'LiveChat, HelpDesk',
} as const;

test.each([
  ['firefox', true],
  ['MACOS', true],
  ['198.51', true],
  ['shop', true],
  ['helpdesk', true],
  ['help 198 fire', true],
  ['', true],
  ['chrome', false],
  ['firefox chrome', false],
  ['macOS198', false],
  ['.*', false],
])('"%s"', (query, expected) => {
  expect(matchesSearch(description, query)).toBe(expected);
});
