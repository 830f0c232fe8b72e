import { beforeEach, describe, expect, onTestFinished, test, vi } from 'vitest';
import type { Diagnostic } from '../../../src/state/diagnostics.ts';
import { undoTime } from '../../../src/state/endings.ts';
import { fakeBrowser } from '../support/browser.ts';
import {
  badge,
  connection,
  type Extension,
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
import { checks } from '../support/worker.ts';

let extension: Extension;
beforeEach(async () => {
  extension = await startExtension();
  extension.liveChat.addSession(extension.agent.email);
  await extension.signIn();
});

const local = () => fakeBrowser.storage.local.all();
const addSession = () => extension.liveChat.addSession(extension.agent.email, { ip: '203.0.113.99' });
const poll = async () => {
  wait(minute);
  await fireAlarm();
};
const rows = () =>
  (fakeBrowser.storage.session.all() as { snapshot: { sessions: { session_id: string; isNew?: true }[] } })
    .snapshot.sessions;

test('the first list after a sign-in is quiet', async () => {
  expect(badge().title).toMatch(/^2 active sessions/);
  await poll();
  expect(badge().title).toMatch(/^2 active sessions/);
});

test('a new session turns the badge to the alert colour, until it is looked at', async () => {
  const { color } = badge();
  const { session_id } = addSession();
  await poll();
  expect(badge()).toMatchObject({ text: '3!', title: 'New session: Firefox on Windows' });
  expect(badge().color).not.toBe(color);
  expect(rows().filter(({ isNew }) => isNew)).toMatchObject([{ session_id }]);
  await poll();
  expect(badge().title).toBe('New session: Firefox on Windows');

  await send({ type: 'markSeen' });
  expect(badge()).toMatchObject({ text: '3', color });
  expect(rows().filter(({ isNew }) => isNew)).toMatchObject([{ session_id }]);
  await poll();
  expect(badge().color).toBe(color);
});

test('a look calms the badge, and those beyond the first rows stay marked as the others do', async () => {
  for (let count = 0; count < 30; count += 1) addSession();
  await poll();
  const stored = () => {
    const { snapshot, moreSessions } = fakeBrowser.storage.session.all() as {
      snapshot: { sessions: { session_id: string; isNew?: true }[] };
      moreSessions: { session_id: string; isNew?: true }[];
    };
    return [snapshot.sessions, moreSessions];
  };
  const news = () => stored().map((list) => list.filter(({ isNew }) => isNew).length);
  expect(stored().map(({ length }) => length)).toEqual([12, 20]);
  expect(news()).toEqual([11, 19]);
  await send({ type: 'markSeen' });
  expect(badge().text).toBe('32');
  await poll();
  expect(badge().text).toBe('32');
  expect(news()).toEqual([11, 19]);
  await send({
    type: 'confirmSession',
    sessionId: stored()[1]?.find(({ isNew }) => isNew)?.session_id ?? '',
  });
  expect(news()).toEqual([11, 18]);
});

test('looking is a line of the diagnostics where something was new, and else nothing', async () => {
  const seen = () => (local()['diagnostics'] as Diagnostic[]).filter(({ what }) => what === 'alert');
  await send({ type: 'markSeen' });
  expect(seen()).toEqual([]);
  addSession();
  await poll();
  await send({ type: 'markSeen' });
  await send({ type: 'markSeen' });
  expect(seen()).toEqual([{ at: Date.now(), what: 'alert', outcome: 'seen' }]);
});

test('several new sessions make one alert', async () => {
  for (let count = 0; count < 3; count += 1) addSession();
  await poll();
  expect(badge()).toMatchObject({ text: '5!', title: '3 new sessions' });
});

test('a restart neither forgets nor repeats an alert', async () => {
  addSession();
  await poll();
  await restartServiceWorker();
  await poll();
  expect(badge().title).toMatch(/^New session/);
  await restartBrowser();
  await settle();
  expect(badge().title).toMatch(/^New session/);
  await send({ type: 'markSeen' });
  await restartBrowser();
  await settle();
  expect(badge().title).toMatch(/^3 active sessions/);
});

test('a new sign-in starts anew, with another salt', async () => {
  const { salt } = local()['knownSessions'] as { salt: string };
  await send({ type: 'signOut', scope: 'here' });
  expect(local()).not.toHaveProperty('knownSessions');
  addSession();
  await extension.signIn();
  expect(badge().title).toMatch(/active sessions/);
  expect(local()['knownSessions']).not.toMatchObject({ salt });
});

test('no ID and no address gets to the disk', async () => {
  const { session_id, ip } = addSession();
  await poll();
  expect(JSON.stringify(local())).not.toContain(session_id);
  expect(JSON.stringify(local())).not.toContain(ip);
});

test('alerts can be switched off', async () => {
  addSession();
  await poll();
  await fakeBrowser.storage.local.set({ settings: { alerts: false } });
  await settle();
  expect(badge().title).toMatch(/^3 active sessions/);
  addSession();
  await poll();
  expect(badge().title).toMatch(/^4 active sessions/);
  await fakeBrowser.storage.local.set({ settings: {} });
  await poll();
  expect(badge().title).toMatch(/^4 active sessions/);
});

test('a new session that ends before anybody has looked is no news any more', async () => {
  const { session_id } = addSession();
  await poll();
  extension.liveChat.removeSession(session_id);
  await poll();
  expect(badge().title).toMatch(/^2 active sessions/);
});

describe('desktop notifications', () => {
  const shown = () => [...(fakeBrowser.notifications?.shown ?? [])];
  const allow = async () => {
    await fakeBrowser.storage.local.set({ settings: { notifications: true } });
    await fakeBrowser.permissions.allowNotifications();
  };

  test('are not shown without the permission, or when they are switched off', async () => {
    await fakeBrowser.storage.local.set({ settings: { notifications: true } });
    addSession();
    await poll();
    await fakeBrowser.storage.local.set({ settings: { notifications: false } });
    await fakeBrowser.permissions.allowNotifications();
    addSession();
    await poll();
    expect(shown()).toEqual([]);
  });

  test('tell of a new session once, and say nothing of its ID, its address or a token', async () => {
    await allow();
    const { session_id, ip } = addSession();
    await poll();
    await poll();
    await restartBrowser();
    await settle();
    expect(shown()).toHaveLength(1);
    const [[id, options] = []] = shown();
    expect(options).toEqual({
      type: 'basic',
      iconUrl: 'chrome-extension://extension/icons/128.png',
      title: 'New session: Firefox on Windows',
      message: 'Signed in to your LiveChat account. If that was not you, end it and change your password.',
      buttons: [{ title: 'Open' }, { title: 'End session' }],
    });
    for (const secret of [session_id, ip, ...extension.liveChat.issuedTokens]) {
      expect(JSON.stringify([id, options])).not.toContain(secret);
    }
  });

  test('tell nothing of a list that came for a sign-in that is over', async () => {
    await allow();
    addSession();
    const { held, letGo } = extension.liveChat.faults.hold({ path: '/v2/sessions' }, 'after');
    const refreshing = send({ type: 'refresh', trigger: 'click' });
    await held;
    await fakeBrowser.storage.local.set({ connection: { status: 'signedIn', signInId: Date.now() + 1 } });
    letGo();
    await refreshing;
    expect(shown()).toEqual([]);
  });

  test('tell of several by one', async () => {
    await allow();
    addSession();
    addSession();
    await poll();
    expect(shown()).toMatchObject([
      [expect.any(String), { title: '2 new sessions', buttons: [{ title: 'Open' }] }],
    ]);
  });

  test('“Open” and a click open the popup', async () => {
    await allow();
    addSession();
    await poll();
    const [[id] = []] = shown();
    await fakeBrowser.notifications?.onButtonClicked.fire(id, 0);
    await fakeBrowser.notifications?.onClicked.fire(id);
    expect(fakeBrowser.action.opened).toBe(2);
    expect(shown()).toEqual([]);
    expect([...fakeBrowser.windows.open.values()].map(({ url }) => url)).not.toContain('popup/index.html');
  });

  test.each([
    ['shows it at once', 0, 0],
    ['shows it within a second', 950, 0],
    ['shows it later than that', 1_001, 1],
    ['shows nothing, as before 149 it may', Number.POSITIVE_INFINITY, 1],
  ])('in Firefox, which says that the popup is open and %s', async (_, shownAfter, windows) => {
    vi.stubGlobal('__BROWSER__', 'firefox');
    onTestFinished(() => void vi.stubGlobal('__BROWSER__', 'chrome'));
    await restartServiceWorker();
    await fakeBrowser.permissions.allowNotifications();
    const clickedAt = Date.now();
    const getViews = vi
      .spyOn(fakeBrowser.extension, 'getViews')
      .mockImplementation(() => (Date.now() - clickedAt >= shownAfter ? [{}] : []));
    onTestFinished(() => getViews.mockRestore());
    const opened = () =>
      [...fakeBrowser.windows.open.values()].filter(({ url }) => url === 'popup/index.html');
    void fakeBrowser.notifications?.onClicked.fire('any');
    await settle();
    await pass(999);
    expect(opened()).toEqual([]);
    await pass(1_000);
    expect(fakeBrowser.action.opened).toBe(1);
    expect(opened()).toHaveLength(windows);
  });

  test('of the last twenty sessions each end the one that they are about', async () => {
    await allow();
    const ids: string[] = [];
    for (let count = 0; count < 21; count += 1) {
      ids.push(addSession().session_id);
      await poll();
    }
    const [oldest, second] = shown();
    await fakeBrowser.notifications?.onButtonClicked.fire(oldest?.[0], 1);
    expect(fakeBrowser.action.opened).toBe(1);
    await fakeBrowser.notifications?.onButtonClicked.fire(second?.[0], 1);
    expect(fakeBrowser.action.opened).toBe(1);
    expect(fakeBrowser.storage.session.all()['endings']).toMatchObject([{ sessionId: ids[1] }]);
  });

  test('“End session” does what the row’s button does', async () => {
    await allow();
    const { session_id } = addSession();
    await poll();
    await restartServiceWorker();
    const [[id] = []] = shown();
    await fakeBrowser.notifications?.onButtonClicked.fire(id, 1);
    expect(fakeBrowser.storage.session.all()['endings']).toMatchObject([
      { sessionId: session_id, state: 'waiting' },
    ]);
    await poll();
    expect(extension.liveChat.session(session_id)).toBeUndefined();
  });

  test.each([
    [
      'fails',
      { kind: 'status', status: 500 },
      'LiveChat had trouble of its own. Try again in a few minutes.',
    ],
    ['comes too soon', { kind: 'status', status: 429 }, 'LiveChat asks for a pause.'],
  ] as const)('tell that an ending which was begun by one %s, and why', async (_, fault, reason) => {
    await allow();
    const { session_id } = addSession();
    await poll();
    const [[id] = []] = shown();
    extension.liveChat.faults.add({ match: { method: 'DELETE' }, ...fault });
    await fakeBrowser.notifications?.onButtonClicked.fire(id, 1);
    await pass(undoTime);
    expect(shown()).toMatchObject([
      [
        expect.any(String),
        { title: 'Not ended: Firefox on Windows', message: expect.stringContaining(reason) },
      ],
    ]);
    expect(JSON.stringify(shown())).not.toContain(session_id);
    await fakeBrowser.notifications?.onClicked.fire(shown()[0]?.[0]);
    expect(fakeBrowser.action.opened).toBe(1);
  });

  test('stay away while the agent does not want to be disturbed, but for what answers their own press', async () => {
    await allow();
    addSession();
    await poll();
    const [[id] = []] = shown();
    await send({ type: 'doNotDisturb', until: 'hour' });
    addSession();
    await poll();
    expect(badge().text).toBe('4!');
    expect(shown()).toHaveLength(1);
    extension.liveChat.faults.add({ match: { method: 'DELETE' }, kind: 'status', status: 500 });
    await fakeBrowser.notifications?.onButtonClicked.fire(id, 1);
    await pass(undoTime);
    expect(shown()).toMatchObject([[expect.any(String), { title: 'Not ended: Firefox on Windows' }]]);
    await send({ type: 'doNotDisturb', until: 'off' });
    await poll();
    expect(shown()).toHaveLength(1);
  });

  test('say nothing of an ending that succeeds, or that was begun in the popup', async () => {
    await allow();
    const { session_id } = addSession();
    await poll();
    const [[id] = []] = shown();
    await fakeBrowser.notifications?.onButtonClicked.fire(id, 1);
    await pass(undoTime);
    expect(extension.liveChat.session(session_id)).toBeUndefined();
    const { session_id: other } = extension.liveChat.sessionsOf(extension.agent.email)[1] ?? {};
    extension.liveChat.faults.add({ match: { method: 'DELETE' }, kind: 'status', status: 500 });
    await send({ type: 'endSession', sessionId: other });
    await pass(undoTime);
    expect(fakeBrowser.storage.session.all()['endings']).toMatchObject([{ state: 'server_error' }]);
    expect(shown()).toEqual([]);
  });

  test('of an earlier start of the browser still open the list', async () => {
    await allow();
    addSession();
    await poll();
    const [[id] = []] = shown();
    await restartBrowser();
    await settle();
    await fakeBrowser.notifications?.onButtonClicked.fire(id, 1);
    expect(fakeBrowser.action.opened).toBe(1);
  });

  test('without buttons in Firefox, which has none and says so at once', async () => {
    vi.stubGlobal('__BROWSER__', 'firefox');
    onTestFinished(() => void vi.stubGlobal('__BROWSER__', 'chrome'));
    await restartServiceWorker();
    await allow();
    addSession();
    await poll();
    expect(shown()).toEqual([
      [
        expect.any(String),
        {
          type: 'basic',
          iconUrl: 'chrome-extension://extension/icons/128.png',
          title: 'New session: Firefox on Windows',
          message: expect.stringMatching(/./),
        },
      ],
    ]);
    expect(faults()).toEqual([]);
  });

  test('that cannot be put away still open the popup', async () => {
    await allow();
    addSession();
    await poll();
    refuse('notifications.clear');
    const [[id] = []] = shown();
    await fakeBrowser.notifications?.onClicked.fire(id);
    expect(fakeBrowser.action.opened).toBe(1);
  });
});

const faults = () =>
  (local()['diagnostics'] as Diagnostic[])
    .filter(({ what }) => what === 'fault')
    .map(({ outcome }) => outcome);
const refuse = (call: string) =>
  checks.set(call, () => {
    throw new TypeError('Not by this browser');
  });

describe('a poll goes well although the browser refuses', () => {
  test.each([
    'notifications.create',
    'action.setBadgeText',
    'action.setBadgeTextColor',
    'action.setBadgeBackgroundColor',
    'action.setTitle',
    'alarms.get',
    'idle.queryState',
  ])('%s', async (call) => {
    await fakeBrowser.storage.local.set({ settings: { notifications: true } });
    await fakeBrowser.permissions.allowNotifications();
    addSession();
    refuse(call);
    wait(minute);
    // As the popup's "Refresh", which else said that the extension could not answer.
    await expect(send({ type: 'refresh', trigger: 'click' })).resolves.toBeUndefined();
    expect(connection()).toMatchObject({ known: { count: 3, fetchedAt: Date.now() } });
    // It is asked for that where nobody is there, as far as is known.
    await fakeBrowser.idle.onStateChanged.fire('idle');
    wait(minute);
    addSession();
    await fireAlarm();
    expect(connection()).toMatchObject({ known: { count: 4, fetchedAt: Date.now() } });
    expect(connection()).not.toHaveProperty('trouble');
    expect(faults()).toEqual(['TypeError']);
  });

  test('idle.setDetectionInterval', async () => {
    addSession();
    refuse('idle.setDetectionInterval');
    await restartBrowser();
    await settle();
    expect(badge().text).toBe('3!');
  });
});

test('a failed poll is told although the browser does not say whether LiveChat is allowed', async () => {
  extension.liveChat.faults.add({ match: {}, kind: 'drop' });
  refuse('permissions.contains');
  await poll();
  expect(connection()).toMatchObject({ trouble: { code: 'offline' } });
  expect(badge().text).toBe('2?');
});

test.each<[string, () => unknown]>([
  ['refuses at once', () => refuse('action.openPopup')],
  [
    'has no window to open it in',
    () => {
      fakeBrowser.action.hasWindow = false;
    },
  ],
])('the popup opens in a window of its own where the browser %s', async (_, begin) => {
  await fakeBrowser.permissions.allowNotifications();
  begin();
  await fakeBrowser.notifications?.onClicked.fire('any');
  expect([...fakeBrowser.windows.open.values()].at(-1)).toEqual({
    type: 'popup',
    url: 'popup/index.html',
    width: 380,
    height: 640,
  });
});
