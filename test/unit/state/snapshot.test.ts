import { expect, test } from 'vitest';
import { firstSessions, sessionsOf, snapshotOf, withoutSession } from '../../../src/state/snapshot.ts';
import type { ListedSession } from '../../../src/state/store/background-store.ts';

const session = (index: number, more: Partial<ListedSession> = {}): ListedSession => ({
  session_id: `session-${index}`,
  current: false,
  user_agent: '',
  identity_source: '',
  ip: '',
  applications: [],
  ...more,
});
const idsOf = (sessions: readonly ListedSession[] | undefined) =>
  sessions?.map(({ session_id }) => session_id);

test('this browser’s session and the new ones are among the first, wherever LiveChat lists them', () => {
  const listed = Array.from({ length: 40 }, (_, index) =>
    session(index, { current: index === 30, ...(index === 39 && { isNew: true }) }),
  );
  const stored = snapshotOf(listed, 5);
  expect(stored.snapshot.fetchedAt).toBe(5);
  expect(stored.snapshot.sessions).toHaveLength(firstSessions);
  expect(idsOf(stored.snapshot.sessions)?.slice(0, 4)).toEqual([
    'session-30',
    'session-39',
    'session-0',
    'session-1',
  ]);
  expect(idsOf(sessionsOf(stored))?.toSorted()).toEqual(idsOf(listed)?.toSorted());
});

test('of a few, none is apart', () => {
  const listed = [session(0), session(1)];
  expect(snapshotOf(listed, 5)).toEqual({ snapshot: { sessions: listed, fetchedAt: 5 }, moreSessions: [] });
});

test('where none were fetched there is no list, and without the others there are the first', () => {
  expect(sessionsOf({})).toBeUndefined();
  expect(sessionsOf({ moreSessions: [session(0)] })).toBeUndefined();
  expect(sessionsOf({ snapshot: { sessions: [session(0)], fetchedAt: 5 } })).toEqual([session(0)]);
});

test('what storage has no room for is counted, after an ending too, and is there again when there is room', () => {
  const long = { ...session(0), user_agent: '☃'.repeat(2_048) };
  const sessions = Array.from({ length: 3_000 }, (_, index) => ({ ...long, session_id: `${index}` }));
  const stored = snapshotOf(sessions, 1);
  const { unlisted = 0 } = stored.snapshot;
  expect(unlisted).toBeGreaterThan(1_000);
  expect(sessionsOf(stored)).toHaveLength(3_000 - unlisted);
  expect(withoutSession(stored, '0')?.snapshot).toMatchObject({ unlisted });
  expect(snapshotOf(sessions.slice(0, 100), 1).snapshot).not.toHaveProperty('unlisted');
});
