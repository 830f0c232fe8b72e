import { expect, vi } from 'vitest';
import type { AuthorizationRequest } from '../../../src/livechat/authorization-url.ts';
import { badgeColors } from '../../../src/state/badge-colors.ts';
import type { Connection } from '../../../src/state/connection.ts';
import type { Command } from '../../../src/state/protocol/commands.ts';
import type { Answer, SignInErrorCode } from '../../../src/state/protocol/sign-in-answer.ts';
import { InMemoryBrowser, locationOf, postedBy } from '../../livechat-server/in-memory-browser.ts';
import { type Agent, createLiveChat, type LiveChat } from '../../livechat-server/index.ts';
import { fakeBrowser } from './browser.ts';
import { asSeenBy, step, worker } from './worker.ts';

export const redirectUri = 'chrome-extension://extension/authorize/index.html';

/** Counts the milliseconds of a minute. */
export const minute = 60_000;
export const hour = 60 * minute;

/** Reads the toolbar button's badge and title. */
export const badge = () => fakeBrowser.action.shown;

/** Reads the connection as stored, if one is. */
export const connection = () => fakeBrowser.storage.local.all()['connection'] as Connection | undefined;

/**
 * Expects the badge to show a number that LiveChat has told just now. A failed poll leaves the old one, in light grey.
 *
 * @param where what to say if it does not
 */
export function expectFresh(count: number, where?: string): void {
  expect(badge(), where).toMatchObject({ text: String(count), ...badgeColors.count });
  expect(connection(), where).toMatchObject({ status: 'signedIn', known: { count, fetchedAt: Date.now() } });
  expect(connection(), where).not.toHaveProperty('trouble');
}

/** Describes the real background in a browser in memory, with the stand-in for LiveChat behind its `fetch`. */
export type Extension = Awaited<ReturnType<typeof startExtension>>;

/** Starts everything from nothing, at a fixed time that moves only by `vi.setSystemTime`. */
export async function startExtension() {
  vi.useFakeTimers({ toFake: ['Date'], now: new Date('2026-11-22T14:00:00Z') });
  const liveChat = createLiveChat({ now: () => Date.now() });
  const agent = liveChat.addAgent({});
  liveChat.addClient({
    clientId: 'client',
    redirectUris: [redirectUri],
    scopes: ['sessions--my:rw'],
    responseTypes: ['code', 'token'],
    allowCustomSchemesWithoutPkce: true,
  });
  vi.stubGlobal('fetch', (url: string, init: RequestInit) =>
    step(worker.generation, () => {
      if (!fakeBrowser.permissions.mayReach(url)) throw new TypeError('Failed to fetch');
      return liveChat.fetch(new Request(url, init));
    }),
  );
  timers.clear();
  vi.stubGlobal('setTimeout', setWorkersTimeout);
  vi.stubGlobal('clearTimeout', clearWorkersTimeout);
  const pages = new InMemoryBrowser(liveChat);
  fakeBrowser.identity.open = async (url) => {
    const response = await pages.open(url.slice(new URL(url).origin.length));
    return response.status === 303 ? locationOf(response).href : undefined;
  };
  // As in a browser that has been running for a while.
  await fakeBrowser.storage.session.set({ isStarted: true });
  await startServiceWorker();
  return { liveChat, agent, pages, signIn: () => signIn(liveChat, agent, pages) };
}

const { setTimeout: setRealTimeout, clearTimeout: clearRealTimeout } = globalThis;

/** The timers of the service worker, and when each is due by the clock of the test. */
const timers = new Map<NodeJS.Timeout, { at: number; ring(): void }>();

/** The timers of a service worker end with it. They go off by the real clock, unless `pass` is faster. */
function setWorkersTimeout(callback: () => void, delay = 0): NodeJS.Timeout {
  const { generation } = worker;
  const ring = () => {
    timers.delete(timer);
    if (worker.alive && worker.generation === generation) callback();
  };
  const timer = setRealTimeout(ring, delay);
  timers.set(timer, { at: Date.now() + delay, ring });
  return timer;
}

function clearWorkersTimeout(timer: NodeJS.Timeout | undefined): void {
  if (timer) timers.delete(timer);
  clearRealTimeout(timer);
}

let startBundle: (() => void) | undefined;

/** Starts the service worker from a bundle from now on: for tests that start it very often. */
export function startFrom(bundle: () => void): void {
  startBundle = bundle;
}

/** Starts a service worker, as the browser does at an event when none runs. */
export async function startServiceWorker(): Promise<void> {
  if (startBundle) {
    startBundle();
    return;
  }
  worker.start();
  vi.resetModules();
  const browser = asSeenBy(worker.generation, fakeBrowser);
  vi.doMock('webextension-polyfill', () => ({ default: browser }));
  await import('../../../src/background/index.ts');
}

/** Stops the service worker and starts it again, as the browser does all day. */
export async function restartServiceWorker(): Promise<void> {
  fakeBrowser.stopServiceWorker();
  await startServiceWorker();
}

/** Starts the browser anew with the same profile. */
export async function restartBrowser(): Promise<void> {
  fakeBrowser.restart();
  await startServiceWorker();
  await fakeBrowser.runtime.onStartup.fire();
}

/** Hashes that are being computed: in a thread of its own, where the service worker takes no steps. */
let hashing = 0;
const digest = crypto.subtle.digest.bind(crypto.subtle);
crypto.subtle.digest = (...parameters) => {
  hashing += 1;
  return digest(...parameters).finally(() => {
    hashing -= 1;
  });
};

/** Lets the service worker go on until it waits for nothing that comes by itself. */
export async function settle(): Promise<void> {
  for (let quiet = 0, steps = worker.steps; quiet < 8; quiet += 1) {
    await new Promise((resolve) => setImmediate(resolve));
    if (worker.steps !== steps || hashing > 0) quiet = 0;
    steps = worker.steps;
  }
}

/** Sends a command as a page of the extension does. */
export async function send(command: Command | object): Promise<unknown> {
  const sender = { id: 'extension', url: 'chrome-extension://extension/popup/index.html' };
  const [reply] = await fakeBrowser.runtime.onMessage.fire(command, sender);
  await settle();
  return reply;
}

/** Lets the polling alarm go off, whether it is due or not: browsers may be late, or have been asleep. */
export async function fireAlarm(): Promise<void> {
  if (!fakeBrowser.alarms.all.has('poll')) throw new Error('There is no polling alarm');
  await fireLeftOverAlarm();
}

/** Lets an alarm go off that the extension has cleared, or never set: the browser was about to fire it. */
export async function fireLeftOverAlarm(name = 'poll'): Promise<void> {
  await fakeBrowser.alarms.goOff(name);
  await settle();
}

/**
 * Finds what the browser does next by itself, and when: an alarm, a timer, or to tell that nobody is there any more.
 */
function nextEvent(): { at: number; happen(): unknown } | undefined {
  const { alarms, idle } = fakeBrowser;
  const events: { at: number; happen(): unknown }[] = [...alarms.all.values()].map(
    ({ name, scheduledTime }) => ({ at: scheduledTime, happen: () => alarms.goOff(name) }),
  );
  for (const [timer, { at, ring }] of timers) {
    events.push({
      at,
      happen: () => {
        clearRealTimeout(timer);
        ring();
      },
    });
  }
  if (idle.untouchedSince !== undefined && idle.told === 'active')
    events.push({ at: idle.untouchedSince + idle.detectionInterval * 1000, happen: idle.tell });
  return events.sort((one, other) => one.at - other.at)[0];
}

/**
 * Lets time pass, in milliseconds, and what comes with it: alarms, timers, and the news that nobody is there.
 *
 * @param around what to do before and after each of them
 */
export async function pass(
  milliseconds: number,
  around: { before?(): Promise<void>; after?(): void } = {},
): Promise<void> {
  const end = Date.now() + milliseconds;
  for (let next = nextEvent(); next && next.at <= end; next = nextEvent()) {
    vi.setSystemTime(Math.max(Date.now(), next.at));
    await around.before?.();
    void next.happen();
    await settle();
    around.after?.();
  }
  vi.setSystemTime(end);
}

/** Moves the clock, in milliseconds: the computer sleeps, and nothing happens meanwhile. */
export function wait(milliseconds: number): void {
  vi.setSystemTime(Date.now() + milliseconds);
}

/** Reads the answer of LiveChat's login page to a request, after the agent has logged in and consented. */
export async function answerOf(
  liveChat: LiveChat,
  agent: Agent,
  request: AuthorizationRequest,
  pages = new InMemoryBrowser(liveChat),
) {
  const query = {
    client_id: request.clientId,
    redirect_uri: request.redirectUri,
    state: request.state,
    scope: request.scope,
    flow: 'button',
    ...(request.grant === 'code'
      ? { response_type: 'code', code_challenge: request.codeChallenge, code_challenge_method: 'S256' }
      : { response_type: 'token' }),
  };
  const posted = await postedBy(await pages.authorize(query, agent));
  if (!posted || !('data' in posted.message)) throw new Error('LiveChat posted no answer');
  return posted.message.data as unknown as Answer;
}

/** Does the whole sign-in, as popup, authorize window and login page do it together. */
async function signIn(
  liveChat: LiveChat,
  agent: Agent,
  pages: InMemoryBrowser,
): Promise<{ error?: SignInErrorCode }> {
  await send({ type: 'signIn', windowId: 1 });
  const request = (await send({ type: 'beginAuthorization', redirectUri })) as AuthorizationRequest;
  const answer = await answerOf(liveChat, agent, request, pages);
  return (await send({ type: 'finishAuthorization', answer })) as { error?: SignInErrorCode };
}
