import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest';
import { sessionsOf } from '../../src/state/snapshot.ts';
import {
  type ChromiumScene,
  signIn,
  signInAgain,
  startChromiumScene,
  startSignIn,
  until,
  words,
} from './support/index.ts';
import { letUndoTimePass } from './support/let-undo-time-pass.ts';
import { changeNumber, numberAt } from './support/session-count.ts';
import { logIn } from './support/sign-in.ts';

/**
 * Any request may be the last: the service worker is stopped, or the browser killed, while LiveChat holds one. What
 * comes next has to be consistent. `test/unit/background/stopped.test.ts` does the same at every single step, in a
 * browser in memory; here it is Chromium that stops, kills, wakes and restores.
 *
 * Each is done `before` the request takes effect at LiveChat, and `after` that, its answer being lost; but fetching
 * the sessions has no effect.
 */

type When = 'before' | 'after';
const both: When[] = ['before', 'after'];

const lostRenewal = words('badge_refused') + words('refusal_renewal_lost');

const requests = {
  token: { method: 'POST', path: '/v2/token' },
  sessions: { method: 'GET', path: '/v2/sessions' },
  endSession: { method: 'DELETE', path: /^\/v2\/sessions\/.+/ },
  revoke: { method: 'DELETE', path: '/v2/token' },
};

/** The end of a service worker or of a browser, and what brings the extension back to life. */
type Interruption = {
  stop(scene: ChromiumScene): Promise<void>;
  resume(scene: ChromiumScene): Promise<void>;
};

/** The worker: back at the next alarm. */
const worker: Interruption = {
  stop: ({ agentBrowser }) => agentBrowser.stopServiceWorker(),
  resume: async ({ agentBrowser }) => {
    if (await agentBrowser.alarmPeriod('poll')) await agentBrowser.nextPoll();
    else await agentBrowser.startServiceWorker();
  },
};

/** All of the browser: back at its next start. */
const wholeBrowser: Interruption = {
  stop: async ({ agentBrowser }) => {
    await agentBrowser.untilWrittenDown();
    await agentBrowser.kill();
  },
  resume: ({ agentBrowser }) => agentBrowser.restart(),
};

/** Does something, interrupts it while LiveChat holds the request that it leads to, and goes on. */
async function interrupt(
  scene: ChromiumScene,
  interruption: Interruption,
  request: keyof typeof requests,
  when: When,
  act: () => Promise<unknown>,
): Promise<void> {
  const { held, letGo } = scene.liveChat.faults.hold(requests[request], when === 'before' ? 'lost' : 'after');
  try {
    await act();
    await withDeadline(held, `LiveChat was not asked: ${request}`);
    await interruption.stop(scene);
  } finally {
    letGo();
  }
  await interruption.resume(scene);
}

function withDeadline(promise: Promise<void>, complaint: string): Promise<void> {
  return Promise.race([
    promise,
    new Promise<never>((_, reject) => {
      setTimeout(() => reject(new Error(complaint)), 15_000).unref();
    }),
  ]);
}

async function isSignedIn({ agentBrowser }: ChromiumScene): Promise<boolean> {
  const { connection } = (await agentBrowser.storage('local')) as { connection?: { status: string } };
  return connection?.status === 'signedIn';
}

/** Tells whether no window of a sign-in is open, and none is expected. */
async function hasNoSignInLeft({ agentBrowser }: ChromiumScene): Promise<boolean> {
  const isOpen = agentBrowser.browser.targets().some((each) => /authorize|livechat\.com/.test(each.url()));
  return !isOpen && !(await agentBrowser.storage('session'))['signIn'];
}

/** Expects an agent who is signed in with the right number, both tokens, an alarm, and nothing left of a sign-in. */
async function expectSignedIn(scene: ChromiumScene): Promise<void> {
  const { agentBrowser } = scene;
  const number = numberAt(scene);
  await until(async () => {
    // With a mark where one of them is new; with another, it may be wrong.
    const { text } = await agentBrowser.badge();
    return text === number || text === `${number}!`;
  }).catch(async (cause: unknown) => {
    const { diagnostics } = await agentBrowser.storage('local');
    const shown = JSON.stringify([
      await agentBrowser.badge(),
      diagnostics,
      scene.liveChat.requests.slice(-5),
    ]);
    throw new Error(`Not signed in with ${number} sessions, but ${shown}`, { cause });
  });
  await until(() => hasNoSignInLeft(scene));
  // A browser that was just started may show the last number, which is young enough, and renew meanwhile.
  await until(async () => 'accessToken' in (await agentBrowser.storage('session')));
  expect(await agentBrowser.storage('local')).toHaveProperty('credentials');
  expect(await agentBrowser.alarmPeriod('poll')).toBe(60_000);
}

/** Lists what is left of no agent, whether they have signed out or LiveChat has refused them. */
const ofSignIn = ['credentials', 'sessionCredentials', 'accessToken', 'snapshot'];

/** Expects that of an agent who was signed in none of these items is left, and no sign-in is under way. */
async function expectNothingLeft(scene: ChromiumScene, names: string[]): Promise<void> {
  const { agentBrowser } = scene;
  await until(() => hasNoSignInLeft(scene));
  // What is removed is `null` for a moment.
  await until(async () => {
    const stored = { ...(await agentBrowser.storage('local')), ...(await agentBrowser.storage('session')) };
    return names.every((name) => !stored[name]);
  });
}

async function expectSignedOut(scene: ChromiumScene): Promise<void> {
  await until(async () => {
    const { text, title } = await scene.agentBrowser.badge();
    return text === '' && title === words('badge_signed_out');
  });
  await expectNothingLeft(scene, [...ofSignIn, 'knownSessions']);
}

async function expectRenewalLost(scene: ChromiumScene): Promise<void> {
  // The title follows the text.
  await until(async () => {
    const { text, title } = await scene.agentBrowser.badge();
    return text === '!' && title === lostRenewal;
  });
  // The known sessions stay: who signed in meanwhile is still a stranger.
  await expectNothingLeft(scene, ofSignIn);
}

/** Signs in, if the agent is not. */
async function beSignedIn(scene: ChromiumScene): Promise<void> {
  const { agentBrowser, agent } = scene;
  if (await isSignedIn(scene)) return;
  const isRemembered = (await agentBrowser.browser.cookies()).length > 0;
  await (isRemembered ? signInAgain(agentBrowser) : signIn(agentBrowser, agent));
  await expectSignedIn(scene);
}

async function beSignedOut(scene: ChromiumScene): Promise<void> {
  await scene.agentBrowser.send({ type: 'signOut', scope: 'here' });
  await expectSignedOut(scene);
}

/** Signs in up to LiveChat's answer. */
async function begin({ agentBrowser, agent }: ChromiumScene): Promise<void> {
  if ((await agentBrowser.browser.cookies()).length > 0) return agentBrowser.send({ type: 'signIn' });
  await startSignIn(agentBrowser);
  // The login window closes with its answer; whoever holds the request does not wait for that.
  void logIn(agentBrowser, agent).catch(() => undefined);
}

/** Polls where the extension has to renew first, as the access token has ended. */
async function renew({ agentBrowser, liveChat, agent }: ChromiumScene): Promise<void> {
  const { accessToken } = (await agentBrowser.storage('session')) as { accessToken: object };
  await agentBrowser.store('session', { accessToken: { ...accessToken, expiresAt: Date.now() } });
  liveChat.expireAccessTokens(agent.email);
  await agentBrowser.nextPoll();
}

async function isListed({ agentBrowser }: ChromiumScene, sessionId: string): Promise<boolean> {
  const listed = sessionsOf(await agentBrowser.storage('session')) ?? [];
  return listed.some(({ session_id }) => session_id === sessionId);
}

/** Refreshes until a session is in the list: a poll that is under way was answered before it was there. */
async function untilListed(scene: ChromiumScene, sessionId: string): Promise<void> {
  const refreshed = async () => {
    await scene.agentBrowser.send({ type: 'refresh', trigger: 'click' });
    return isListed(scene, sessionId);
  };
  await vi.waitUntil(refreshed, { timeout: 20_000, interval: 200 });
}

/** Ends a session from the list, without the time in which that can be undone. */
async function endSession({ agentBrowser }: ChromiumScene, sessionId: string): Promise<void> {
  await agentBrowser.send({ type: 'endSession', sessionId });
  await letUndoTimePass(agentBrowser, sessionId);
}

type Case = readonly [name: string, run: (scene: ChromiumScene) => Promise<void>];

/** Everything that can be interrupted, before and after it takes effect at LiveChat. */
function casesOf(interruption: Interruption): Case[] {
  const isKilled = interruption === wholeBrowser;
  const cases: { what: string; whens: When[]; run(scene: ChromiumScene, when: When): Promise<void> }[] = [
    {
      what: 'polling',
      whens: ['before'],
      async run(scene, when) {
        await beSignedIn(scene);
        changeNumber(scene);
        await interrupt(scene, interruption, 'sessions', when, () => scene.agentBrowser.nextPoll());
        await expectSignedIn(scene);
      },
    },
    {
      what: 'ending a session',
      whens: both,
      async run(scene, when) {
        await beSignedIn(scene);
        const { session_id } = scene.liveChat.addSession(scene.agent.email, { ip: '203.0.113.8' });
        await untilListed(scene, session_id);
        await interrupt(scene, interruption, 'endSession', when, () => endSession(scene, session_id));
        // A killed browser does not know what it was about to end: the agent sees what is there.
        const isEnded = !isKilled || when === 'after';
        if (isEnded) await until(() => !scene.liveChat.session(session_id));
        else expect(scene.liveChat.session(session_id)).toBeDefined();
        await expectSignedIn(scene);
        if (isEnded) await until(async () => !(await isListed(scene, session_id)));
        // A poll follows, and would make what is stored young again in the next case: it ends with its worker.
        await scene.agentBrowser.stopServiceWorker();
        scene.liveChat.removeSession(session_id);
      },
    },
    {
      what: 'renewing',
      whens: both,
      async run(scene, when) {
        await beSignedIn(scene);
        changeNumber(scene);
        const attempts = scene.liveChat.reuseAttempts;
        await interrupt(scene, interruption, 'token', when, () => renew(scene));
        // LiveChat has rotated, and nobody can know to what.
        if (when === 'after') await expectRenewalLost(scene);
        else await expectSignedIn(scene);
        expect(scene.liveChat.reuseAttempts - attempts).toBe(when === 'after' ? 1 : 0);
      },
    },
    {
      what: 'signing in, the tokens not stored yet',
      whens: both,
      async run(scene, when) {
        await beSignedOut(scene);
        await interrupt(scene, isKilled ? interruption : untouched, 'token', when, () => begin(scene));
        if (isKilled) await expectSignedOut(scene);
        else await expectSignedIn(scene);
      },
    },
    {
      what: 'signing in, the tokens stored',
      whens: ['before'],
      async run(scene, when) {
        await beSignedOut(scene);
        // The authorize window has closed by now, so that the alarm has to bring the number.
        await interrupt(scene, interruption, 'sessions', when, () => begin(scene));
        await expectSignedIn(scene);
      },
    },
    {
      what: 'signing out',
      whens: both,
      async run(scene, when) {
        await beSignedIn(scene);
        await interrupt(scene, interruption, 'revoke', when, () =>
          scene.agentBrowser.send({ type: 'signOut', scope: 'here' }),
        );
        await expectSignedOut(scene);
        expect(await scene.agentBrowser.alarmPeriod('poll')).toBeUndefined();
      },
    },
  ];
  return cases.flatMap(({ what, whens, run }) =>
    whens.map(
      (when) =>
        [
          whens === both ? `${what}, ${when} LiveChat has acted` : what,
          (scene: ChromiumScene) => run(scene, when),
        ] as const,
    ),
  );
}

/** The worker again; the authorize window goes on by itself, so nothing else is done. */
const untouched: Interruption = { stop: worker.stop, resume: async () => {} };

const groups = [
  ['the service worker is stopped', casesOf(worker)],
  ['the browser is killed', casesOf(wholeBrowser)],
] as const;

const scenes: ChromiumScene[] = [];
afterAll(() => Promise.all(scenes.map((scene) => scene.end())));

// Two browsers at the same time, each with one thing after the other.
describe.concurrent.each(groups)('%s', (_, cases) => {
  let scene: ChromiumScene;
  beforeAll(async () => {
    scene = await startChromiumScene();
    scenes.push(scene);
    // As two minutes after the first start, when it is known that there is no policy: a browser that was just started may
    // take seconds to say so, and a refresh token would wait in memory for that.
    await scene.agentBrowser.store('local', { lastPolicy: {} });
    await signIn(scene.agentBrowser, scene.agent);
  });

  // What has failed has left the browser as it was.
  test.sequential.each(cases)('while %s', { retry: 0, timeout: 120_000 }, async (__, run) => {
    await run(scene);
  });
});

// A third browser beside the two: it mostly waits.
describe.concurrent('nobody touches the browser', () => {
  test('the service worker stops by itself, and the alarm wakes it at its own time', {
    retry: 0,
    timeout: 180_000,
  }, async () => {
    const scene = await startChromiumScene();
    scenes.push(scene);
    const { agentBrowser, agent, liveChat } = scene;
    await signIn(agentBrowser, agent);
    const when = { timeout: 75_000, interval: 500 };
    // After thirty idle seconds; an alarm may be the first to come, and make it thirty more.
    await vi.waitUntil(async () => !(await agentBrowser.isServiceWorkerRunning()), when);
    expect((await agentBrowser.badge()).text).toBe('1');
    liveChat.addSession(agent.email, {});
    // The title follows the text.
    const title = 'New session: Firefox on Windows';
    await vi.waitUntil(async () => (await agentBrowser.badge()).title === title, when);
    expect((await agentBrowser.badge()).text).toBe('2!');
  });
});

test('no page and no worker complained', async () => {
  const problems = (await Promise.all(scenes.map(({ agentBrowser }) => agentBrowser.problems()))).flat();
  expect(problems).toEqual([]);
});
