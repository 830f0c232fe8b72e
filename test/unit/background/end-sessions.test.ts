import { beforeEach, describe, expect, onTestFinished, test, vi } from 'vitest';
import type { Diagnostic } from '../../../src/state/diagnostics.ts';
import { type Ending, holdTime, undoTime } from '../../../src/state/endings.ts';
import type { Fault } from '../../livechat-server/index.ts';
import { caughtUri, fakeBrowser } from '../support/browser.ts';
import {
  badge,
  connection,
  type Extension,
  expectFresh,
  fireAlarm,
  minute,
  pass,
  restartBrowser,
  restartServiceWorker,
  send,
  settle,
  startExtension,
  wait,
} from '../support/extension.ts';

let extension: Extension;
beforeEach(async () => {
  extension = await startExtension();
  await extension.signIn();
});

const endings = () => fakeBrowser.storage.session.all()['endings'] as Ending[];
const addSessions = async (count: number) => {
  const added = Array.from(
    { length: count },
    () => extension.liveChat.addSession(extension.agent.email).session_id,
  );
  await send({ type: 'refresh', trigger: 'click' });
  await send({ type: 'markSeen' });
  return added as [string, ...string[]];
};
const listed = () => extension.liveChat.sessionsOf(extension.agent.email).map((each) => each.session_id);
const own = () => {
  const { snapshot } = fakeBrowser.storage.session.all() as {
    snapshot: { sessions: { session_id: string; current: boolean }[] };
  };
  return snapshot.sessions.find(({ current }) => current)?.session_id ?? '';
};
const deletions = () => extension.liveChat.requests.filter(({ method }) => method === 'DELETE');
const gets = () =>
  extension.liveChat.requests.filter(({ method, path }) => method === 'GET' && path === '/v2/sessions');
/** Ends all others, the first two requests held on their way. */
async function holdEndings(): Promise<{ ending: Promise<unknown>; letGo: () => void }> {
  const holds = [1, 2].map(() => extension.liveChat.faults.hold({ method: 'DELETE' }, 'before'));
  const ending = send({ type: 'endOtherSessions' });
  await settle();
  return { ending, letGo: () => holds.forEach(({ letGo }) => void letGo()) };
}
const lines = () => fakeBrowser.storage.local.all()['diagnostics'] as Diagnostic[];
const status = () => connection()?.status;
const refusal: Fault = {
  match: { method: 'DELETE' },
  kind: 'status',
  status: 403,
  body: { error: 'access_denied', error_description: '', sub_error: 'insufficient_scope' },
};
/** LiveChat's own trouble, with its name for the request. */
const trouble: Fault = {
  match: { method: 'DELETE' },
  kind: 'status',
  status: 500,
  body: { error: 'server_error', request_id: 'r-7' },
};

test('signing out everywhere where LiveChat has given us another session meanwhile leaves none, and no token', async () => {
  const { liveChat, agent, pages } = extension;
  for (const client of liveChat.clients.values()) client.redirectUris.push(caughtUri);
  const other = liveChat.addClient({ redirectUris: ['https://other.example/'], scopes: ['sessions--my:ro'] });
  liveChat.removeSession(own());
  const asked = { client_id: other.clientId, redirect_uri: 'https://other.example/', response_type: 'token' };
  await pages.authorize({ ...asked, flow: 'button' }, agent);
  liveChat.addSession(agent.email, {});
  await send({ type: 'signOut', scope: 'everywhere' });
  await settle();
  expect(listed()).toEqual([]);
  expect(status()).toBe('signedOut');
  expect(liveChat.issuedTokens.filter((token) => liveChat.tokens.liveAccessToken(token))).toEqual([]);
});

test('ending several that the agent has chosen ends these at once, never our own, and tells of all together', async () => {
  const [one, two, three] = (await addSessions(3)) as [string, string, string];
  await send({ type: 'endSessions', sessionIds: [one, three, own() ?? '', 'no-such-session', ''] });
  expect(listed()).toEqual(expect.arrayContaining([own(), two]));
  expect(listed()).toHaveLength(2);
  expect(endings().map(({ of, state }) => [of, state])).toEqual([
    ['several', 'ended'],
    ['several', 'ended'],
  ]);
  expect(status()).toBe('signedIn');
  expect(lines().filter(({ what }) => what === 'ending')).toMatchObject([{ outcome: 'ok' }]);
});

describe('ending one session', () => {
  test('waits ten seconds, then ends it and refreshes the list once', async () => {
    const [id] = await addSessions(1);
    await send({ type: 'endSession', sessionId: id });
    expect(endings()).toMatchObject([{ sessionId: id, state: 'waiting', dueAt: Date.now() + undoTime }]);
    expect(deletions()).toEqual([]);
    const before = gets().length;
    wait(undoTime);
    await fireAlarm();
    expect(listed()).not.toContain(id);
    expectFresh(1);
    expect(gets()).toHaveLength(before + 1);
    expect(endings()).toMatchObject([{ state: 'ended' }]);
  });

  test('can be undone until then', async () => {
    const [id] = await addSessions(1);
    await send({ type: 'endSession', sessionId: id });
    await send({ type: 'undoEnding', sessionId: id });
    expect(lines().at(-1)).toMatchObject({ what: 'ending', outcome: 'cancelled' });
    wait(undoTime);
    await fireAlarm();
    expect(deletions()).toEqual([]);
    expect(listed()).toContain(id);
  });

  test('stands still while the agent is at its "Undo", and goes on with what was left', async () => {
    const [id] = await addSessions(1);
    await send({ type: 'endSession', sessionId: id });
    await pass(4_000);
    await send({ type: 'holdEnding', sessionId: id });
    await pass(holdTime - 1);
    await send({ type: 'holdEnding', sessionId: id });
    await pass(holdTime - 1);
    expect(listed()).toContain(id);
    await send({ type: 'releaseEnding', sessionId: id });
    await pass(5_999);
    expect(listed()).toContain(id);
    await pass(1);
    expect(listed()).not.toContain(id);
  });

  test('goes on by itself where the popup is gone without a word', async () => {
    const [id] = await addSessions(1);
    await send({ type: 'endSession', sessionId: id });
    await send({ type: 'holdEnding', sessionId: id });
    await pass(holdTime - 1);
    expect(listed()).toContain(id);
    await pass(1);
    expect(listed()).not.toContain(id);
  });

  test('of a stranger says so', async () => {
    const [id] = await addSessions(1);
    await send({ type: 'endSession', sessionId: id, isStranger: true });
    expect(endings()).toMatchObject([{ sessionId: id, isStranger: true, state: 'waiting' }]);
  });

  test('of a stranger says so for five minutes, whatever else is ended meanwhile', async () => {
    const [id, two, three] = (await addSessions(3)) as [string, string, string];
    await send({ type: 'endSession', sessionId: id, isStranger: true });
    await pass(undoTime);
    await send({ type: 'endSession', sessionId: two });
    expect(endings().map(({ sessionId, isStranger }) => [sessionId, isStranger])).toEqual([
      [id, true],
      [two, undefined],
    ]);
    await pass(5 * minute);
    await send({ type: 'endSession', sessionId: three });
    expect(endings()).toMatchObject([{ sessionId: three }]);
  });

  test('is carried out by the next service worker when this one was stopped', async () => {
    const [id] = await addSessions(1);
    await send({ type: 'endSession', sessionId: id });
    wait(undoTime);
    await restartServiceWorker();
    await settle();
    expect(listed()).not.toContain(id);
    expectFresh(1);
  });

  test('comes by itself while the service worker runs', async () => {
    const [first, second] = (await addSessions(2)) as [string, string];
    const timer = vi.spyOn(globalThis, 'setTimeout');
    onTestFinished(() => timer.mockRestore());
    await send({ type: 'endSession', sessionId: first });
    expect(timer).toHaveBeenLastCalledWith(expect.any(Function), undoTime);
    wait(2_000);
    await send({ type: 'endSession', sessionId: second });
    expect(timer).toHaveBeenLastCalledWith(expect.any(Function), 8_000);
    wait(8_000);
    await timer.mock.lastCall?.[0]();
    expect(listed()).toEqual([own(), second]);
    expect(timer).toHaveBeenLastCalledWith(expect.any(Function), 2_000);
  });

  test('whose answer was lost is asked for again, and then counts as done', async () => {
    const [id] = await addSessions(1);
    const { held } = extension.liveChat.faults.hold({ method: 'DELETE' }, 'after');
    await send({ type: 'endSession', sessionId: id });
    wait(undoTime);
    void fireAlarm();
    await held;
    expect(endings()).toMatchObject([{ state: 'sent' }]);
    await restartServiceWorker();
    await settle();
    expect(endings()).toMatchObject([{ state: 'ended' }]);
    expect(deletions().map(({ status: answered }) => answered)).toEqual([0, 404]);
    expectFresh(1);
  });

  test('that LiveChat does not know any more is done', async () => {
    const [id] = await addSessions(1);
    await send({ type: 'endSession', sessionId: id });
    extension.liveChat.removeSession(id);
    wait(undoTime);
    await fireAlarm();
    expect(deletions()).toMatchObject([{ status: 404 }]);
    expect(endings()).toMatchObject([{ state: 'ended' }]);
  });

  test.each<[string, Fault, string, string?]>([
    ['403', refusal, 'insufficient_scope'],
    ['500', trouble, 'server_error', 'r-7'],
    ['429', { match: { method: 'DELETE' }, kind: 'status', status: 429 }, 'rate_limited'],
    ['no network', { match: { method: 'DELETE' }, kind: 'drop' }, 'offline'],
    ['a proxy’s 404', { match: { method: 'DELETE' }, kind: 'status', status: 404 }, 'unexpected_answer'],
  ])('that fails by %s stays, with the reason', async (_, fault, code, requestId) => {
    const [id] = await addSessions(1);
    extension.liveChat.faults.add(fault);
    await send({ type: 'endSession', sessionId: id });
    wait(undoTime);
    await fireAlarm();
    expect(endings()).toMatchObject([{ sessionId: id, state: code }]);
    expect(listed()).toContain(id);
    expect(badge().text).toBe('2');
    const line = { at: expect.any(Number), what: 'ending', outcome: code };
    expect(lines()).toContainEqual({ ...line, ...(requestId && { requestId }) });
  });

  test.each([
    ['another path', '../v2/token?x=1#y'],
    ['the folder above', '..'],
    ['the same folder', '.'],
    ['nothing', ''],
    ['two words', 'a b'],
    ['a letter beyond ASCII', 'é'],
  ])('a session whose ID is %s, and could name anything else, counts, and cannot be ended', async (_, id) => {
    extension.liveChat.addSession(extension.agent.email, { session_id: id });
    await send({ type: 'refresh', trigger: 'click' });
    expect(badge().text).toBe('2!');
    await send({ type: 'endSession', sessionId: id });
    await send({ type: 'endSession', sessionId: '' });
    wait(undoTime);
    await fireAlarm();
    expect(deletions()).toEqual([]);
  });

  test('a list that still has a session that was just ended does not bring it back', async () => {
    const session = extension.liveChat.addSession(extension.agent.email, {});
    await send({ type: 'refresh', trigger: 'click' });
    await send({ type: 'endSession', sessionId: session.session_id });
    const late = extension.liveChat.faults.add({
      match: { method: 'GET', path: '/v2/sessions' },
      kind: 'body',
      body: JSON.stringify(extension.liveChat.sessionsOf(extension.agent.email)),
    });
    wait(undoTime);
    await fireAlarm();
    expect(deletions()).toHaveLength(1);
    expectFresh(1);
    // LiveChat says so for longer than any list is behind: it did not end it.
    wait(2 * minute);
    await fireAlarm();
    expect(badge().text).toBe('2!');
    late();
  });

  test.each<[string, (sessionId: string) => Promise<unknown>]>([
    ['alone', (sessionId) => send({ type: 'endSession', sessionId })],
    ['with all others', () => send({ type: 'endOtherSessions' })],
  ])('one that the agent has ended %s and that comes back is new again', async (_, end) => {
    const session = extension.liveChat.addSession(extension.agent.email, {});
    await send({ type: 'refresh', trigger: 'click' });
    await send({ type: 'confirmSession', sessionId: session.session_id });
    expectFresh(2);
    const back = JSON.stringify(extension.liveChat.sessionsOf(extension.agent.email));
    await end(session.session_id);
    await pass(undoTime);
    expect(badge().text).toBe('1');
    extension.liveChat.faults.add({
      match: { method: 'GET', path: '/v2/sessions' },
      kind: 'body',
      body: back,
    });
    wait(2 * minute);
    await fireAlarm();
    expect(badge()).toMatchObject({ text: '2!', title: 'New session: Firefox on Windows' });
  });

  test('with its end the alert for it ends, though no list follows', async () => {
    const { session_id } = extension.liveChat.addSession(extension.agent.email, {});
    await send({ type: 'refresh', trigger: 'click' });
    expect(fakeBrowser.storage.session.all()).toHaveProperty('alert.count', 1);
    extension.liveChat.faults.add({ match: { method: 'GET', path: '/v2/sessions' }, kind: 'drop' });
    await send({ type: 'endSession', sessionId: session_id });
    await pass(undoTime);
    expect(fakeBrowser.storage.session.all()['alert'] ?? null).toBeNull();
  });

  test('where LiveChat does not tell which session is ours, "all others" could be it', async () => {
    const listed = extension.liveChat.sessionsOf(extension.agent.email);
    const body = JSON.stringify(listed.map((session) => ({ ...session, current: null })));
    extension.liveChat.faults.add({ match: { method: 'GET', path: '/v2/sessions' }, kind: 'body', body });
    await send({ type: 'refresh', trigger: 'click' });
    await send({ type: 'endOtherSessions' });
    expect(deletions()).toEqual([]);
    expect(status()).toBe('signedIn');
  });

  test('our own one signs us out at once', async () => {
    await send({ type: 'endSession', sessionId: own() });
    expect(status()).toBe('signedOut');
    expect(listed()).toEqual([]);
    expect(fakeBrowser.storage.session.all()).toEqual({ isStarted: true });
  });

  test('our own one comes after another that could still be undone', async () => {
    const [id] = await addSessions(1);
    await send({ type: 'endSession', sessionId: id });
    const last = own();
    await send({ type: 'endSession', sessionId: last });
    expect(deletions().map(({ path }) => path)).toEqual([`/v2/sessions/${id}`, `/v2/sessions/${last}`]);
    expect(status()).toBe('signedOut');
  });

  test('our own one that LiveChat does not end leaves us signed in', async () => {
    extension.liveChat.faults.add(trouble);
    await send({ type: 'endSession', sessionId: own() });
    expect(status()).toBe('signedIn');
    expect(endings()).toMatchObject([{ state: 'server_error' }]);
  });

  test('is not forgotten by signing out meanwhile', async () => {
    const [id] = await addSessions(1);
    await send({ type: 'endSession', sessionId: id });
    await send({ type: 'signOut', scope: 'here' });
    expect(listed()).not.toContain(id);
    expect(status()).toBe('signedOut');
  });

  test('that is over is not done again by signing out', async () => {
    const [id] = await addSessions(1);
    await send({ type: 'endSession', sessionId: id });
    wait(undoTime);
    await fireAlarm();
    await send({ type: 'signOut', scope: 'here' });
    expect(deletions().map(({ path }) => path)).toEqual([`/v2/sessions/${id}`, '/v2/token']);
  });

  test('does nothing with a session that is not in the list', async () => {
    const before = lines();
    await send({ type: 'undoEnding', sessionId: 'unknown' });
    await send({ type: 'endSession', sessionId: 'unknown' });
    expect(endings()).toEqual([]);
    expect(lines()).toEqual(before);
  });
});

describe('ending all others', () => {
  test('ends them at once, and not ours', async () => {
    // More than are stored together.
    await addSessions(14);
    const before = gets().length;
    await send({ type: 'endOtherSessions' });
    expect(listed()).toEqual([own()]);
    expectFresh(1);
    expect(gets()).toHaveLength(before + 1);
    expect(endings().every(({ state }) => state === 'ended')).toBe(true);
    expect(lines().filter(({ what }) => what === 'ending')).toMatchObject([{ outcome: 'ok' }]);
  });

  test('fetches the list after that, though one is under way', async () => {
    await addSessions(1);
    const before = gets().length;
    const match = { method: 'GET', path: '/v2/sessions' };
    const { held, letGo } = extension.liveChat.faults.hold(match, 'after');
    const refreshing = send({ type: 'refresh', trigger: 'click' });
    await held;
    const ending = send({ type: 'endOtherSessions' });
    await settle();
    expect(listed()).toHaveLength(1);
    letGo();
    await Promise.all([refreshing, ending]);
    expect(gets()).toHaveLength(before + 2);
    expectFresh(1);
  });

  test('makes no news of a list that LiveChat told before', async () => {
    await fakeBrowser.permissions.allowNotifications();
    await fakeBrowser.storage.local.set({ settings: { notifications: true } });
    const [sessionId] = await addSessions(1);
    await send({ type: 'confirmSession', sessionId });
    fakeBrowser.notifications?.shown.clear();
    const { held, letGo } = extension.liveChat.faults.hold({ method: 'GET', path: '/v2/sessions' }, 'after');
    const refreshing = send({ type: 'refresh', trigger: 'click' });
    await held;
    const ending = send({ type: 'endOtherSessions' });
    await settle();
    letGo();
    await Promise.all([refreshing, ending]);
    expect([...(fakeBrowser.notifications?.shown ?? [])]).toEqual([]);
    expectFresh(1);
  });

  test('has two requests in flight at most', async () => {
    await addSessions(6);
    let inFlight = 0;
    let most = 0;
    const { fetch } = globalThis;
    globalThis.fetch = async (...parameters) => {
      inFlight += 1;
      most = Math.max(most, inFlight);
      await new Promise((resolve) => setImmediate(resolve));
      return fetch(...parameters).finally(() => {
        inFlight -= 1;
      });
    };
    await send({ type: 'endOtherSessions' });
    expect(listed()).toHaveLength(1);
    expect(most).toBe(2);
  });

  test('goes on after LiveChat’s trouble with one of them', async () => {
    await addSessions(5);
    extension.liveChat.faults.add({ match: { method: 'DELETE' }, kind: 'status', status: 500, times: 1 });
    await send({ type: 'endOtherSessions' });
    expect(listed()).toHaveLength(2);
    expect(endings().map(({ state }) => state)).toContain('server_error');
  });

  test('is not forgotten by signing out meanwhile', async () => {
    await addSessions(5);
    const { letGo, ending } = await holdEndings();
    const signingOut = send({ type: 'signOut', scope: 'here' });
    letGo();
    await Promise.all([ending, signingOut]);
    expect(listed()).toHaveLength(1);
    expect(deletions().at(-1)?.path).toBe('/v2/token');
    expect(status()).toBe('signedOut');
  });

  test('stops when LiveChat asks for a pause, and gives it one', async () => {
    await addSessions(5);
    wait(20 * minute);
    await fireAlarm();
    expect(fakeBrowser.alarms.all.get('poll')?.periodInMinutes).toBe(5);
    const before = gets().length;
    // The first one comes through; the second one is sent beside it, and told to pause.
    const { held, letGo } = extension.liveChat.faults.hold({ method: 'DELETE' }, 'before');
    extension.liveChat.faults.add({ match: { method: 'DELETE' }, kind: 'status', status: 429 });
    const ending = send({ type: 'endOtherSessions' });
    await held;
    await settle();
    letGo();
    await ending;
    expect(deletions()).toHaveLength(2);
    expect(
      endings()
        .map(({ state }) => state)
        .sort(),
    ).toEqual(['ended', ...Array(4).fill('rate_limited')]);
    expect(gets()).toHaveLength(before);
    // One ending is a change: the alarm is as quick as the number is now looked for.
    expect(fakeBrowser.alarms.all.get('poll')?.periodInMinutes).toBe(1);
  });
});

describe('signing out everywhere', () => {
  test('ends all sessions by one request where LiveChat allows that', async () => {
    await addSessions(3);
    extension.liveChat.mayEndAllSessions = true;
    await send({ type: 'signOut', scope: 'everywhere' });
    expect(listed()).toEqual([]);
    expect(deletions()).toMatchObject([{ path: '/v2/sessions', status: 200 }]);
    expect(status()).toBe('signedOut');
  });

  test.each([
    [403, { error: 'access_denied', sub_error: 'insufficient_scope' }],
    [404, { error: 'resource_not_found' }],
  ])('ends them one by one where it does not (%i), ours last', async (refused, body) => {
    await addSessions(3);
    const last = own();
    const match = { method: 'DELETE', path: '/v2/sessions' };
    extension.liveChat.faults.add({ match, kind: 'status', status: refused, body });
    await send({ type: 'signOut', scope: 'everywhere' });
    expect(listed()).toEqual([]);
    expect(deletions().map(({ status }) => status)).toEqual([refused, 200, 200, 200, 200]);
    expect(deletions().at(-1)?.path).toBe(`/v2/sessions/${last}`);
    expect(status()).toBe('signedOut');
    expect(fakeBrowser.storage.session.all()).toEqual({ isStarted: true });
  });

  test('ends one that has begun since the list was fetched', async () => {
    await addSessions(1);
    extension.liveChat.addSession(extension.agent.email);
    await send({ type: 'signOut', scope: 'everywhere' });
    expect(listed()).toEqual([]);
    expect(status()).toBe('signedOut');
  });

  test('leaves us signed in when LiveChat does not tell what has begun since', async () => {
    await addSessions(2);
    extension.liveChat.faults.add({ match: { method: 'GET', path: '/v2/sessions' }, kind: 'drop' });
    await send({ type: 'signOut', scope: 'everywhere' });
    expect(listed()).toEqual([own()]);
    expect(status()).toBe('signedIn');
    expect(
      endings()
        .map(({ current, state }) => `${current} ${state}`)
        .toSorted(),
    ).toEqual(['false ended', 'false ended', 'true offline']);
  });

  test('ends none by itself where LiveChat does not tell which session is ours, and says why', async () => {
    await addSessions(3);
    const sessions = extension.liveChat.sessionsOf(extension.agent.email);
    // Ours in the midst of them.
    const [first, ...others] = sessions.toSorted(
      (a, b) => Number(a.session_id === own()) - Number(b.session_id === own()),
    );
    const body = JSON.stringify([first, others.pop(), ...others].map((each) => ({ ...each, current: null })));
    extension.liveChat.faults.add({ match: { method: 'GET', path: '/v2/sessions' }, kind: 'body', body });
    await send({ type: 'refresh', trigger: 'click' });
    await send({ type: 'signOut', scope: 'everywhere' });
    expect(listed()).toHaveLength(4);
    expect(status()).toBe('signedIn');
    expect(endings().map(({ state }) => state)).toEqual(Array(4).fill('no_current'));
  });

  test('leaves us signed in where there are more sessions than storage has room for, and says why', {
    timeout: 60_000,
  }, async () => {
    const application = { name: 'x'.repeat(2_048), client_id: '', session_id: '' };
    const applications = Array.from({ length: 20 }, () => application);
    for (let count = 0; count < 230; count += 1)
      extension.liveChat.addSession(extension.agent.email, { applications });
    await send({ type: 'refresh', trigger: 'click' });
    await send({ type: 'signOut', scope: 'everywhere' });
    expect(listed()).toContain(own());
    expect(listed().length).toBeGreaterThan(1);
    expect(listed().length).toBeLessThan(100);
    expect(status()).toBe('signedIn');
    expect(endings().find(({ current }) => current)?.state).toBe('unlisted');
    // By now, the list has room for the rest.
    await send({ type: 'signOut', scope: 'everywhere' });
    expect(listed()).toEqual([]);
    expect(status()).toBe('signedOut');
  });

  test('leaves us signed in when one could not be ended that was meant before', async () => {
    await addSessions(2);
    const { letGo, ending } = await holdEndings();
    extension.liveChat.faults.add({
      match: { method: 'DELETE', path: /sessions\/./ },
      kind: 'status',
      status: 500,
      times: 2,
    });
    const everywhere = send({ type: 'signOut', scope: 'everywhere' });
    letGo();
    await Promise.all([ending, everywhere]);
    expect(listed()).toContain(own());
    expect(status()).toBe('signedIn');
  });

  test('leaves us signed in when one could not be ended', async () => {
    await addSessions(2);
    extension.liveChat.faults.add({
      match: { method: 'DELETE', path: /sessions\/./ },
      kind: 'status',
      status: 500,
      times: 1,
    });
    await send({ type: 'signOut', scope: 'everywhere' });
    expect(status()).toBe('signedIn');
    expect(listed()).toHaveLength(2);
    expect(listed()).toContain(own());
  });

  test.each<[string, Fault, object]>([
    ['can’t be reached', { match: { method: 'DELETE' }, kind: 'drop' }, { outcome: 'offline' }],
    ['has trouble', trouble, { outcome: 'server_error', requestId: 'r-7' }],
  ])('says so when LiveChat %s', async (_, fault, line) => {
    await addSessions(2);
    extension.liveChat.faults.add(fault);
    await send({ type: 'signOut', scope: 'everywhere' });
    expect(status()).toBe('signedIn');
    const { outcome } = line as Diagnostic;
    expect(endings().map(({ state }) => state)).toEqual([outcome, outcome, outcome]);
    expect(lines()).toContainEqual({ at: Date.now(), what: 'sign-out', ...line });
  });
});

describe('what comes late, or not at all', () => {
  const stored = () =>
    fakeBrowser.storage.session.all() as { snapshot: { sessions: { session_id: string }[] } };
  const known = () => {
    const current = connection();
    return current?.status === 'signedIn' ? current.known?.count : undefined;
  };

  test('an ended session leaves list and number at once, and only once, though no list follows', async () => {
    const [first, second] = (await addSessions(3)) as [string, string, string];
    extension.liveChat.faults.add({ match: { method: 'GET', path: '/v2/sessions' }, kind: 'drop' });
    await send({ type: 'endSession', sessionId: first });
    wait(undoTime);
    await fireAlarm();
    expect(known()).toBe(3);
    expect(stored().snapshot.sessions.map(({ session_id }) => session_id)).not.toContain(first);
    for (const sessionId of [second, first]) await send({ type: 'endSession', sessionId });
    wait(undoTime);
    await fireAlarm();
    expect(known()).toBe(2);
  });

  test('an ending that cannot be stored is asked for again by the next alarm, not before', async () => {
    await addSessions(4);
    const set = vi.spyOn(fakeBrowser.storage.local, 'set').mockRejectedValue(new Error('full'));
    onTestFinished(() => set.mockRestore());
    await send({ type: 'endOtherSessions' });
    const sent = deletions().length;
    expect(sent).toBeLessThanOrEqual(2);
    // Longer than the shortest time after which endings come back.
    await pass(250);
    expect(deletions()).toHaveLength(sent);
    set.mockRestore();
    await fireAlarm();
    expect(listed()).toEqual([own()]);
    expect(endings().every(({ state }) => state === 'ended')).toBe(true);
  });

  test('the end of our session in an earlier sign-in signs nobody else out', async () => {
    await addSessions(1);
    const { held, letGo } = extension.liveChat.faults.hold({ method: 'DELETE' }, 'after');
    const ending = send({ type: 'endSession', sessionId: own() });
    await held;
    await send({ type: 'signOut', scope: 'here' });
    wait(1_000);
    await extension.signIn();
    letGo();
    await ending;
    expect(status()).toBe('signedIn');
    expectFresh(2);
  });

  test('without a list, all are ended by one request, or the agent is told that they were not', async () => {
    await addSessions(2);
    extension.liveChat.faults.add({ match: { method: 'GET', path: '/v2/sessions' }, kind: 'drop' });
    await restartBrowser();
    expect(stored()).not.toHaveProperty('snapshot');
    await expect(send({ type: 'signOut', scope: 'everywhere' })).rejects.toThrow('insufficient_scope');
    expect(status()).toBe('signedIn');
    extension.liveChat.mayEndAllSessions = true;
    await send({ type: 'signOut', scope: 'everywhere' });
    expect(status()).toBe('signedOut');
    expect(listed()).toEqual([]);
  });

  test('without the permission to reach LiveChat, an ending says so', async () => {
    const [id] = await addSessions(1);
    await fakeBrowser.permissions.forbidLiveChat();
    await send({ type: 'endSession', sessionId: id });
    wait(undoTime);
    await fireAlarm();
    expect(endings()).toMatchObject([{ state: 'not_allowed' }]);
  });
});
