import { beforeEach, expect, onTestFinished, test, vi } from 'vitest';
import { badgeColors } from '../../../src/state/badge-colors.ts';
import type { Fault } from '../../livechat-server/index.ts';
import { caughtUri, fakeBrowser } from '../support/browser.ts';
import {
  badge,
  connection,
  type Extension,
  expectFresh,
  fireAlarm,
  fireLeftOverAlarm,
  hour,
  minute,
  pass,
  restartBrowser,
  restartServiceWorker,
  send,
  settle,
  startExtension,
  wait,
} from '../support/extension.ts';
import { seededRandom } from '../support/seeded-random.ts';
import { checks, worker } from '../support/worker.ts';

let extension: Extension;
beforeEach(async () => {
  extension = await startExtension();
  await extension.signIn();
});

const requestsTo = (path: string) => extension.liveChat.requests.filter((request) => request.path === path);

test('the alarm brings the number up to date', async () => {
  extension.liveChat.addSession(extension.agent.email, {});
  wait(minute);
  await fireAlarm();
  expect(badge().text).toBe('2!');
});

test('a stopped service worker loses nothing', async () => {
  await restartServiceWorker();
  extension.liveChat.addSession(extension.agent.email, {});
  wait(minute);
  await fireAlarm();
  expect(badge().text).toBe('2!');
});

test('the alarm exists after a start of the browser, follows the interval, and is not re-created at each poll', async () => {
  const before = fakeBrowser.alarms.all.get('poll');
  wait(minute);
  await fireAlarm();
  await send({ type: 'refresh', trigger: 'popup' });
  expect(fakeBrowser.alarms.all.get('poll')).toBe(before);
  await restartBrowser();
  expect(fakeBrowser.alarms.all.get('poll')).toMatchObject({ periodInMinutes: 1 });
  await fakeBrowser.storage.local.set({ settings: { intervalSeconds: 300 } });
  await settle();
  expect(fakeBrowser.alarms.all.get('poll')).toMatchObject({ periodInMinutes: 5 });
});

test('whoever opens the popup is there, whatever the browser has told: the alarm is quick again', async () => {
  fakeBrowser.idle.isLocked = true;
  await fakeBrowser.idle.tell();
  wait(5 * minute);
  expect(fakeBrowser.alarms.all.get('poll')).toMatchObject({ periodInMinutes: 15 });
  await send({ type: 'refresh', trigger: 'popup' });
  expect(requestsTo('/v2/sessions')).toHaveLength(2);
  expect(fakeBrowser.alarms.all.get('poll')).toMatchObject({ periodInMinutes: 1 });
});

test('a change is shown within five minutes, and within one in the ten minutes after another', async () => {
  const random = seededRandom(20_261_125);
  const changed = async (limit: number) => {
    extension.liveChat.addSession(extension.agent.email, {});
    await pass(limit);
    expect(badge().text).toBe(`${extension.liveChat.sessionsOf(extension.agent.email).length}!`);
  };
  for (let times = 0; times < 10; times += 1) {
    await pass((15 + 15 * random()) * minute);
    await changed(5 * minute);
    await pass(3 * minute * random());
    await changed(minute);
  }
}, 30_000);

test('the same number of other sessions is a change, too', async () => {
  const { email } = extension.agent;
  const { session_id } = extension.liveChat.addSession(email, {});
  await pass(30 * minute);
  expect(fakeBrowser.alarms.all.get('poll')).toMatchObject({ periodInMinutes: 5 });
  extension.liveChat.removeSession(session_id);
  extension.liveChat.addSession(email, {});
  await pass(5 * minute);
  expect(badge().text).toBe('2!');
  expect(fakeBrowser.alarms.all.get('poll')).toMatchObject({ periodInMinutes: 1 });
});

test('each failure in a row puts the next try off for longer', async () => {
  const random = vi.spyOn(Math, 'random').mockReturnValue(1);
  onTestFinished(() => random.mockRestore());
  extension.liveChat.faults.add({ match: {}, kind: 'drop' });
  for (const delay of [5_000, 10_000, 20_000]) {
    await send({ type: 'refresh', trigger: 'click' });
    expect(connection()).toMatchObject({ trouble: { retryAt: Date.now() + delay } });
  }
});

test('an alarm that waits for a time which the clock has left is set anew', async () => {
  wait(-24 * hour);
  await send({ type: 'refresh', trigger: 'popup' });
  const delay = (fakeBrowser.alarms.all.get('poll')?.scheduledTime ?? 0) - Date.now();
  expect(delay).toBeGreaterThan(0);
  expect(delay).toBeLessThanOrEqual(5 * minute);
});

test('who comes back to the computer sees the right number at once, and polling goes on', async () => {
  wait(5 * minute);
  await fakeBrowser.alarms.clear('poll');
  fakeBrowser.idle.isLocked = true;
  await fakeBrowser.idle.tell();
  await settle();
  expect(requestsTo('/v2/sessions')).toHaveLength(1);
  expect(fakeBrowser.alarms.all.has('poll')).toBe(true);
  await fakeBrowser.idle.comeBack();
  await settle();
  expect(requestsTo('/v2/sessions')).toHaveLength(2);
  expectFresh(1);
});

test('after a sleep, the old number is marked while LiveChat is asked', async () => {
  const { held, letGo } = extension.liveChat.faults.hold({ path: '/v2/sessions' }, 'before');
  wait(8 * hour - 10 * minute);
  const polling = fireAlarm();
  await held;
  await settle();
  expect(badge()).toMatchObject({ text: '1?', ...badgeColors.stale });
  letGo();
  await polling;
  expectFresh(1);
});

test('a shorter interval gets a number that is young enough for it', async () => {
  await fakeBrowser.storage.local.set({ settings: { intervalSeconds: 15 * 60 } });
  await settle();
  wait(10 * minute);
  const before = requestsTo('/v2/sessions').length;
  await fakeBrowser.storage.local.set({ settings: { intervalSeconds: 15 * 60, theme: 'dark' } });
  await settle();
  expect(requestsTo('/v2/sessions')).toHaveLength(before);
  await fakeBrowser.storage.local.set({ settings: { intervalSeconds: 60 } });
  await settle();
  expectFresh(1);
  expect(requestsTo('/v2/sessions')).toHaveLength(before + 1);
});

test('the count of requests knows since when which interval was chosen', async () => {
  const requests = () => fakeBrowser.storage.local.all()['requests'];
  const date = Math.floor(Date.now() / (24 * hour));
  expect(requests()).toEqual({ days: [{ date, counts: { signIns: 1, sessions: 1 } }] });
  await fakeBrowser.storage.local.set({ settings: { intervalSeconds: 300 } });
  await settle();
  expect(requests()).toMatchObject({ chosen: { interval: 300, date } });
  wait(24 * hour);
  await fakeBrowser.storage.local.set({ settings: { intervalSeconds: 300, theme: 'dark' } });
  await settle();
  expect(requests()).toMatchObject({ chosen: { interval: 300, date } });
  await fakeBrowser.storage.managed.set({ intervalSeconds: 0 });
  await settle();
  expect(requests()).toMatchObject({ chosen: { interval: 'automatic', date: date + 1 } });
});

test('a request is counted whatever comes of it', async () => {
  extension.liveChat.faults.add({ match: { path: '/v2/sessions' }, kind: 'drop' });
  wait(minute);
  await fireAlarm();
  const { days } = fakeBrowser.storage.local.all()['requests'] as { days: object[] };
  expect(days).toMatchObject([{ counts: { sessions: 2, info: 1 } }]);
});

test('a poll that changes nothing asks the browser eighteen times, and LiveChat once', async () => {
  wait(minute);
  await fireAlarm();
  wait(minute);
  await restartServiceWorker();
  await settle();
  const before = worker.steps;
  await fireAlarm();
  await settle();
  expect(worker.steps - before).toBe(18 + 1);
});

test('a count that the browser does not store is lost, and no other is counted twice', async () => {
  checks.set('storage.local.set', () => {
    throw new Error('No space');
  });
  wait(minute);
  await fireAlarm();
  checks.clear();
  wait(minute);
  await fireAlarm();
  const { days } = fakeBrowser.storage.local.all()['requests'] as { days: object[] };
  expect(days).toMatchObject([{ counts: { sessions: 2 } }]);
});

test('a network that is back ends a trouble at once', async () => {
  const end = extension.liveChat.faults.add({ match: {}, kind: 'drop' });
  wait(minute);
  await fireAlarm();
  end();
  wait(minute / 2);
  self.dispatchEvent(new Event('online'));
  await expect.poll(() => badge().color).toBe(badgeColors.count.color);
  expect(connection()).not.toHaveProperty('trouble');
  expect(requestsTo('/v2/sessions')).toHaveLength(3);
});

test('a restarted browser is still signed in', async () => {
  wait(hour);
  await restartBrowser();
  await settle();
  expectFresh(1);
});

test('a restarted browser that is offline shows the last count as stale', async () => {
  extension.liveChat.faults.add({ match: {}, kind: 'drop' });
  wait(hour);
  await restartBrowser();
  await settle();
  expect(badge()).toMatchObject({ text: '1?', title: expect.stringContaining('offline since') });
});

const faults: [string, Fault, string][] = [
  ['a dropped connection', { match: {}, kind: 'drop' }, 'offline since'],
  ['500', { match: {}, kind: 'status', status: 500 }, 'LiveChat has had trouble since'],
  [
    '503 with HTML',
    { match: {}, kind: 'status', status: 503, body: '<html>' },
    'LiveChat has had trouble since',
  ],
  ['429', { match: {}, kind: 'status', status: 429 }, 'LiveChat asked for a pause'],
  [
    'a captive portal',
    { match: {}, kind: 'body', body: '<html>', contentType: 'text/html' },
    'a page of your network',
  ],
  ['malformed JSON', { match: {}, kind: 'body', body: '[{"session_id":' }, 'have been unreadable'],
  ['an object for a list', { match: {}, kind: 'body', body: '{}' }, 'have been unreadable'],
  [
    '401 that is not from LiveChat',
    { match: {}, kind: 'status', status: 401, body: 'Proxy' },
    'a page of your network',
  ],
  [
    '403 that is not from LiveChat',
    { match: {}, kind: 'status', status: 403, body: 'Proxy' },
    'a page of your network',
  ],
];

test.each(faults)('%s keeps tokens and count, says why, and passes', async (_, fault, reason) => {
  const tokens = () => {
    const { credentials, accessToken } = {
      ...fakeBrowser.storage.local.all(),
      ...fakeBrowser.storage.session.all(),
    };
    return [(credentials as { refreshToken: string }).refreshToken, (accessToken as { value: string }).value];
  };
  const before = tokens();
  const end = extension.liveChat.faults.add(fault);
  wait(minute);
  await fireAlarm();
  expect(badge()).toMatchObject({ text: '1?', ...badgeColors.stale, title: expect.stringContaining(reason) });
  expect(tokens()).toEqual(before);

  end();
  wait(minute);
  await fireAlarm();
  expectFresh(1);
});

test('a permission that the agent has withdrawn is not taken for a broken connection', async () => {
  await fakeBrowser.permissions.forbidLiveChat();
  wait(minute);
  await fireAlarm();
  expect(badge()).toMatchObject({ text: '1?', title: expect.stringContaining('has not allowed') });
});

test('a count that nobody could refresh is marked as old', async () => {
  wait(10 * minute);
  extension.liveChat.faults.add({
    match: {},
    kind: 'status',
    status: 429,
    headers: { 'Retry-After': '600' },
  });
  await restartServiceWorker();
  await fireLeftOverAlarm('another');
  await send({ type: 'signIn', windowId: 1 });
  await send({ type: 'cancelSignIn' });
  expect(badge()).toMatchObject({ text: '1?', title: expect.stringContaining('not updated since') });
});

test('an access token is renewed before it ends, and the rotated refresh token kept', async () => {
  const before = fakeBrowser.storage.local.all()['credentials'];
  wait(8 * hour - 2 * minute);
  await fireAlarm();
  expect(requestsTo('/v2/token').map(({ grantType }) => grantType)).toEqual([
    'authorization_code',
    'refresh_token',
  ]);
  expect(requestsTo('/v2/sessions').every(({ status }) => status === 200)).toBe(true);
  expect(fakeBrowser.storage.local.all()['credentials']).not.toEqual(before);
  wait(8 * hour);
  await fireAlarm();
  expectFresh(1);
  expect(extension.liveChat.reuseAttempts).toBe(0);
});

test.each<[string, Partial<Fault> & Pick<Fault, 'kind'>]>([
  ['has trouble', { kind: 'status', status: 503 } as Fault],
  ['does not answer', { kind: 'drop' } as Fault],
])('an access token that is good is used when LiveChat %s at its early renewal', async (_, fault) => {
  extension.liveChat.faults.add({ ...fault, match: { path: '/v2/token' } } as Fault);
  wait(8 * hour - 2 * minute);
  await fireAlarm();
  expectFresh(1);
  wait(2 * minute);
  await fireAlarm();
  expect(connection()).toHaveProperty('trouble');
});

test('an access token is not used while LiveChat wants a pause at its early renewal', async () => {
  extension.liveChat.faults.add({ match: { path: '/v2/token' }, kind: 'status', status: 429 });
  wait(8 * hour - 2 * minute);
  await fireAlarm();
  expect(connection()).toMatchObject({ trouble: { code: 'rate_limited' } });
});

test('a sign-in that was ended elsewhere is not told as a lost answer, though its end is met twice', async () => {
  extension.liveChat.revokeAllTokens(extension.agent.email);
  // LiveChat's cookie cannot be asked at first, and does not know the agent then.
  fakeBrowser.identity.open = async () => undefined;
  extension.liveChat.faults.add({ match: { path: '/v2/info' }, kind: 'drop', times: 1 });
  wait(minute);
  await fireAlarm();
  expect(connection()).toMatchObject({ status: 'signedIn', trouble: {} });
  wait(minute);
  await fireAlarm();
  expect(connection()).toEqual({ status: 'refused', reason: 'revoked' });
});

test('an access token that LiveChat refuses is renewed once', async () => {
  extension.liveChat.expireAccessTokens(extension.agent.email);
  wait(minute);
  await fireAlarm();
  expectFresh(1);
  expect(requestsTo('/v2/sessions').map(({ status }) => status)).toEqual([200, 401, 200]);
});

test.each([
  ['LiveChat’s', JSON.stringify({ error: 'unauthorized' })],
  ['a gateway’s', '<html>'],
])(
  '%s 401 to a token that was just renewed ends no sign-in, and is not asked for every minute',
  async (_, body) => {
    const end = extension.liveChat.faults.add({
      match: { path: '/v2/sessions' },
      kind: 'status',
      status: 401,
      body,
    });
    wait(minute);
    await fireAlarm();
    expect(connection()).toMatchObject({
      status: 'signedIn',
      known: { count: 1 },
      trouble: { code: 'unauthorized', signInHelps: true },
    });
    expect(badge().title).toContain('LiveChat has not accepted your sign-in since');
    expect(requestsTo('/v2/sessions')).toHaveLength(3);
    for (let passed = 0; passed < 24 * 60; passed += 1) {
      wait(minute);
      await fireAlarm();
    }
    // Half a minute, a minute, two…: eight in the first two hours, and then one an hour.
    expect(requestsTo('/v2/token')).toHaveLength(31);
    end();
    await send({ type: 'refresh', trigger: 'click' });
    expectFresh(1);
  },
);

test('fifty triggers at once make one renewal and one request', async () => {
  wait(8 * hour);
  await Promise.all(Array.from({ length: 50 }, () => send({ type: 'refresh', trigger: 'click' })));
  expect(requestsTo('/v2/token')).toHaveLength(2);
  expect(requestsTo('/v2/sessions')).toHaveLength(2);
  expect(extension.liveChat.reuseAttempts).toBe(0);
});

test.each(['unauthorized_client', 'invalid_grant'] as const)(
  'a refused refresh token (%s) asks the agent to sign in again',
  async (error) => {
    extension.liveChat.description.refusedRefreshToken = { status: 400, error };
    extension.liveChat.revokeAllTokens(extension.agent.email);
    wait(minute);
    await fireAlarm();
    expect(badge()).toMatchObject({ text: '!', title: expect.stringContaining('no longer accepts') });
    expect(fakeBrowser.storage.local.all()['credentials']).toBeUndefined();
    expect(fakeBrowser.storage.session.all()['snapshot']).toBeUndefined();
    expect(await extension.signIn()).toEqual({});
    expect(badge().title).toContain('active session');
  },
);

test('a refusal counts with a WWW-Authenticate header, too', async () => {
  extension.liveChat.faults.add({
    match: { path: '/v2/token' },
    kind: 'status',
    status: 401,
    headers: { 'WWW-Authenticate': 'Bearer', 'Content-Type': 'application/json' },
    body: JSON.stringify({ error: 'unauthorized', request_id: 'r-7' }),
  });
  wait(8 * hour);
  await fireAlarm();
  expect(badge().text).toBe('!');
  expect(JSON.stringify(fakeBrowser.storage.local.all()['diagnostics'])).toContain('r-7');
});

test('a refresh token that LiveChat has refused is not sent again while its page has trouble', async () => {
  extension.liveChat.clients.get('client')?.redirectUris.push(caughtUri);
  extension.liveChat.revokeAllTokens(extension.agent.email);
  fakeBrowser.identity.open = async () => `${caughtUri}?error=temporarily_unavailable`;
  const before = requestsTo('/v2/token').length;
  for (let passed = 0; passed < 30; passed += 1) {
    wait(minute);
    await fireAlarm();
  }
  expect(connection()).toMatchObject({
    status: 'signedIn',
    trouble: { code: 'server_error', signInHelps: true },
  });
  expect(requestsTo('/v2/token')).toHaveLength(before + 1);
});

test('a renewal that never left this computer does not make a later refusal a lost answer', async () => {
  vi.stubGlobal('self', Object.assign(new EventTarget(), { navigator: { onLine: false } }));
  const end = extension.liveChat.faults.add({ match: { path: '/v2/token' }, kind: 'drop' });
  wait(8 * hour);
  await fireAlarm();
  expect(connection()).toMatchObject({ trouble: { code: 'offline' } });
  end();
  vi.stubGlobal('self', new EventTarget());
  extension.liveChat.revokeAllTokens(extension.agent.email);
  wait(minute);
  await fireAlarm();
  expect(connection()).toEqual({ status: 'refused', reason: 'revoked' });
});

test('a browser that is wrong about being offline renews all the same', async () => {
  vi.stubGlobal('self', Object.assign(new EventTarget(), { navigator: { onLine: false } }));
  wait(8 * hour);
  await fireAlarm();
  expectFresh(1);
});

test('a renewal whose answer cannot be read is tried at its time, at the end, and then ever more rarely', async () => {
  extension.liveChat.faults.add({ match: { path: '/v2/token' }, kind: 'body', body: '{"token":"x"}' });
  const before = requestsTo('/v2/token').length;
  wait(8 * hour - 5 * minute);
  for (let passed = 0; passed < 5; passed += 1) {
    await fireAlarm();
    wait(minute);
  }
  expect(connection()).not.toHaveProperty('trouble');
  expect(requestsTo('/v2/token')).toHaveLength(before + 1);
  for (let passed = 0; passed < 12 * 60; passed += 1) {
    await fireAlarm();
    wait(minute);
  }
  expect(connection()).toMatchObject({
    status: 'signedIn',
    trouble: { code: 'unexpected_answer', signInHelps: true },
  });
  expect(requestsTo('/v2/token')).toHaveLength(before + 19);
});

test('a renewal whose answer was lost is told from a revoked sign-in', async () => {
  wait(8 * hour);
  extension.liveChat.faults.add({ match: { path: '/v2/token' }, kind: 'afterEffect-drop', times: 1 });
  await fireAlarm();
  expect(badge()).toMatchObject({ text: '1?', title: expect.stringContaining('offline since') });
  wait(minute);
  await fireAlarm();
  expect(badge()).toMatchObject({ text: '!', title: expect.stringContaining('never arrived') });
});

test.each([
  ['asks for a pause', { status: 429, body: { error: 'temporarily_unavailable' } }, false],
  [
    'has trouble, and says so itself',
    { status: 500, body: { error: 'server_error', request_id: 'r-1' } },
    false,
  ],
  ['may be behind a broken proxy', { status: 502, body: '<html>' }, true],
] as const)(
  'LiveChat %s at a renewal: whether the refresh token may be spent',
  async (_, fault, maybeSpent) => {
    await extension.signIn();
    wait(9 * hour);
    const stop = extension.liveChat.faults.add({ match: { path: '/v2/token' }, kind: 'status', ...fault });
    await send({ type: 'refresh', trigger: 'click' });
    const marks = fakeBrowser.storage.local.all()['credentials'] as { renewalStartedAt?: number };
    expect(marks.renewalStartedAt).toBe(maybeSpent ? Date.now() : undefined);
    stop();
    extension.liveChat.revokeAllTokens(extension.agent.email);
    await send({ type: 'refresh', trigger: 'click' });
    expect(connection()).toEqual({ status: 'refused', reason: maybeSpent ? 'renewal_lost' : 'revoked' });
  },
);

test.each([
  ['signed out', { status: 'signedOut' }, undefined],
  ['refused', { status: 'refused', reason: 'revoked' }, { accountId: 'a', organizationId: 'o' }],
])('what a worker left that was stopped while the agent was %s is removed', async (_, ended, agent) => {
  await extension.signIn();
  await fakeBrowser.storage.local.set({
    connection: ended,
    agent: { accountId: 'a', organizationId: 'o' },
  });
  await fireAlarm();
  const { agent: kept, knownSessions, ...local } = fakeBrowser.storage.local.all();
  expect(kept).toEqual(agent);
  // Watched on through a refusal, and through the end of a browser; a sign-out removes them together with the sign-in.
  expect(knownSessions).toBeDefined();
  expect(local).toEqual({
    connection: ended,
    diagnostics: expect.any(Array),
    requests: expect.any(Object),
  });
  expect(fakeBrowser.storage.session.all()).toEqual({ isStarted: true });
});

test('news about an earlier sign-in is dropped', async () => {
  const { held, letGo } = extension.liveChat.faults.hold({ path: '/v2/sessions' }, 'after');
  const refreshing = send({ type: 'refresh', trigger: 'click' });
  await held;
  const later = { status: 'signedIn', signInId: Date.now() + 1 };
  await fakeBrowser.storage.local.set({ connection: later });
  letGo();
  await refreshing;
  expect(connection()).toEqual(later);
});

test('a sign-in gets a number of its own while the poll of an earlier one is under way', async () => {
  const { signInId: earlier } = Object(connection());
  const { held, letGo } = extension.liveChat.faults.hold({ path: '/v2/sessions' }, 'after');
  wait(minute);
  const polling = fireAlarm();
  await held;
  wait(1);
  extension.liveChat.addSession(extension.agent.email);
  const signingIn = extension.signIn();
  await vi.waitUntil(() => Object(connection()).signInId > earlier);
  await settle();
  letGo();
  expect(await signingIn).toEqual({});
  await polling;
  expect(connection()).toMatchObject({ known: { count: 2, fetchedAt: Date.now() } });
  // The agent is the same, so what came meanwhile is new.
  expect(badge().text).toBe('2!');
});

test('the end of an implicit access token asks the agent to sign in again', async () => {
  await send({ type: 'signOut', scope: 'here' });
  await fakeBrowser.storage.local.set({ settings: { grant: 'implicit' } });
  await extension.signIn();
  wait(8 * hour);
  await fireAlarm();
  expect(badge()).toMatchObject({ text: '!', title: expect.stringContaining('expired') });
});

test('a missing scope is named', async () => {
  extension.liveChat.faults.add({
    match: { path: '/v2/sessions' },
    kind: 'status',
    status: 403,
    body: JSON.stringify({ error: 'access_denied', error_description: '', sub_error: 'insufficient_scope' }),
  });
  wait(minute);
  await fireAlarm();
  expect(badge()).toMatchObject({ text: '!!', title: expect.stringContaining('sessions--my:rw') });
});

test('LiveChat’s Retry-After is obeyed by the timer, not by a click', async () => {
  const end = extension.liveChat.faults.add({
    match: {},
    kind: 'status',
    status: 429,
    headers: { 'Retry-After': '90' },
  });
  wait(minute);
  await fireAlarm();
  end();
  wait(minute);
  await fireAlarm();
  expect(requestsTo('/v2/sessions')).toHaveLength(2);
  await send({ type: 'refresh', trigger: 'click' });
  expect(requestsTo('/v2/sessions')).toHaveLength(3);
  expect(badge().title).not.toContain('pause');
});

test('more than 99 sessions', async () => {
  for (let count = 0; count < 120; count += 1) extension.liveChat.addSession(extension.agent.email, {});
  await send({ type: 'refresh', trigger: 'click' });
  await send({ type: 'markSeen' });
  expect(badge()).toMatchObject({ text: '99+', title: expect.stringContaining('121 active sessions') });
});

test('a worker that finds nothing started, as after the extension was switched on, starts everything', async () => {
  await extension.signIn();
  fakeBrowser.alarms.all.clear();
  await fakeBrowser.storage.session.set({ isStarted: null });
  fakeBrowser.action.shown.text = '';
  wait(minute);
  await restartServiceWorker();
  await settle();
  expect(fakeBrowser.alarms.all.has('poll')).toBe(true);
  expectFresh(1);
  expect(fakeBrowser.storage.session.all()).toHaveProperty('isStarted', true);
});
