import { expect, test } from 'vitest';
import { foldTwins, type ListRow } from '../../../src/popup/fold-twins.ts';
import type { ListedSession } from '../../../src/state/store/background-store.ts';

const firefox = 'Mozilla/5.0 (Macintosh; Intel Mac OS X 10.15; rv:144.0) Gecko/20100101 Firefox/144.0';

const twin = (id: string, more: Partial<ListedSession> = {}): ListedSession => ({
  session_id: id,
  current: false,
  user_agent: firefox,
  identity_source: 'google',
  ip: '203.0.113.7',
  applications: [{ name: 'LiveChat' }],
  ...more,
});

const idsOf = (row: ListRow): string | string[] =>
  'session' in row ? row.session.session_id : row.twins.map(({ session_id }) => session_id);

const folded = (sessions: ListedSession[], busy: string[] = [], open: string[] = []) =>
  foldTwins(sessions, {
    isBusy: ({ session_id }) => busy.includes(session_id),
    isOpen: ({ session_id }) => open.includes(session_id),
  }).map(idsOf);

test('sessions that look the same are one row, in the place of the first', () => {
  const other = twin('other', { ip: '203.0.113.8' });
  expect(folded([other, twin('a'), twin('last', { ip: '' }), twin('b'), twin('c')])).toEqual([
    'other',
    ['a', 'b', 'c'],
    'last',
  ]);
});

test('when they came says nothing about how they look; that they came later does', () => {
  const came = [twin('a', { arrivedAt: 1 }), twin('b', { arrivedAt: 2 })];
  expect(folded([...came, twin('c'), twin('d')])).toEqual([
    ['a', 'b'],
    ['c', 'd'],
  ]);
});

test.each<[string, Partial<ListedSession>]>([
  ['another address', { ip: '203.0.113.8' }],
  ['another version', { user_agent: firefox.replaceAll('144', '145') }],
  ['another way of signing in', { identity_source: 'apple' }],
  ['other applications', { applications: [{ name: 'HelpDesk' }] }],
  ['this browser', { current: true }],
  ['a mark as new', { isNew: true }],
  ['a name of the agent’s own', { name: 'Shop computer' }],
  ['no ID', { session_id: '' }],
])('a session with %s stays alone', (_, more) => {
  const ids = folded([twin('a'), twin('b'), twin('c', more)]);
  expect(ids).toEqual([['a', 'b'], more.session_id ?? 'c']);
});

test('a session that ends stays alone, in its place', () => {
  expect(folded([twin('a'), twin('b'), twin('c')], ['a'])).toEqual(['a', ['b', 'c']]);
  expect(folded([twin('a'), twin('b')], ['a'])).toEqual(['a', 'b']);
});

test('in an open row it stays where it is, and so does one that has just been named', () => {
  const sessions = [twin('a'), twin('b', { name: 'Shop computer' }), twin('c')];
  expect(folded(sessions, ['a'], ['a', 'b', 'c'])).toEqual([['a', 'b', 'c']]);
});

test('of a thousand, no two alike, each has its own row', () => {
  const sessions = Array.from({ length: 1_000 }, (_, index) => twin(`${index}`, { ip: `192.0.2.${index}` }));
  expect(folded(sessions)).toHaveLength(1_000);
});
