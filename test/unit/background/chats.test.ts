import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import type { Diagnostic } from '../../../src/state/diagnostics.ts';
import { chatsViewOf } from '../../../src/state/view.ts';
import { LIST_CHATS } from '../../livechat-server/agent-chat/errors.ts';
import { chatFault, type Fault } from '../../livechat-server/index.ts';
import { caughtUri, fakeBrowser } from '../support/browser.ts';
import {
  appOrigin,
  chatList,
  chats,
  chatsOrigin,
  choose,
  grantScopes,
  signInWithChats,
  summary,
} from '../support/chats.ts';
import {
  badge,
  connection,
  type Extension,
  expectFresh,
  fireAlarm,
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
import { checks } from '../support/worker.ts';

let extension: Extension;
beforeEach(async () => {
  extension = await startExtension();
});

const requestsTo = (path: string) => extension.liveChat.requests.filter((request) => request.path === path);
const start = (name = 'Carol', text = 'Hello') =>
  extension.liveChat.chats.start(text, { agent: extension.agent.email }, { name });
const view = () =>
  chatsViewOf({ ...fakeBrowser.storage.local.all(), ...fakeBrowser.storage.session.all() }, Date.now());
const lines = () =>
  ((fakeBrowser.storage.local.all()['diagnostics'] ?? []) as Diagnostic[])
    .filter(({ what }) => what === 'chats')
    .map(({ outcome }) => outcome);
const alarm = () => fakeBrowser.alarms.all.get('poll');

describe('notifications of chats', () => {
  const shown = () => [...(fakeBrowser.notifications?.shown.values() ?? [])].map(({ title }) => title);
  const notify = async (settings: object) => {
    await signInWithChats(extension, { notifications: true, ...settings });
    await fakeBrowser.permissions.allowNotifications();
    await settle();
  };

  test('a chat that the agent has answered is not told to be new', async () => {
    await notify({ notifyAssigned: true });
    const chat = start();
    extension.liveChat.chats.write(chat, 'How can I help?', { by: extension.agent.email });
    wait(minute);
    await fireAlarm();
    expect(shown()).toEqual([]);
    start('Dan');
    wait(minute);
    await fireAlarm();
    expect(shown()).toEqual(['New chat']);
  });

  test('an old chat that comes back among more than three hundred is not told to be new', async () => {
    await notify({ notifyAssigned: true });
    start();
    wait(minute);
    await fireAlarm();
    expect(shown()).toEqual(['New chat']);
    fakeBrowser.notifications?.shown.clear();
    const { email } = extension.liveChat.addAgent({ email: 'eve@example.com' });
    const others = Array.from({ length: 300 }, () => extension.liveChat.chats.start('Hi', { agent: email }));
    wait(minute);
    await fireAlarm();
    expect(summary()).toMatchObject({ mine: 0, isAtLeast: true });
    if (others[0]) extension.liveChat.chats.close(others[0]);
    for (let polls = 0; polls < 2; polls += 1) {
      wait(minute);
      await fireAlarm();
      expect(summary()).toMatchObject({ mine: 1 });
      expect(shown()).toEqual([]);
    }
    if (others[1]) extension.liveChat.chats.close(others[1]);
    start('Dan');
    wait(minute);
    await fireAlarm();
    // Of three hundred, none was missing.
    expect(shown()).toEqual(['New chat']);
  });

  describe('on a screen that is locked while chats are fetched', () => {
    const lockWhileFetching = async () => {
      start('Carol', 'A secret');
      const { held, letGo } = extension.liveChat.faults.hold({ path: LIST_CHATS }, 'after');
      wait(minute);
      const polling = fireAlarm();
      await held;
      fakeBrowser.idle.isLocked = true;
      await fakeBrowser.idle.tell();
      await settle();
      letGo();
      await polling;
      await settle();
    };

    test('name nobody', async () => {
      await notify({ notifyAssigned: true, notifyText: true });
      await lockWhileFetching();
      expect(fakeBrowser.notifications?.shown.size).toBe(1);
      expect(JSON.stringify([...(fakeBrowser.notifications?.shown ?? [])])).not.toMatch(/Carol|secret/);
    });

    test('are neither shown nor noted where the agent wants names forgotten', async () => {
      await notify({ notifyAssigned: true, notifyUnreadSeconds: 30, notifyText: true, forgetOnLock: true });
      await lockWhileFetching();
      expect(shown()).toEqual([]);
      expect(fakeBrowser.storage.session.all()['chatNotices'] ?? null).toBeNull();
      expect(chatList() ?? null).toBeNull();
    });
  });

  test('a clock here that is five minutes fast makes nobody wait longer', async () => {
    const behind = 5 * minute;
    vi.stubGlobal('fetch', async (url: string, init: RequestInit) => {
      const answer = await extension.liveChat.fetch(new Request(url, init));
      const headers = new Headers(answer.headers);
      headers.set('date', new Date(Date.now() - behind).toUTCString());
      return new Response(answer.body, { status: answer.status, headers });
    });
    await notify({ notifyUnreadSeconds: 120, notifyWaitingSeconds: 120 });
    wait(-behind);
    const begunAt = Date.now();
    start();
    extension.liveChat.chats.start('Anybody?', { queue: true }, { name: 'Bob' });
    wait(behind);
    for (let polls = 0; polls < 2; polls += 1) {
      expect(shown()).toEqual([]);
      wait(minute - 1);
      await fireAlarm();
    }
    // LiveChat tells microseconds.
    const here = expect.closeTo(begunAt + behind, 0);
    expect(chatList()).toMatchObject([{ at: here, unreadSince: here }]);
    expect(summary()).toMatchObject({ waitingSince: here });
    const list = JSON.stringify(chatList());
    wait(minute + 700);
    await fireAlarm();
    expect(shown()).toEqual(['A customer waits for your answer', 'Somebody waits in the queue']);
    expect(JSON.stringify(chatList())).toBe(list);
  });
});

describe('with chats', () => {
  beforeEach(() => signInWithChats(extension));

  test('the alarm brings their numbers and the list up to date', async () => {
    start();
    extension.liveChat.chats.start('Anybody?', { queue: true }, { name: 'Bob' });
    wait(minute);
    await fireAlarm();
    expect(summary()).toMatchObject({ mine: 1, unread: 1, queued: 1 });
    expect(chatList()).toMatchObject([
      { customer: 'Carol', isUnread: true, newest: { text: 'Hello', author: 'customer' } },
    ]);
    expect(view()).toMatchObject({ state: 'fresh', summary: { mine: 1 }, fetchedAt: Date.now() });
    expectFresh(1);
    expect(lines()).toEqual(['ok', 'ok']);
  });

  test('names and lines are in memory alone, and numbers on the disk', async () => {
    start('Carol', 'A secret');
    wait(minute);
    await fireAlarm();
    const disk = JSON.stringify(fakeBrowser.storage.local.all());
    expect(disk).not.toContain('Carol');
    expect(disk).not.toContain('A secret');
    await restartBrowser();
    await settle();
    expect(chatList()).toMatchObject([{ customer: 'Carol' }]);
  });

  test('it is known at once who they are of: the e-mail address is asked for once', async () => {
    expect(requestsTo('/v2/accounts/me')).toHaveLength(1);
    expect(fakeBrowser.storage.local.all()['agent']).toMatchObject({ email: extension.agent.email });
    wait(2 * minute);
    await fireAlarm();
    expect(requestsTo('/v2/accounts/me')).toHaveLength(1);
  });

  test('chats each half a minute leave the sessions at their pace', async () => {
    await choose({ chats: true, chatsIntervalSeconds: 30 });
    start();
    await pass(hour);
    const [sessions, ofChats] = [requestsTo('/v2/sessions').length, requestsTo(LIST_CHATS).length];
    expect(alarm()).toMatchObject({ periodInMinutes: 0.5 });
    // As without chats: each minute for ten, then each three, then each five.
    await extension.signIn();
    expect(sessions).toBeLessThan(26);
    expect(sessions).toBeGreaterThan(18);
    expect(ofChats).toBeGreaterThan(115);
  });

  test('with none for long, they are asked for each five minutes, and each minute as soon as there is one', async () => {
    await pass(2 * hour);
    expect(alarm()).toMatchObject({ periodInMinutes: 5 });
    extension.liveChat.requests.length = 0;
    await pass(hour);
    expect(requestsTo(LIST_CHATS)).toHaveLength(12);
    start();
    await pass(5 * minute);
    expect(summary()).toMatchObject({ mine: 1 });
    expect(alarm()).toMatchObject({ periodInMinutes: 1 });
  });

  test('nobody asks while the agent is away, and at once when they are back', async () => {
    start();
    await pass(minute);
    fakeBrowser.idle.leave();
    await pass(6 * minute);
    extension.liveChat.requests.length = 0;
    await pass(hour);
    expect(requestsTo(LIST_CHATS)).toEqual([]);
    expect(requestsTo('/v2/sessions').length).toBeGreaterThan(2);
    await fakeBrowser.idle.comeBack();
    await settle();
    expect(requestsTo(LIST_CHATS)).toHaveLength(1);
    expect(view()).toMatchObject({ state: 'fresh' });
  });

  test('after a sleep, their old number is marked while LiveChat is asked, however young the sessions are', async () => {
    await choose({ chats: true, badgeContent: 'chats', intervalSeconds: 3_600 });
    start();
    await pass(minute);
    expect(badge().text).toBe('1*');
    wait(10 * minute);
    const { held, letGo } = extension.liveChat.faults.hold({ path: LIST_CHATS }, 'before');
    const polling = fireAlarm();
    await held;
    expect(badge().text).toBe('1?');
    letGo();
    await polling;
    expect(badge().text).toBe('1*');
  });

  test('whoever looks sees a number that is younger than its pace', async () => {
    await pass(2 * hour);
    wait(minute);
    start();
    await send({ type: 'refresh', trigger: 'popup' });
    expect(summary()).toMatchObject({ mine: 1 });
    const before = requestsTo(LIST_CHATS).length;
    await send({ type: 'refresh', trigger: 'popup' });
    expect(requestsTo(LIST_CHATS)).toHaveLength(before);
  });

  test('the time since which a chat is unread is carried from list to list', async () => {
    const chat = start();
    wait(minute);
    await fireAlarm();
    const [since] = chatList() ?? [];
    wait(minute);
    extension.liveChat.chats.write(chat, 'Are you there?');
    await fireAlarm();
    expect(chatList()).toMatchObject([
      { unreadSince: since?.unreadSince, newest: { text: 'Are you there?' } },
    ]);
  });

  test('each of many is listed and counted', async () => {
    for (let count = 0; count < 120; count += 1) start(`Customer ${count}`);
    wait(minute);
    await fireAlarm();
    expect(summary()).toMatchObject({ mine: 120 });
    expect(chatList()).toHaveLength(120);
  });

  test('an agent of another data centre is asked for there first the next time', async () => {
    extension.agent.dataCentre = 'fra';
    wait(minute);
    await fireAlarm();
    wait(minute);
    await fireAlarm();
    expect(requestsTo(LIST_CHATS).map(({ region, status }) => [region, status])).toEqual([
      [undefined, 200],
      [undefined, 421],
      ['fra', 200],
      ['fra', 200],
    ]);
  });

  test('an API version that will end is told once in the diagnostics', async () => {
    extension.liveChat.agentChatLifecycle = { Legacy: '2027-01-01', Deprecation: '2027-06-01' };
    for (let times = 0; times < 3; times += 1) {
      wait(minute);
      await fireAlarm();
    }
    expect(lines().filter((outcome) => outcome !== 'ok')).toEqual(['legacy', 'deprecation']);
  });

  test.each<[string, () => Fault, object]>([
    ['a broken connection', () => ({ match: { path: LIST_CHATS }, kind: 'drop' }), { code: 'offline' }],
    ['500', () => ({ match: { path: LIST_CHATS }, kind: 'status', status: 500 }), { code: 'server_error' }],
    [
      'a pause',
      () => chatFault(extension.liveChat.description.agentChat, 'too_many_requests'),
      { code: 'rate_limited' },
    ],
    [
      'a page of the network',
      () => ({ match: { path: LIST_CHATS }, kind: 'body', body: '<html>' }),
      { code: 'network_login' },
    ],
    [
      'garbage',
      () => ({ match: { path: LIST_CHATS }, kind: 'body', body: '{"chats_summary":7}' }),
      { code: 'unexpected_answer' },
    ],
    [
      'a licence that has ended',
      () => chatFault(extension.liveChat.description.agentChat, 'license_expired'),
      { code: 'access_denied', signInHelps: true },
    ],
    [
      'an unknown version',
      () => chatFault(extension.liveChat.description.agentChat, 'unsupported_version'),
      { code: 'invalid_request' },
    ],
  ])(
    '%s for the chats leaves the sessions fresh, and the last number of chats',
    async (_, fault, trouble) => {
      start();
      wait(minute);
      await fireAlarm();
      const end = extension.liveChat.faults.add(fault());
      wait(minute);
      await fireAlarm();
      expectFresh(1);
      expect(badge().text).toBe('1');
      expect(chats()).toMatchObject({ trouble, known: { summary: { mine: 1 } } });
      expect(view()).toMatchObject({ state: 'stale', known: { summary: { mine: 1 } }, trouble });
      end();
      await send({ type: 'refresh', trigger: 'click' });
      expect(view()).toMatchObject({ state: 'fresh' });
    },
  );

  test.each<[string, Fault]>([
    ['a broken connection', { match: { path: '/v2/sessions' }, kind: 'drop' }],
    ['500', { match: { path: '/v2/sessions' }, kind: 'status', status: 500 }],
    ['a pause', { match: { path: '/v2/sessions' }, kind: 'status', status: 429 }],
    ['garbage', { match: { path: '/v2/sessions' }, kind: 'body', body: '7' }],
  ])('%s for the sessions leaves the chats fresh', async (_, fault) => {
    extension.liveChat.faults.add(fault);
    start();
    wait(minute);
    await fireAlarm();
    expect(connection()).toMatchObject({ trouble: {} });
    expect(view()).toMatchObject({ state: 'fresh', summary: { mine: 1 }, fetchedAt: Date.now() });
  });

  test('a pause that LiveChat asks for holds for the chats alone', async () => {
    extension.liveChat.faults.add({
      ...chatFault(extension.liveChat.description.agentChat, 'too_many_requests', {
        headers: { 'Retry-After': '600' },
      }),
    });
    await pass(minute);
    extension.liveChat.requests.length = 0;
    await pass(9 * minute);
    expect(requestsTo(LIST_CHATS)).toEqual([]);
    expect(requestsTo('/v2/sessions').length).toBeGreaterThan(3);
  });

  test('a token that LiveChat does not take is renewed once, for both', async () => {
    extension.liveChat.expireAccessTokens(extension.agent.email);
    start();
    wait(minute);
    await fireAlarm();
    expectFresh(1);
    expect(summary()).toMatchObject({ mine: 1 });
    expect(requestsTo('/v2/token').map(({ grantType }) => grantType)).toEqual([
      'authorization_code',
      'refresh_token',
    ]);
    expect(extension.liveChat.reuseAttempts).toBe(0);
  });

  test('a 401 to the chats alone is worth one renewal, however long it lasts, and another one after it', async () => {
    const refuse = () =>
      extension.liveChat.faults.add(chatFault(extension.liveChat.description.agentChat, 'authentication'));
    const renewals = () => requestsTo('/v2/token').filter(({ grantType }) => grantType === 'refresh_token');
    const end = refuse();
    await pass(3 * hour);
    expect(renewals()).toHaveLength(1);
    expect(view()).toMatchObject({ state: 'stale', trouble: { code: 'unauthorized', signInHelps: true } });
    expect(connection()).toMatchObject({ status: 'signedIn' });
    expect(connection()).not.toHaveProperty('trouble');
    end();
    await pass(hour);
    expect(view()).toMatchObject({ state: 'fresh' });
    refuse();
    await pass(hour);
    expect(renewals()).toHaveLength(2);
  });

  test('a 401 to the chats alone, without a refresh token, is theirs alone, and opens no page', async () => {
    await choose({ chats: true, grant: 'implicit' });
    await extension.signIn();
    const end = extension.liveChat.faults.add(
      chatFault(extension.liveChat.description.agentChat, 'authentication'),
    );
    await pass(4 * hour);
    expect(fakeBrowser.identity.launched).toEqual([]);
    expect(view()).toMatchObject({ state: 'stale', trouble: { code: 'unauthorized', signInHelps: true } });
    expectSessionsFresh();
    end();
    await send({ type: 'refresh', trigger: 'click' });
    expect(view()).toMatchObject({ state: 'fresh' });
  });

  test('a token that LiveChat takes for nothing any more is renewed by the sessions, without a refresh token', async () => {
    extension.liveChat.clients.get('client')?.redirectUris.push(caughtUri);
    await choose({ chats: true, grant: 'implicit' });
    await extension.signIn();
    extension.liveChat.expireAccessTokens(extension.agent.email);
    await pass(3 * minute);
    expect(fakeBrowser.identity.launched).toHaveLength(1);
    expectSessionsFresh();
    expect(view()).toMatchObject({ state: 'fresh' });
  });

  /** Expects that the sessions have no trouble. */
  function expectSessionsFresh(): void {
    expect(connection()).toMatchObject({ status: 'signedIn', known: { count: 1 } });
    expect(connection()).not.toHaveProperty('trouble');
  }

  test('a sign-in that LiveChat refuses ends for both, whoever meets it, and names are forgotten', async () => {
    start();
    wait(minute);
    await fireAlarm();
    // The sessions were asked for just now: only the chats are.
    await send({ type: 'refresh', trigger: 'click' });
    extension.liveChat.revokeAllTokens(extension.agent.email);
    extension.liveChat.requests.length = 0;
    extension.liveChat.faults.add({ match: { path: '/v2/sessions' }, kind: 'drop' });
    wait(minute);
    await fireAlarm();
    expect(connection()).toEqual({ status: 'refused', reason: 'revoked' });
    expect(badge().text).toBe('!');
    expect([chats(), chatList()]).toEqual([undefined, undefined]);
    expect(view()).toEqual({ state: 'off' });
    expect(JSON.stringify(fakeBrowser.storage.session.all())).not.toContain('Carol');
  });

  test('a sign-out forgets them', async () => {
    start();
    wait(minute);
    await fireAlarm();
    await send({ type: 'signOut', scope: 'here' });
    const all = JSON.stringify([fakeBrowser.storage.local.all(), fakeBrowser.storage.session.all()]);
    expect(all).not.toContain('Carol');
    expect([chats(), chatList()]).toEqual([undefined, undefined]);
  });

  test.each(['authorization', 'missing_access'] as const)(
    'an agent without the scope (%s): sessions untouched, asked for ever more rarely, and cured by a new sign-in',
    async (insufficientScope) => {
      const client = extension.liveChat.clients.get('client');
      const end = extension.liveChat.faults.add(
        chatFault(extension.liveChat.description.agentChat, insufficientScope),
      );
      wait(minute);
      await fireAlarm();
      expect(view()).toEqual({ state: 'scopeMissing' });
      expectFresh(1);
      extension.liveChat.requests.length = 0;
      await pass(8 * hour);
      expect(requestsTo(LIST_CHATS).length).toBeLessThan(20);
      expect(connection()).not.toHaveProperty('trouble');
      end();
      expect(client?.scopes).toContain('chats--access:ro');
      await extension.signIn();
      expect(view()).toMatchObject({ state: 'fresh' });
    },
  );

  test('the permission withdrawn is a trouble of the chats alone, and granted again they are polled at once', async () => {
    await fakeBrowser.permissions.change(false, chatsOrigin);
    wait(minute);
    await fireAlarm();
    expect(view()).toMatchObject({ state: 'stale', trouble: { code: 'not_allowed' } });
    expectFresh(1);
    await fakeBrowser.permissions.change(true, chatsOrigin);
    await settle();
    expect(view()).toMatchObject({ state: 'fresh' });
  });

  describe('whose permission is withdrawn, where LiveChat would answer all the same', () => {
    beforeEach(async () => {
      // As to any page that LiveChat lets read its answers.
      const mayReach = vi.spyOn(fakeBrowser.permissions, 'mayReach').mockReturnValue(true);
      start();
      await pass(minute);
      expect(chatList()).toHaveLength(1);
      return () => mayReach.mockRestore();
    });

    test('names and lines are forgotten at once, and the number is marked', async () => {
      await fakeBrowser.permissions.change(false, chatsOrigin);
      await settle();
      expect(chatList()).toBeUndefined();
      expect(view()).toMatchObject({ state: 'stale', trouble: { code: 'not_allowed' } });
    });

    test('LiveChat is asked for none, though nobody heard of that', async () => {
      fakeBrowser.permissions.granted.delete(chatsOrigin);
      const before = requestsTo(LIST_CHATS).length;
      wait(minute);
      await fireAlarm();
      expect(requestsTo(LIST_CHATS)).toHaveLength(before);
      expect(chatList()).toBeUndefined();
      expect(view()).toMatchObject({ state: 'stale', trouble: { code: 'not_allowed' } });
      expectFresh(1);
    });

    test('an answer that was on its way leaves none behind', async () => {
      let answer = () => {};
      const isHeld = new Promise<void>((resolve) => {
        answer = resolve;
      });
      const { fetch } = globalThis;
      vi.stubGlobal('fetch', async (url: string, init: RequestInit) => {
        if (url.includes(LIST_CHATS)) await isHeld;
        return fetch(url, init);
      });
      wait(minute);
      void fakeBrowser.alarms.goOff('poll');
      await settle();
      void fakeBrowser.permissions.change(false, chatsOrigin);
      await settle();
      expect(chatList()).toBeUndefined();
      answer();
      await settle();
      expect(chatList()).toBeUndefined();
    });

    test('that of another server costs them nothing', async () => {
      await fakeBrowser.permissions.change(true, appOrigin);
      await fakeBrowser.permissions.change(false, appOrigin);
      await settle();
      expect(chatList()).toHaveLength(1);
      expect(view()).toMatchObject({ state: 'fresh' });
    });
  });

  test('granting the chats is no reason to ask for the sessions before LiveChat wants that, nor the other way round', async () => {
    const { faults, requests, description } = extension.liveChat;
    const pause = { headers: { 'Retry-After': '600' } };
    const end = faults.add({ match: { path: '/v2/sessions' }, kind: 'status', status: 429, ...pause });
    await pass(2 * minute);
    requests.length = 0;
    await fakeBrowser.permissions.change(true, chatsOrigin);
    await settle();
    expect([requestsTo('/v2/sessions').length, requestsTo(LIST_CHATS).length]).toEqual([0, 1]);
    end();
    faults.add(chatFault(description.agentChat, 'too_many_requests', pause));
    await pass(minute);
    requests.length = 0;
    await fakeBrowser.permissions.change(true, 'https://accounts.livechat.com/*');
    await settle();
    expect([requestsTo('/v2/sessions').length, requestsTo(LIST_CHATS).length]).toEqual([1, 0]);
  });

  test('that the app may be seen is no reason to ask', async () => {
    const before = extension.liveChat.requests.length;
    await fakeBrowser.permissions.change(true, appOrigin);
    await settle();
    expect(extension.liveChat.requests).toHaveLength(before);
  });

  test('a connection that breaks is not taken for a permission of another server', async () => {
    fakeBrowser.permissions.granted.delete('https://status.livechat.com/*');
    extension.liveChat.faults.add({ match: { path: LIST_CHATS }, kind: 'drop' });
    wait(minute);
    await fireAlarm();
    expect(chats()).toMatchObject({ trouble: { code: 'offline' } });
  });

  test('turned off, they are forgotten and asked for no more; turned on again, at once', async () => {
    start();
    await pass(minute);
    expect(chatList()).toHaveLength(1);
    await choose({ chats: false });
    expect(chats()).toEqual({});
    expect(chatList() ?? null).toBeNull();
    expect(view()).toEqual({ state: 'off' });
    extension.liveChat.requests.length = 0;
    await pass(hour);
    expect(requestsTo(LIST_CHATS)).toEqual([]);
    expect(alarm()).toMatchObject({ periodInMinutes: 5 });
    await choose({ chats: true });
    expect(view()).toMatchObject({ state: 'fresh', summary: { mine: 1 } });
    expect(alarm()).toMatchObject({ periodInMinutes: 1 });
    // No other sign-in was needed.
    expect(requestsTo('/v2/token')).toEqual([]);
  });

  test('turned on again, they are slow once LiveChat has taken long for them, however long ago the sign-in was', async () => {
    await choose({ chats: false });
    await pass(hour);
    const { held, letGo } = extension.liveChat.faults.hold({ path: LIST_CHATS }, 'after');
    await fakeBrowser.storage.local.set({ settings: { chats: true } });
    await held;
    expect(view()).toEqual({ state: 'loading' });
    wait(11_000);
    expect(view()).toEqual({ state: 'loading', isSlow: true });
    letGo();
    await settle();
    expect(view()).toMatchObject({ state: 'fresh' });
    expect(chats()).not.toHaveProperty('askedAt');
  });

  test('a sign-in that comes while they are fetched for the one before fetches them at once', async () => {
    const { held, letGo } = extension.liveChat.faults.hold({ path: LIST_CHATS }, 'after');
    wait(minute);
    const polling = fireAlarm();
    await held;
    const signingIn = extension.signIn();
    await expect.poll(() => connection()).toMatchObject({ signInId: Date.now() });
    await settle();
    letGo();
    await Promise.all([polling, signingIn]);
    await settle();
    expect(view()).toMatchObject({ state: 'fresh', fetchedAt: Date.now() });
  });

  test('an answer that comes after they were turned off is stored no more', async () => {
    start();
    const { held, letGo } = extension.liveChat.faults.hold({ path: LIST_CHATS }, 'after');
    wait(minute);
    const polling = fireAlarm();
    await held;
    await choose({ chats: false });
    letGo();
    await polling;
    await settle();
    expect(chats()).toEqual({});
    expect(chatList() ?? null).toBeNull();
  });

  test.each(['snapshot', 'chatList'])(
    'a browser that does not store one of the lists (%s) says so, stores the other, and is right again',
    async (item) => {
      start();
      extension.liveChat.addSession(extension.agent.email, {});
      checks.set('storage.session.set', (items: object) => {
        if (item in items) throw new Error('No space');
      });
      wait(minute);
      await fireAlarm();
      expect(fakeBrowser.storage.session.all()['storageFailure']).toMatchObject({ code: 'storage_failed' });
      expect(view()).toMatchObject({ state: 'stale', trouble: { code: 'storage_failed' } });
      expect(chatList()).toHaveLength(item === 'chatList' ? 0 : 1);
      const { snapshot } = fakeBrowser.storage.session.all() as { snapshot: { sessions: object[] } };
      expect(snapshot.sessions).toHaveLength(item === 'snapshot' ? 1 : 2);
      checks.clear();
      wait(minute);
      await fireAlarm();
      expect(view()).toMatchObject({ state: 'fresh', summary: { mine: 1 } });
      expect(chatList()).toHaveLength(1);
      expect(badge().text).toBe('2!');
    },
  );

  test('what a stopped service worker has left of them goes with the next alarm', async () => {
    start();
    wait(minute);
    await fireAlarm();
    fakeBrowser.stopServiceWorker();
    await fakeBrowser.storage.local.set({ settings: { chats: false } });
    await restartServiceWorker();
    wait(minute);
    await fireAlarm();
    expect(chats()).toEqual({});
    expect(chatList() ?? null).toBeNull();
  });
});

describe('a locked screen', () => {
  test('hears no news of chats, although the network comes and goes', async () => {
    await signInWithChats(extension);
    fakeBrowser.idle.isLocked = true;
    await fakeBrowser.idle.tell();
    await settle();
    extension.liveChat.requests.length = 0;
    wait(2 * minute);
    await send({ type: 'refresh', trigger: 'online' });
    expect(requestsTo(LIST_CHATS)).toEqual([]);
  });

  const lock = async () => {
    fakeBrowser.idle.isLocked = true;
    await fakeBrowser.idle.tell();
    await settle();
  };

  test('forgets names and lines if the agent wants that, and they are back with the agent', async () => {
    await signInWithChats(extension, { forgetOnLock: true });
    start();
    wait(minute);
    await fireAlarm();
    await lock();
    expect(chatList() ?? null).toBeNull();
    expect(summary()).toMatchObject({ mine: 1 });
    wait(10_000);
    await fakeBrowser.idle.comeBack();
    await settle();
    expect(chatList()).toMatchObject([{ customer: 'Carol' }]);
  });

  test('stores no list that comes meanwhile', async () => {
    await signInWithChats(extension, { forgetOnLock: true });
    start();
    const { held, letGo } = extension.liveChat.faults.hold({ path: LIST_CHATS }, 'after');
    wait(minute);
    const polling = fireAlarm();
    await held;
    await lock();
    letGo();
    await polling;
    await settle();
    expect(chatList()?.length ?? 0).toBe(0);
    expect(summary()).toMatchObject({ mine: 1 });
  });

  test('keeps them otherwise', async () => {
    await signInWithChats(extension);
    start();
    wait(minute);
    await fireAlarm();
    await lock();
    expect(chatList()).toHaveLength(1);
  });
});

describe('who the chats are of', () => {
  test.each(['nulls', 'empty'] as const)(
    'is unknown where the account has no e-mail address (%s): no number',
    async (account) => {
      extension.liveChat.description.account = account;
      start();
      await signInWithChats(extension);
      expect(chats()).toMatchObject({ trouble: { code: 'unexpected_answer' } });
      expect(summary()).toBeUndefined();
      expect(requestsTo(LIST_CHATS)).toEqual([]);
      expectFresh(1);
      extension.liveChat.description.account = 'published';
      await send({ type: 'refresh', trigger: 'click' });
      expect(summary()).toMatchObject({ mine: 1 });
    },
  );

  test('is unknown where LiveChat does not tell: a trouble of the chats', async () => {
    extension.liveChat.description.account = 'forbidden';
    await signInWithChats(extension);
    expect(chats()).toMatchObject({ trouble: { code: 'access_denied' } });
    expectFresh(1);
  });

  const othersStart = () => {
    extension.liveChat.addAgent({ email: 'bob@example.com' });
    extension.liveChat.chats.start('Hello', { agent: 'bob@example.com' });
  };
  /** Makes the e-mail address one of before: LiveChat has another one by now. */
  const changeAddress = async () => {
    const { agent } = fakeBrowser.storage.local.all() as { agent: object };
    await fakeBrowser.storage.local.set({ agent: { ...agent, email: 'maiden.name@example.com' } });
  };
  const pollAfter = async (time: number) => {
    wait(time);
    await fireAlarm();
  };
  const timesAsked = () => requestsTo('/v2/accounts/me').length;

  test('is asked anew at once where all chats are with others: the address may have changed', async () => {
    await signInWithChats(extension);
    await changeAddress();
    start();
    await pollAfter(2 * hour);
    expect(summary()).toMatchObject({ mine: 1, others: 0 });
    expect(chatList()).toHaveLength(1);
  });

  test('is asked hourly at most while all chats are with others', async () => {
    await signInWithChats(extension);
    othersStart();
    await pollAfter(minute);
    expect(timesAsked()).toBe(1);
    for (let times = 0; times < 12; times += 1) await pollAfter(15 * minute);
    expect(summary()).toMatchObject({ mine: 0, others: 1 });
    expect(timesAsked()).toBe(4);
  });

  test('is asked anew each day, and taken for what it was where LiveChat does not tell', async () => {
    await signInWithChats(extension);
    start();
    await pollAfter(23 * hour);
    expect(timesAsked()).toBe(1);
    extension.liveChat.description.account = 'forbidden';
    await pollAfter(2 * hour);
    await pollAfter(2 * minute);
    expect(timesAsked()).toBe(2);
    expect(view()).toMatchObject({ state: 'fresh', summary: { mine: 1 } });
    extension.liveChat.description.account = 'published';
    await changeAddress();
    othersStart();
    await pollAfter(25 * hour);
    expect(summary()).toMatchObject({ mine: 1, others: 1 });
    expect(timesAsked()).toBe(3);
  });

  test('may be told by the account’s ID alone', async () => {
    const { description } = extension.liveChat;
    description.agentChat = { ...description.agentChat, agentId: 'account ID', agentEmail: 'missing' };
    start();
    await signInWithChats(extension);
    expect(summary()).toMatchObject({ mine: 1 });
  });
});

test('without chats, nobody asks for them, nor for an e-mail address, whatever was granted', async () => {
  grantScopes(extension);
  await extension.signIn();
  await pass(hour);
  expect(requestsTo(LIST_CHATS)).toEqual([]);
  expect(requestsTo('/v2/accounts/me')).toEqual([]);
  expect(chats()).toBeUndefined();
});

describe('an agent who has left the computer, of whose screen the browser does not tell whether it is locked', () => {
  /** Starts the extension's build for a browser, with a chat in its list, and lets the agent leave. */
  async function leave(browser: string): Promise<void> {
    vi.stubGlobal('__BROWSER__', browser);
    await restartServiceWorker();
    await signInWithChats(extension, { forgetOnLock: true });
    start();
    await pass(minute);
    expect(chatList()).toHaveLength(1);
    fakeBrowser.idle.leave();
    await pass(6 * minute);
  }

  afterEach(() => vi.stubGlobal('__BROWSER__', 'chrome'));

  test('leaves no list behind in Firefox, and has it back on return', async () => {
    await leave('firefox');
    expect(chatList() ?? null).toBeNull();
    await fakeBrowser.idle.comeBack();
    await settle();
    expect(chatList()).toHaveLength(1);
  });

  test('keeps it where a lock would be told', async () => {
    await leave('chrome');
    expect(chatList()).toHaveLength(1);
  });
});
