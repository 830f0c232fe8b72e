import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { sessionLines } from '../../../src/popup/session-lines.ts';
import type { ListedSession } from '../../../src/state/store/public-items.ts';

const noon = new Date(2026, 10, 22, 12, 0).getTime();
beforeEach(() => {
  vi.useFakeTimers({ now: noon });
});
afterEach(() => {
  vi.useRealTimers();
});

const firefox: ListedSession = {
  session_id: 'a',
  current: false,
  user_agent: 'Mozilla/5.0 (Macintosh; Intel Mac OS X 10.15; rv:144.0) Gecko/20100101 Firefox/144.0',
  identity_source: 'google',
  ip: '198.51.100.23',
  applications: [{ name: 'LiveChat' }, { name: 'HelpDesk' }],
};
const rest = ['Signed in with Google', 'LiveChat, HelpDesk'];

test('a session that was there before has no time, and of an unknown network nothing is said', () => {
  expect(sessionLines(firefox)).toEqual([['198.51.100.23'], rest]);
});

test.each([
  ['same', 'Same network as here'],
  ['other', 'Another network'],
] as const)('of the %s network it says "%s"', (network, text) => {
  expect(sessionLines({ ...firefox, network })[0]).toEqual(['198.51.100.23', text]);
});

test('what was seen to arrive says when it was seen first, and how, for which there is room', () => {
  const seen = { ...firefox, arrivedAt: noon };
  expect(sessionLines(seen)[1]).toEqual(['First seen 12:00', 'Signed in with Google']);
  expect(sessionLines({ ...seen, identity_source: '' })[1]).toEqual([
    'First seen 12:00',
    'LiveChat, HelpDesk',
  ]);
});

test('a session with the agent’s own name says its device in the next line', () => {
  expect(sessionLines({ ...firefox, name: 'Shop computer' })[0]).toEqual(['Firefox 144 on macOS']);
});

test('an IPv6 address has a line of its own', () => {
  const ip = '2001:db8:85a3:8d3:1319:8a2e:370:7348';
  expect(sessionLines({ ...firefox, ip, network: 'other', arrivedAt: noon })).toEqual([
    [ip],
    ['Another network'],
    ['First seen 12:00', 'Signed in with Google'],
  ]);
});

test('of a session of which LiveChat tells nothing there is no line', () => {
  expect(sessionLines({ ...firefox, identity_source: '', ip: '', applications: [] })).toEqual([]);
});
