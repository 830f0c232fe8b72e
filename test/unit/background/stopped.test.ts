import { beforeAll, describe, expect, test, vi } from 'vitest';
import { config } from '../../../src/config/index.ts';
import type { AuthorizationRequest } from '../../../src/livechat/authorization-url.ts';
import { type Ending, isOpen } from '../../../src/state/endings.ts';
import { caughtUri, fakeBrowser } from '../support/browser.ts';
import { bundleServiceWorker } from '../support/bundle.ts';
import {
  chatList,
  chats,
  chatsOrigin,
  choose,
  grantScopes,
  signInWithChats,
  summary,
} from '../support/chats.ts';
import {
  answerOf,
  badge,
  connection,
  type Extension,
  expectFresh,
  fireAlarm,
  fireLeftOverAlarm,
  hour,
  minute,
  redirectUri,
  restartBrowser,
  restartServiceWorker,
  send,
  settle,
  startExtension,
  startFrom,
  wait,
} from '../support/extension.ts';
import { worker } from '../support/worker.ts';

/**
 * Any `await` may be the last: what the service worker does with tokens and with several sessions is done once for each
 * step it takes, and stopped there, before or after the step takes effect. Then the worker, or the whole browser, is
 * started again.
 */

beforeAll(async () => startFrom(await bundleServiceWorker(config)));

const local = () => fakeBrowser.storage.local.all();
const session = () => fakeBrowser.storage.session.all();
const status = () => connection()?.status;

/** Describes what the worker is stopped in: a beginning, then the thing itself. */
type Scene = { begin(extension: Extension): Promise<() => Promise<unknown>> };

const renewing: Scene = {
  begin: async (extension) => {
    await extension.signIn();
    extension.liveChat.addSession(extension.agent.email, {});
    wait(8 * hour);
    return () => fireAlarm();
  },
};
/** The implicit grant's token has ended, and LiveChat's cookie still knows the agent. */
const renewingUnseen: Scene = {
  begin: async (extension) => {
    extension.liveChat.clients.get('client')?.redirectUris.push(caughtUri);
    await fakeBrowser.storage.local.set({ settings: { grant: 'implicit' } });
    await extension.signIn();
    extension.liveChat.addSession(extension.agent.email, {});
    wait(8 * hour);
    return () => fireAlarm();
  },
};
const polling: Scene = {
  begin: async (extension) => {
    await extension.signIn();
    extension.liveChat.addSession(extension.agent.email, {});
    wait(minute);
    return () => fireAlarm();
  },
};
/** The agent has a chat, which nobody has seen yet. */
const pollingChats: Scene = {
  begin: async (extension) => {
    await signInWithChats(extension);
    const { liveChat, agent } = extension;
    liveChat.chats.start('Hello', { agent: agent.email });
    wait(minute);
    return () => fireAlarm();
  },
};
/** A chat was assigned to the agent, who wants to be told. */
const tellingOfChat: Scene = {
  begin: async (extension) => {
    await signInWithChats(extension, { notifications: true, notifyAssigned: true });
    await fakeBrowser.permissions.allowNotifications();
    fakeBrowser.notifications?.shown.clear();
    await settle();
    extension.liveChat.chats.start('Hello', { agent: extension.agent.email });
    wait(minute);
    return () => fireAlarm();
  },
};
/** The agent does not want to see their chats any more. */
const turningChatsOff: Scene = {
  begin: async (extension) => {
    const poll = await pollingChats.begin(extension);
    await poll();
    return () => choose({ chats: false });
  },
};
/** Chats are added to a sign-in. */
const addingChats: Scene = {
  begin: async (extension) => {
    const { liveChat, agent } = extension;
    liveChat.chats.start('Hello', { agent: agent.email });
    await extension.signIn();
    grantScopes(extension);
    fakeBrowser.permissions.granted.add(chatsOrigin);
    await choose({ chats: true });
    wait(minute);
    await send({ type: 'signIn', windowId: 1, withChats: true });
    const request = (await send({ type: 'beginAuthorization', redirectUri })) as AuthorizationRequest;
    const answer = await answerOf(liveChat, agent, request, extension.pages);
    return () => send({ type: 'finishAuthorization', answer });
  },
};
const signingOut: Scene = {
  begin: async (extension) => {
    await extension.signIn();
    return () => send({ type: 'signOut', scope: 'here' });
  },
};
const signingIn: Scene = {
  begin: async (extension) => {
    await send({ type: 'signIn', windowId: 1 });
    const request = (await send({ type: 'beginAuthorization', redirectUri })) as AuthorizationRequest;
    const answer = await answerOf(extension.liveChat, extension.agent, request);
    return () => send({ type: 'finishAuthorization', answer });
  },
};
/** Signing in as somebody else, who has three sessions, over a sign-in whose tokens are good. */
const signingInAsAnother: Scene = {
  begin: async (extension) => {
    await extension.signIn();
    wait(minute);
    const { liveChat, agent } = extension;
    const colleague = liveChat.addAgent({ email: 'colleague@example.com' });
    for (let count = 0; count < 2; count += 1) liveChat.addSession(colleague.email);
    const { agent: _, ...others } = extension;
    expect(agent).not.toBe(colleague);
    return signingIn.begin({ ...others, agent: colleague });
  },
};
/** The agent changes “Stay signed in”. */
const moving = (staySignedIn: boolean): Scene => ({
  begin: async (extension) => {
    await fakeBrowser.storage.local.set({ settings: { staySignedIn: !staySignedIn } });
    await extension.signIn();
    return async () => {
      await fakeBrowser.storage.local.set({ settings: { staySignedIn } });
      await settle();
    };
  },
});
const endingThree: Scene = {
  begin: async (extension) => {
    for (let count = 0; count < 3; count += 1) extension.liveChat.addSession(extension.agent.email);
    await extension.signIn();
    return () => send({ type: 'endOtherSessions' });
  },
};

/** Signing out everywhere, one by one, with a session that has begun since the list was fetched. */
const signingOutEverywhere: Scene = {
  begin: async (extension) => {
    extension.liveChat.addSession(extension.agent.email);
    await extension.signIn();
    extension.liveChat.addSession(extension.agent.email);
    return () => send({ type: 'signOut', scope: 'everywhere' });
  },
};

/** Does it once for each step and moment, stopped there, and calls `check` after what comes next. */
async function stopEverywhere(
  scene: Scene,
  restart: () => Promise<void>,
  check: (extension: Extension, act: () => Promise<unknown>, where: string) => Promise<void>,
): Promise<void> {
  const rehearsal = await scene.begin(await startExtension());
  worker.steps = 0;
  await rehearsal();
  const steps = worker.steps;
  expect(steps).toBeGreaterThan(5);
  for (let step = 1; step <= steps; step += 1) {
    for (const when of ['before', 'after'] as const) {
      fakeBrowser.storage.local.clear();
      fakeBrowser.restart();
      const extension = await startExtension();
      const act = await scene.begin(extension);
      worker.steps = 0;
      worker.stopAt = { step, when };
      void act();
      await settle();
      await restart();
      await settle();
      await check(extension, act, `stopped ${when} step ${step} of ${steps}`);
    }
  }
}

/** Tokens that are where they must not be, or miss where they must be. */
function expectConsistent(where: string): void {
  // `null` is on its way out: what it was is gone.
  const hasTokens = local()['credentials'] != null || session()['accessToken'] != null;
  if (status() === 'signedIn') expect(hasTokens, where).toBe(true);
  else expect(hasTokens, where).toBe(false);
}

vi.setConfig({ testTimeout: 60_000 });

describe('the service worker is stopped', () => {
  test('while signing in: the answer, sent again, is taken up where it was', async () => {
    const outcomes = new Set<unknown>();
    await stopEverywhere(signingIn, restartServiceWorker, async (extension, act, where) => {
      // The authorize window sends its answer again when the worker is gone.
      const { error } = ((await act()) ?? {}) as { error?: string };
      outcomes.add(error);
      // It has closed, or begins anew by itself: LiveChat took the code, and its tokens are lost.
      if (error === 'interrupted') await extension.signIn();
      else if (error === 'wrong_answer') {
        // All was done but the first poll, and the window has closed: the alarm makes up for it.
        expect(status(), where).toBe('signedIn');
        wait(2 * minute);
        await fireAlarm();
      } else expect(error, where).toBeUndefined();
      expect(badge().text, where).toBe(error === 'interrupted' ? '2' : '1');
      expectConsistent(where);
      expect(session()['signIn'] ?? null, where).toBeNull();
      expect(session()['transaction'] ?? null, where).toBeNull();
      expect(fakeBrowser.alarms.all.has('poll'), where).toBe(true);
    });
    expect(outcomes).toContain(undefined);
    expect(outcomes).toContain('interrupted');
  });

  test('while signing in as somebody else: the number is theirs, whose tokens are stored', async () => {
    await stopEverywhere(signingInAsAnother, restartServiceWorker, async (_, act, where) => {
      const { error } = ((await act()) ?? {}) as { error?: string };
      // LiveChat took the code, and its tokens are lost: it is still the first agent's sign-in.
      if (error === 'interrupted') await send({ type: 'cancelSignIn' });
      wait(2 * minute);
      await fireAlarm();
      expectFresh(error === 'interrupted' ? 1 : 3, where);
      expectConsistent(where);
      wait(8 * hour);
      await fireAlarm();
      expectFresh(error === 'interrupted' ? 1 : 3, where);
    });
  });

  test('while renewing: signed in, or told why not', async () => {
    let lost = 0;
    await stopEverywhere(renewing, restartServiceWorker, async (extension, _, where) => {
      wait(minute);
      await fireAlarm();
      expectConsistent(where);
      if (status() === 'refused') {
        // LiveChat rotated, and its answer never reached the storage.
        expect(local()['connection'], where).toEqual({ status: 'refused', reason: 'renewal_lost' });
        lost += 1;
        return;
      }
      expect(badge().text, where).toBe('2!');
      expect(extension.liveChat.reuseAttempts, where).toBe(0);
    });
    // From the step in which the request takes effect to the one in which its answer is stored, and no other.
    expect(lost).toBe(11);
  });

  test('while renewing unseen: signed in, and the next poll is right', async () => {
    await stopEverywhere(renewingUnseen, restartServiceWorker, async (_, __, where) => {
      wait(minute);
      await fireAlarm();
      expectConsistent(where);
      expect(badge().text, where).toBe('2!');
      expect(status(), where).toBe('signedIn');
      // One for the token that was lost, at most.
      expect(fakeBrowser.identity.launched.length, where).toBeLessThanOrEqual(2);
      fakeBrowser.identity.launched.length = 0;
    });
  });

  test('while polling: the next poll is right', async () => {
    await stopEverywhere(polling, restartServiceWorker, async (_, __, where) => {
      wait(minute);
      await fireAlarm();
      expect(badge().text, where).toBe('2!');
      expect((session()['snapshot'] as { sessions: unknown[] }).sessions, where).toHaveLength(2);
      expectConsistent(where);
    });
  });

  test('while polling chats: the next poll is right, for both numbers', async () => {
    await stopEverywhere(pollingChats, restartServiceWorker, async (_, __, where) => {
      wait(minute);
      await fireAlarm();
      expectFresh(1, where);
      expect(summary(), where).toMatchObject({ mine: 1, unread: 1 });
      expect(chatList(), where).toMatchObject([{ customer: 'Carol Customer', isUnread: true }]);
      expectConsistent(where);
    });
  });

  test('while telling of a chat: it is told once', async () => {
    await stopEverywhere(tellingOfChat, restartServiceWorker, async (_, __, where) => {
      wait(minute);
      await fireAlarm();
      await settle();
      expect(
        [...(fakeBrowser.notifications?.shown.values() ?? [])].map(({ title }) => title),
        where,
      ).toEqual(['New chat']);
      fakeBrowser.notifications?.shown.clear();
      wait(minute);
      await fireAlarm();
      expect(fakeBrowser.notifications?.shown.size, where).toBe(0);
    });
  });

  test('while chats are turned off: with the next poll, no name is left', async () => {
    await stopEverywhere(turningChatsOff, restartServiceWorker, async (_, __, where) => {
      // The click was lost, or it was stored.
      const isOff = (local()['settings'] as { chats: boolean }).chats === false;
      wait(minute);
      await fireAlarm();
      if (isOff) expect([chats(), chatList() ?? null], where).toEqual([{}, null]);
      else expect(chatList(), where).toHaveLength(1);
      expectFresh(1, where);
    });
  });

  test('while adding chats: they are there, or the sign-in is as it was', async () => {
    const outcomes = new Set<unknown>();
    await stopEverywhere(addingChats, restartServiceWorker, async (_, act, where) => {
      const { error } = ((await act()) ?? {}) as { error?: string };
      outcomes.add(error);
      // LiveChat took the code, and its tokens are lost.
      if (error === 'interrupted') await send({ type: 'cancelSignIn' });
      else if (error !== 'wrong_answer') expect(error, where).toBeUndefined();
      wait(2 * minute);
      await fireAlarm();
      expectFresh(1, where);
      expect(summary()?.mine, where).toBe(error === 'interrupted' ? undefined : 1);
      expect(local()['chatsRefusal'] ?? null, where).toBeNull();
      expectConsistent(where);
    });
    expect(outcomes).toContain(undefined);
    expect(outcomes).toContain('interrupted');
  });

  test('while signing out: signed out with nothing left, or not at all', async () => {
    await stopEverywhere(signingOut, restartServiceWorker, async (_, __, where) => {
      wait(minute);
      await fireLeftOverAlarm();
      expectConsistent(where);
      expect(status(), where).not.toBe('refused');
      await send({ type: 'signOut', scope: 'here' });
      expect(status(), where).toBe('signedOut');
      expectConsistent(where);
      expect(badge().text, where).toBe('');
    });
  });

  test.each([
    ['memory', false],
    ['the disk', true],
  ])('while moving the refresh token to %s: it renews, and is where it belongs', async (_, staySignedIn) => {
    await stopEverywhere(moving(staySignedIn), restartServiceWorker, async (extension, __, where) => {
      wait(8 * hour);
      await fireAlarm();
      expectFresh(1, where);
      expect(extension.liveChat.reuseAttempts, where).toBe(0);
      expect(local()['credentials'] != null, where).toBe(staySignedIn);
      expect(session()['sessionCredentials'] != null, where).toBe(!staySignedIn);
    });
  });

  test('while signing out everywhere: all sessions end, or none was begun', async () => {
    const outcomes = new Set<number>();
    await stopEverywhere(
      signingOutEverywhere,
      restartServiceWorker,
      async ({ liveChat, agent }, _, where) => {
        wait(minute);
        await fireLeftOverAlarm();
        const left = liveChat.sessionsOf(agent.email).length;
        outcomes.add(left);
        // Where LiveChat's last answer was lost, its refusal of the tokens tells that our own session has ended.
        expect(left === 0 ? ['signedOut', 'refused'] : ['signedIn'], where).toContain(status());
        expectConsistent(where);
      },
    );
    expect(outcomes).toEqual(new Set([0, 3]));
  });

  test('while ending three sessions: all of them end, or none was begun', async () => {
    let begun = 0;
    await stopEverywhere(endingThree, restartServiceWorker, async ({ liveChat, agent }, _, where) => {
      wait(minute);
      await fireAlarm();
      const { endings = [] } = session() as { endings?: Ending[] };
      if (endings.length > 0) begun += 1;
      expect(endings.some(isOpen), where).toBe(false);
      expect(liveChat.sessionsOf(agent.email), where).toHaveLength(endings.length > 0 ? 1 : 4);
      expectFresh(endings.length > 0 ? 1 : 4, where);
      expectConsistent(where);
    });
    expect(begun).toBeGreaterThan(0);
  });
});

describe('the browser is killed', () => {
  test.each<[string, Scene, string]>([
    ['signing in', signingIn, '1'],
    ['renewing', renewing, '2!'],
    ['polling', polling, '2!'],
    ['signing out', signingOut, '1'],
  ])('while %s: the next start is consistent', async (_, scene, number) => {
    await stopEverywhere(scene, restartBrowser, async (__, ___, where) => {
      expectConsistent(where);
      const state = status();
      if (state === 'signedIn') {
        expect(badge().text, where).toBe(number);
        expect(fakeBrowser.alarms.all.has('poll'), where).toBe(true);
      } else if (state === 'refused') {
        expect(scene, where).toBe(renewing);
        expect(local()['connection'], where).toMatchObject({ reason: 'renewal_lost' });
      } else {
        // Nothing that was complete is lost.
        expect([signingIn, signingOut], where).toContain(scene);
        expect(badge().text, where).toBe('');
      }
    });
  });
});
