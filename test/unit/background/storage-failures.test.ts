import { beforeEach, describe, expect, onTestFinished, test, vi } from 'vitest';
import { badgeColors } from '../../../src/state/badge-colors.ts';
import { read } from '../../../src/state/store/background-store.ts';
import { StorageError } from '../../../src/state/store/storage.ts';
import { viewKeys, viewOf } from '../../../src/state/view.ts';
import { apiRequest } from '../../livechat-server/in-memory-browser.ts';
import { fakeBrowser } from '../support/browser.ts';
import {
  answerOf,
  badge,
  connection,
  type Extension,
  expectFresh,
  fireAlarm,
  hour,
  minute,
  redirectUri,
  restartBrowser,
  restartServiceWorker,
  send,
  settle,
  startExtension,
  wait,
} from '../support/extension.ts';
import { worker } from '../support/worker.ts';

let extension: Extension;
beforeEach(async () => {
  extension = await startExtension();
});

const { local, session } = fakeBrowser.storage;
type Method = 'get' | 'set' | 'remove';

/** Makes calls of an area fail from now on, as a broken profile does, or wait for ever. Returns the way back. */
function breakArea(area: typeof local, methods: Method[], how: 'rejects' | 'hangs' = 'rejects'): () => void {
  const spies = methods.map((method) => {
    const spy = vi.spyOn(area, method);
    const fail = () =>
      how === 'hangs' ? new Promise<never>(() => {}) : Promise.reject(new Error('IO error'));
    return spy.mockImplementation(fail);
  });
  const repair = () => {
    for (const spy of spies) spy.mockRestore();
  };
  onTestFinished(repair);
  return repair;
}

/** A hundred times as fast as the clock. */
function hurryTimers(): void {
  const { setTimeout } = globalThis;
  vi.stubGlobal('setTimeout', (callback: () => void, delay = 0) => setTimeout(callback, delay / 100));
}

const unreadable = {
  text: '?',
  ...badgeColors.stale,
  title: expect.stringContaining('has not been able to read'),
};

/** Lists the access tokens that LiveChat takes. */
async function goodTokens(): Promise<string[]> {
  const { liveChat } = extension;
  const tokens = [...liveChat.issuedTokens].filter((token) => /^(dal|fra):/.test(token));
  const answers = await Promise.all(tokens.map((token) => liveChat.fetch(apiRequest('/v2/info', token))));
  return tokens.filter((_, index) => answers[index]?.ok);
}

const accessToken = () => session.all()['accessToken'] as { value: string } | undefined;

describe('storage that cannot be read', () => {
  beforeEach(async () => {
    await extension.signIn();
  });

  test.each([
    ['local', 'rejects', local],
    ['local', 'hangs', local],
    ['session', 'rejects', session],
    ['session', 'hangs', session],
  ] as const)('%s that %s: the number is not shown, until it can be again', async (_, how, area) => {
    hurryTimers();
    const repair = breakArea(area, ['get'], how);
    wait(minute);
    await fireAlarm();
    expect(badge()).toMatchObject(unreadable);
    const { title } = badge();
    wait(minute);
    await fireAlarm();
    // Since the first time.
    expect(badge().title).toBe(title);
    repair();
    // What is still waiting for the browser fails first.
    await vi.waitFor(async () => {
      wait(minute);
      await fireAlarm();
      expectFresh(1);
    });
    expect(session.all()['storageFailure']).toBeUndefined();
  });

  test('whatever happens then, no listener fails, and the badge says so', async () => {
    await fakeBrowser.permissions.allowNotifications();
    const repair = breakArea(local, ['get']);
    breakArea(session, ['get']);
    const { alarms, idle, notifications, permissions, runtime, storage, tabs } = fakeBrowser;
    const events: (() => Promise<unknown>)[] = [
      () => alarms.onAlarm.fire({ name: 'poll' }),
      () => alarms.onAlarm.fire({ name: 'policy' }),
      () => idle.onStateChanged.fire('active'),
      () => tabs.onRemoved.fire(1),
      () => storage.onChanged.fire({ settings: {} }, 'local'),
      () => storage.onChanged.fire({ theme: {} }, 'managed'),
      () => permissions.onAdded.fire({ origins: ['https://accounts.livechat.com/*'] }),
      () => runtime.onStartup.fire(),
      () => runtime.onInstalled.fire({ reason: 'update' }),
      () => Promise.resolve(notifications?.onButtonClicked.fire('n', 1)),
      () => send({ type: 'refresh', trigger: 'popup' }),
      () => restartServiceWorker(),
    ];
    for (const event of events) {
      await event();
      await settle();
      expect(badge(), String(event)).toMatchObject(unreadable);
    }
    // What failed at the start is tried again.
    expect(fakeBrowser.alarms.all.has('poll')).toBe(true);
    repair();
  });

  test('at a start of the browser there is an alarm all the same, which makes up for it', async () => {
    const repair = breakArea(local, ['get']);
    await restartBrowser();
    await settle();
    expect(badge()).toMatchObject(unreadable);
    repair();
    wait(minute);
    await fireAlarm();
    expectFresh(1);
  });

  test('nobody signed in: the alarm goes when that can be read', async () => {
    await send({ type: 'signOut', scope: 'here' });
    const repair = breakArea(local, ['get']);
    await restartBrowser();
    await settle();
    repair();
    await fireAlarm();
    expect(fakeBrowser.alarms.all.size).toBe(0);
    expect(badge().text).toBe('');
  });

  test('a page is told by a StorageError', async () => {
    breakArea(local, ['get']);
    const error = await read('connection').catch((reason: unknown) => reason);
    expect(error).toBeInstanceOf(StorageError);
    expect(error).toMatchObject({ operation: 'read' });
  });
});

describe('a disk that is full', () => {
  test('the number stays marked, in the popup, too, whatever is shown meanwhile and whichever worker runs', async () => {
    await extension.signIn();
    const repair = breakArea(local, ['set']);
    wait(minute);
    await fireAlarm();
    const marked = {
      text: '1?',
      ...badgeColors.stale,
      title: expect.stringContaining('not been able to store'),
    };
    expect(badge()).toMatchObject(marked);
    await session.set({ alert: { count: 1, newest: 'Firefox' } });
    await restartServiceWorker();
    await settle();
    expect(badge()).toMatchObject(marked);
    const view = viewOf(await read(...viewKeys), Date.now());
    expect(view).toMatchObject({ state: 'stale', known: { count: 1 }, trouble: { code: 'storage_failed' } });
    repair();
    wait(minute);
    await fireAlarm();
    expectFresh(1);
    expect(session.all()['storageFailure']).toBeUndefined();
  });

  test('signing out works, and revokes the tokens', async () => {
    await extension.signIn();
    breakArea(local, ['set']);
    await send({ type: 'signOut', scope: 'here' });
    expect(await goodTokens()).toEqual([]);
    expect(connection()).toBeUndefined();
    expect([local.all()['credentials'], accessToken(), local.all()['agent']]).toEqual(
      Array(3).fill(undefined),
    );
    expect(badge().text).toBe('');
    expect(fakeBrowser.alarms.all.size).toBe(0);
    await restartBrowser();
    await settle();
    expect(badge()).toMatchObject({ text: '', title: 'Sign in with LiveChat' });
  });

  test('signing out of LiveChat everywhere works, too', async () => {
    await extension.signIn();
    breakArea(local, ['set']);
    await send({ type: 'signOut', scope: 'everywhere' });
    expect(extension.liveChat.sessionsOf(extension.agent.email)).toEqual([]);
    expect(connection()).toBeUndefined();
    expect(badge().text).toBe('');
  });

  test('what cannot even be removed is told; the tokens are revoked', async () => {
    await extension.signIn();
    breakArea(local, ['set', 'remove']);
    await expect(send({ type: 'signOut', scope: 'here' })).rejects.toThrow('storage failed to write');
    expect(await goodTokens()).toEqual([]);
  });
});

/** All that is written, and fails from one call on: that call alone, or all that follow in its area. */
const failures = (['local', 'session'] as const).flatMap((name) =>
  (['set', 'remove'] as const).flatMap((method) =>
    (['once', 'from then on'] as const).map((how) => ({ name, method, how })),
  ),
);

describe.each([
  ['anew', false],
  ['over an earlier sign-in', true],
])('a sign-in %s of which a part is not stored', (_, isAgain) => {
  test.each(failures)(
    '$name: $method fails $how: all is well, or as before',
    async ({ name, method, how }) => {
      const area = fakeBrowser.storage[name];
      let isTried = true;
      for (let nth = 1; isTried; nth += 1) {
        local.clear();
        fakeBrowser.restart();
        extension = await startExtension();
        if (isAgain) await extension.signIn();
        const before = accessToken()?.value;
        await send({ type: 'signIn', windowId: 1 });
        const request = (await send({ type: 'beginAuthorization', redirectUri })) as never;
        const answer = await answerOf(extension.liveChat, extension.agent, request);
        const real = area[method].bind(area) as (value: never) => Promise<void>;
        let calls = 0;
        const spy = vi.spyOn(area, method).mockImplementation((value: unknown) => {
          calls += 1;
          const fails = how === 'once' ? calls === nth : calls >= nth;
          return fails ? Promise.reject(new Error('IO error')) : real(value as never);
        });
        const reply = (await send({ type: 'finishAuthorization', answer })) as { error?: string };
        isTried = calls >= nth;
        spy.mockRestore();
        await settle();
        const where = `${nth}: ${reply.error}`;
        if (reply.error) {
          expect(reply.error, where).toBe('storage_failed');
          // As before: with the tokens of before, or with none.
          expect(await goodTokens(), where).toEqual(before ? [before] : []);
          if (!before) expect(connection()?.status ?? 'signedOut', where).toBe('signedOut');
        } else {
          expect(await goodTokens(), where).toEqual([accessToken()?.value]);
        }
        if (reply.error && !before) continue;
        expect(fakeBrowser.alarms.all.has('poll'), where).toBe(true);
        await send({ type: 'cancelSignIn' });
        for (const time of [2 * minute, 8 * hour]) {
          wait(time);
          await fireAlarm();
          const { length: count } = extension.liveChat.sessionsOf(extension.agent.email);
          expect(connection(), where).toMatchObject({ known: { count, fetchedAt: Date.now() } });
          expect(connection(), where).not.toHaveProperty('trouble');
          // Another browser's session may be new.
          expect(badge().text.replace('!', ''), where).toBe(String(count));
        }
      }
    },
  );
});

test('an implicit answer that cannot be checked against what is stored is revoked', async () => {
  await local.set({ settings: { grant: 'implicit' } });
  await send({ type: 'signIn', windowId: 1 });
  const request = (await send({ type: 'beginAuthorization', redirectUri })) as never;
  const answer = await answerOf(extension.liveChat, extension.agent, request);
  const repair = breakArea(session, ['get']);
  expect(await send({ type: 'finishAuthorization', answer })).toEqual({ error: 'storage_failed' });
  expect(await goodTokens()).toEqual([]);
  repair();
  expect(connection()).toBeUndefined();
});

describe('a service worker that wakes', () => {
  test('sees to it that the polling alarm exists', async () => {
    await extension.signIn();
    fakeBrowser.alarms.all.clear();
    await restartServiceWorker();
    await settle();
    expect(fakeBrowser.alarms.all.has('poll')).toBe(true);
    wait(minute);
    await fireAlarm();
    expectFresh(1);
  });

  test('sees to it also where nothing can be read', async () => {
    await extension.signIn();
    fakeBrowser.alarms.all.clear();
    const repair = [breakArea(local, ['get']), breakArea(session, ['get'])];
    await restartServiceWorker();
    await settle();
    expect(fakeBrowser.alarms.all.has('poll')).toBe(true);
    for (const area of repair) area();
    wait(minute);
    await fireAlarm();
    expectFresh(1);
  });

  test('replaces an alarm that is too far off, as after the clock was set back', async () => {
    await extension.signIn();
    wait(-24 * hour);
    await restartServiceWorker();
    await settle();
    // What has happened by the other clock counts for nothing: nothing goes on.
    expect(fakeBrowser.alarms.all.get('poll')?.scheduledTime).toBeLessThanOrEqual(Date.now() + 5 * minute);
  });

  test('asks the browser for two things, where all is well', async () => {
    await extension.signIn();
    await restartServiceWorker();
    await settle();
    expect(worker.steps).toBe(2);
  });
});
