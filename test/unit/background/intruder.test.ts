import { beforeEach, describe, expect, test } from 'vitest';
import type { AuthorizationRequest } from '../../../src/livechat/authorization-url.ts';
import type { KnownSessions } from '../../../src/state/known-sessions.ts';
import type { ListedSession } from '../../../src/state/store/background-store.ts';
import { fakeBrowser } from '../support/browser.ts';
import {
  answerOf,
  badge,
  connection,
  type Extension,
  fireAlarm,
  fireLeftOverAlarm,
  hour,
  minute,
  redirectUri,
  restartBrowser,
  send,
  settle,
  startExtension,
  wait,
} from '../support/extension.ts';

/** Tests that a stranger in the agent's account is noticed, and stays so until the agent has answered. */

let extension: Extension;
beforeEach(async () => {
  extension = await startExtension();
  await extension.signIn();
});

const addSession = (more: { ip?: string } = {}) => extension.liveChat.addSession(extension.agent.email, more);
const poll = async () => {
  wait(minute);
  await fireAlarm();
};
const rows = (): ListedSession[] => {
  const { snapshot, moreSessions = [] } = fakeBrowser.storage.session.all() as {
    snapshot?: { sessions: ListedSession[] };
    moreSessions?: ListedSession[];
  };
  return [...(snapshot?.sessions ?? []), ...moreSessions];
};
const row = (id: string) => rows().find(({ session_id }) => session_id === id);
const newIds = () => rows().flatMap(({ session_id, isNew }) => (isNew ? [session_id] : []));
/** LiveChat takes our tokens no more. */
const refuse = async () => {
  extension.liveChat.revokeAllTokens(extension.agent.email);
  await poll();
  expect(connection()).toMatchObject({ status: 'refused' });
};

describe('while LiveChat refuses our tokens', () => {
  test('whoever signs in before the agent does again is new', async () => {
    const { session_id: own } = addSession();
    await poll();
    await send({ type: 'confirmSession', sessionId: own });
    await refuse();
    const { session_id } = addSession({ ip: '198.51.100.66' });
    wait(hour);
    await extension.signIn();
    await settle();
    expect(newIds()).toEqual([session_id]);
    expect(badge()).toMatchObject({ title: 'New session: Firefox on Windows' });
    expect(row(own)).not.toHaveProperty('isNew');
  });

  test('one that was new before is still new', async () => {
    const { session_id } = addSession();
    await poll();
    await refuse();
    await extension.signIn();
    await settle();
    expect(newIds()).toEqual([session_id]);
  });

  /** Another agent signs in, who has one other session. */
  const signInAsAnother = async () => {
    const other = extension.liveChat.addAgent({ email: 'other@example.com' });
    extension.liveChat.addSession(other.email, {});
    await send({ type: 'signIn', windowId: 1 });
    const request = (await send({ type: 'beginAuthorization', redirectUri })) as AuthorizationRequest;
    const answer = await answerOf(extension.liveChat, other, request);
    await send({ type: 'finishAuthorization', answer });
    expect(rows()).toHaveLength(2);
    return other;
  };

  test('another agent’s sessions are a first list, and those of the first agent are forgotten', async () => {
    await refuse();
    await signInAsAnother();
    expect(newIds()).toEqual([]);
    const { knownSessions } = fakeBrowser.storage.local.all() as { knownSessions?: KnownSessions };
    expect(knownSessions?.entries).toHaveLength(2);
  });

  test('another agent of whom LiveChat tells only later keeps who came meanwhile as new', async () => {
    addSession();
    await refuse();
    const known = extension.liveChat.faults.add({ match: { path: '/v2/info' }, kind: 'status', status: 500 });
    const other = await signInAsAnother();
    await settle();
    const { session_id } = extension.liveChat.addSession(other.email, { ip: '198.51.100.66' });
    await poll();
    expect(newIds()).toHaveLength(2);
    known();
    wait(hour);
    await poll();
    expect(fakeBrowser.storage.session.all()).toHaveProperty('alert.count', 1);
    await poll();
    expect(newIds()).toEqual([session_id]);
    expect(badge()).toMatchObject({ text: '3!', title: 'New session: Firefox on Windows' });
    expect(fakeBrowser.storage.local.all()).toHaveProperty('knownSessions.entries.length', 3);
  });

  test('where LiveChat does not tell who has signed in, what was not there before is new all the same', async () => {
    await refuse();
    const { session_id } = addSession();
    extension.liveChat.faults.add({ match: { path: '/v2/info' }, kind: 'status', status: 500 });
    await extension.signIn();
    await settle();
    expect(newIds()).toEqual([session_id]);
  });

  test('the agent who signs out is forgotten', async () => {
    await refuse();
    await send({ type: 'signOut', scope: 'here' });
    expect(fakeBrowser.storage.local.all()).not.toHaveProperty('knownSessions');
  });
});

test('while a browser that does not stay signed in is closed, whoever signs in is new to the next sign-in', async () => {
  await fakeBrowser.storage.local.set({ settings: { staySignedIn: false } });
  await settle();
  const { session_id: known } = addSession();
  await poll();
  await send({ type: 'nameSession', sessionId: known, name: 'Shop computer' });
  await restartBrowser();
  await settle();
  expect(connection()).toEqual({ status: 'signedOut' });
  // It was set before the browser was closed.
  await fireLeftOverAlarm();
  const { session_id } = addSession();
  await extension.signIn();
  expect(newIds().toSorted()).toEqual([known, session_id].toSorted());
  expect(row(known)).toMatchObject({ name: 'Shop computer' });
});

describe('a new session', () => {
  test('is told of until the agent looks, and marked until they answer', async () => {
    const { session_id } = addSession();
    await poll();
    expect(badge().text).toBe('2!');
    await send({ type: 'markSeen' });
    expect(badge().text).toBe('2');
    expect(newIds()).toEqual([session_id]);
    await poll();
    await restartBrowser();
    await settle();
    expect(badge().text).toBe('2');
    expect(newIds()).toEqual([session_id]);
    await send({ type: 'confirmSession', sessionId: session_id });
    expect(newIds()).toEqual([]);
    await poll();
    expect(newIds()).toEqual([]);
    expect(row(session_id)).toMatchObject({ arrivedAt: expect.any(Number) });
  });

  test('stays marked for a day after the look, over a weekend without one for as long', async () => {
    const { session_id } = addSession();
    await poll();
    wait(70 * hour);
    await poll();
    expect(badge().text).toBe('2!');
    await send({ type: 'markSeen' });
    wait(23 * hour);
    await poll();
    expect(newIds()).toEqual([session_id]);
    wait(hour);
    await poll();
    expect(newIds()).toEqual([]);
  });

  test('confirmed before anybody has looked, is news no more; another one still is', async () => {
    const [{ session_id: one }, { session_id: two }] = [addSession(), addSession()];
    await poll();
    expect(badge().title).toBe('2 new sessions');
    await send({ type: 'confirmSession', sessionId: one });
    expect(badge().title).toBe('New session: Firefox on Windows');
    await send({ type: 'confirmSession', sessionId: two });
    expect(badge()).toMatchObject({ text: '3' });
  });

  test('that LiveChat leaves out of its list for a while is not new again, and still new if nobody has answered', async () => {
    const { session_id: known } = addSession();
    await poll();
    await send({ type: 'confirmSession', sessionId: known });
    const { session_id: fresh } = addSession();
    await poll();
    const without = [{ ...extension.liveChat.sessionsOf(extension.agent.email)[0], current: true }];
    const end = extension.liveChat.faults.add({
      match: { path: '/v2/sessions' },
      kind: 'body',
      body: JSON.stringify(without),
    });
    await poll();
    expect(badge().text).toBe('1');
    end();
    await poll();
    expect(newIds()).toEqual([fresh]);
    expect(badge().text).toBe('3!');
  });
});

test('a time is told only of what was seen to come', async () => {
  const { session_id: before } = addSession();
  await send({ type: 'signOut', scope: 'here' });
  await extension.signIn();
  const { session_id: later } = addSession();
  await poll();
  expect(row(before)).not.toHaveProperty('arrivedAt');
  expect(row(later)).toMatchObject({ arrivedAt: Date.now() });
});

test('this browser’s first, then new ones, those of another network, the latest, and last what was there before', async () => {
  const ownIp = extension.liveChat.sessionsOf(extension.agent.email)[0]?.ip ?? '';
  const ids: Record<string, string> = {};
  const add = async (name: string, ip: string) => {
    ids[name] = addSession({ ip }).session_id;
  };
  await send({ type: 'signOut', scope: 'here' });
  await add('before', ownIp);
  await add('before, elsewhere', '198.51.100.7');
  await extension.signIn();
  for (const name of ['earlier', 'later']) {
    await add(name, ownIp);
    await poll();
    await send({ type: 'confirmSession', sessionId: ids[name] });
  }
  await add('new', ownIp);
  await poll();
  const nameOf = (id: string) => Object.keys(ids).find((name) => ids[name] === id) ?? 'own';
  expect(rows().map(({ session_id, network }) => [nameOf(session_id), network])).toEqual([
    ['own', undefined],
    ['new', 'same'],
    ['before, elsewhere', 'other'],
    ['later', 'same'],
    ['earlier', 'same'],
    ['before', 'same'],
  ]);
});

test('where LiveChat does not tell which session is ours, nobody compares networks', async () => {
  addSession();
  extension.liveChat.faults.add({
    match: { path: '/v2/sessions' },
    kind: 'body',
    body: JSON.stringify([
      { session_id: 'a', ip: '198.51.100.7' },
      { session_id: 'b', ip: '198.51.100.8' },
    ]),
  });
  await poll();
  expect(rows().map(({ network }) => network)).toEqual([undefined, undefined]);
});

describe('sessions whose ID LiveChat does not tell, or that is none', () => {
  let unlist = () => {};
  const lists = (...sessions: object[]) => {
    unlist();
    unlist = extension.liveChat.faults.add({
      match: { path: '/v2/sessions' },
      kind: 'body',
      body: JSON.stringify([{ session_id: 'own', current: true }, ...sessions]),
    });
  };
  const session = {
    session_id: 'a/b',
    user_agent: 'Firefox/144.0',
    identity_source: 'google',
    ip: '192.0.2.7',
  };
  beforeEach(async () => {
    await send({ type: 'signOut', scope: 'here' });
    lists(session);
    await extension.signIn();
    await settle();
    expect(rows().map(({ isNew }) => isNew)).toEqual([undefined, undefined]);
  });

  test.each<[string, Partial<typeof session>]>([
    ['browser', { user_agent: 'Firefox/145.0' }],
    ['way of signing in', { identity_source: 'apple' }],
    ['address', { ip: '192.0.2.8' }],
  ])('are told apart by their %s', async (_, other) => {
    lists({ ...session, ...other }, session);
    await poll();
    expect(badge().text).toBe('3!');
    expect(rows().filter(({ isNew }) => isNew)).toMatchObject([{ ...other, session_id: '' }]);
    lists(session, { ...session, ...other });
    await send({ type: 'markSeen' });
    await poll();
    expect(badge().text).toBe('3');
  });

  test('can be confirmed one by one', async () => {
    lists(session, session, session);
    await poll();
    const [one, two] = rows().filter(({ isNew }) => isNew);
    expect(one).toMatchObject({ session_id: '', hash: expect.any(String) });
    await send({ type: 'confirmSession', sessionId: one?.hash });
    expect(rows().filter(({ isNew }) => isNew)).toEqual([two]);
    await poll();
    expect(badge()).toMatchObject({ text: '4!', title: 'New session: Firefox' });
    await send({ type: 'confirmSession', sessionId: two?.hash });
    expect(badge().text).toBe('4');
  });

  test('are counted where they look the same', async () => {
    lists(session, session);
    await poll();
    expect(badge().text).toBe('3!');
    expect(rows().filter(({ isNew }) => isNew)).toHaveLength(1);
  });
});

describe('the agent’s own name for a session', () => {
  test('is kept with it, and can be taken away', async () => {
    const { session_id } = addSession();
    await poll();
    await send({ type: 'nameSession', sessionId: session_id, name: ' Shop computer ' });
    expect(row(session_id)).toMatchObject({ name: 'Shop computer', isNew: true });
    await poll();
    await restartBrowser();
    await settle();
    expect(row(session_id)).toMatchObject({ name: 'Shop computer' });
    await send({ type: 'nameSession', sessionId: session_id, name: '' });
    expect(row(session_id)).not.toHaveProperty('name');
    await poll();
    expect(row(session_id)).not.toHaveProperty('name');
  });

  test('of a session that is not listed, or has no ID, is nobody’s', async () => {
    const before = JSON.stringify(fakeBrowser.storage.local.all()['knownSessions']);
    for (const sessionId of ['', 'no-such-session']) {
      await send({ type: 'nameSession', sessionId, name: 'Shop computer' });
      await send({ type: 'confirmSession', sessionId });
    }
    expect(JSON.stringify(fakeBrowser.storage.local.all()['knownSessions'])).toBe(before);
  });

  test('that is too long is not taken', async () => {
    const { session_id } = addSession();
    await poll();
    await send({ type: 'nameSession', sessionId: session_id, name: 'x'.repeat(41) });
    expect(row(session_id)).not.toHaveProperty('name');
  });
});
