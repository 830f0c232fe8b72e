import { vi } from 'vitest';
import type { AuthorizationRequest } from '../../../../src/livechat/authorization-url.ts';
import { undoTime } from '../../../../src/state/endings.ts';
import type { Description } from '../../../livechat-server/description.ts';
import type { Client, LiveChat } from '../../../livechat-server/index.ts';
import { caughtUri, fakeBrowser } from '../browser.ts';
import {
  answerOf,
  badge,
  connection,
  fireAlarm,
  hour,
  minute,
  redirectUri,
  restartBrowser,
  restartServiceWorker,
  send,
  settle,
  startExtension,
} from '../extension.ts';
import { seededRandom } from '../seeded-random.ts';
import { faultOf } from './fault-of.ts';
import {
  holdsLiveAccessToken,
  isRight,
  isSignedIn,
  looksLike,
  numberViolation,
  ownRevocationViolation,
  refusedTwiceViolation,
  revocationViolation,
  stepsOffered,
  stormViolation,
  unheldTokens,
  type Violation,
} from './laws.ts';
import type { Life, Step } from './steps.ts';
import { type Seen, watch } from './witness.ts';

/** The end of a life: something was as it must never be. */
class Broken extends Error {
  constructor(readonly violation: Violation) {
    super(violation.detail);
  }
}

function clientOf({ clients }: LiveChat): Client {
  const client = clients.get('client');
  if (!client) throw new Error('LiveChat does not know the extension');
  return client;
}

/** Tidies the login page's message as the SDK does, before anybody sees it. */
function tidied({ scopes, expires_in, ...data }: Record<string, unknown>): Record<string, unknown> {
  return {
    ...data,
    ...(scopes !== undefined && { scope: scopes }),
    ...(expires_in !== undefined && {
      expires_in: expires_in ? Number.parseInt(String(expires_in), 10) || 0 : expires_in,
    }),
  };
}

/**
 * Lives an agent's life with the real background and one LiveChat, and looks after each step whether all is as it must
 * be.
 *
 * @returns what was not
 */
export async function live(description: Description, life: Life): Promise<Violation | undefined> {
  fakeBrowser.storage.local.clear();
  fakeBrowser.storage.managed.clear();
  fakeBrowser.identity.launched.length = 0;
  fakeBrowser.restart();
  // Else a seed would not tell the same story again.
  vi.spyOn(Math, 'random').mockImplementation(seededRandom(1));
  const extension = await startExtension();
  const { liveChat, agent, pages } = extension;
  liveChat.description = description;
  liveChat.redirectLimit = { count: 1000, seconds: 30 };
  const client = clientOf(liveChat);
  client.scopes.push('accounts--my:ro');
  if (life.isRedirectListed) client.redirectUris.push(caughtUri);
  for (let count = 0; count < life.others; count += 1) liveChat.addSession(agent.email);
  const witness = watch(liveChat, agent);
  const open = fakeBrowser.identity.open;

  /** Until when LiveChat's list may have what an earlier sign-in has ended, of which this one knows nothing. */
  let lingersUntil = 0;
  /** Tells whether the agent wants to be signed out. */
  let wantsOut = true;
  /** Counts the lists that were told when LiveChat ended the sign-in. */
  let endedAt: number | undefined;
  /** Lists the tokens that went with the memory of a browser that was closed. */
  const lost = new Set<string>();
  /** Lists the tokens of earlier sign-ins that are left, as LiveChat could not be reached to revoke them. */
  let former = new Set<string>();
  let where = 'the first sign-in';
  let signIns = 0;
  let alarms = 0;
  const begin = Date.now();
  /** Since the list was told last. */
  let since = { nudges: 0, launches: [] as number[], early: [] as number[] };
  let nudges = 0;
  let checked = 0;
  fakeBrowser.identity.open = async (url) => {
    since.launches.push(Date.now());
    return open?.(url);
  };

  const liveCount = () => liveChat.sessionsOf(agent.email).length;
  const ownSession = () =>
    liveChat.sessionsOf(agent.email).findLast(({ user_agent }) => user_agent === 'In-memory browser');
  /** The last request for the list, of those from one on. */
  const lastList = (from: number) =>
    witness.seen.slice(from).findLast(({ path, method }) => path === '/v2/sessions' && method === 'GET');
  const fail = (violation: Violation | undefined) => {
    if (violation) throw new Broken(violation);
  };

  /** The agent, or the browser, begins something anew. */
  const nudge = () => {
    nudges += 1;
    since.nudges += 1;
  };

  /** Lets time pass on an awake computer. */
  async function pass(milliseconds: number): Promise<void> {
    const end = Date.now() + milliseconds;
    for (;;) {
      const [alarm] = [...fakeBrowser.alarms.all.values()].sort((a, b) => a.scheduledTime - b.scheduledTime);
      if (!alarm || alarm.scheduledTime > end) break;
      vi.setSystemTime(Math.max(Date.now(), alarm.scheduledTime));
      if (alarm.periodInMinutes) alarm.scheduledTime = Date.now() + alarm.periodInMinutes * minute;
      else fakeBrowser.alarms.all.delete(alarm.name);
      alarms += 1;
      await fakeBrowser.alarms.onAlarm.fire(alarm);
      await settle();
    }
    vi.setSystemTime(end);
  }

  async function signIn(grant: Life['grant'], finish = send): Promise<string | undefined> {
    await fakeBrowser.storage.local.set({ settings: { grant, staySignedIn: life.staySignedIn } });
    await settle();
    await send({ type: 'signIn', windowId: 1 });
    const request = (await send({ type: 'beginAuthorization', redirectUri })) as AuthorizationRequest;
    const answer = tidied({ ...(await answerOf(liveChat, agent, request, pages)) });
    // Nothing, where it does not understand the answer.
    const reply = (await finish({ type: 'finishAuthorization', answer })) as { error?: string } | undefined;
    const error = reply ? reply.error : 'wrong_answer';
    if (error) await send({ type: 'cancelSignIn' });
    return error;
  }

  async function signInWell(grant: Life['grant']): Promise<void> {
    signIns += 1;
    nudge();
    // A new sign-in knows nothing of what was ended before.
    if (witness.ended.size > 0)
      lingersUntil = Date.now() + description.endedSessionLingers * 1_000 + 3 * minute;
    witness.ended.clear();
    const error = await signIn(grant);
    if (error) fail({ kind: 'sign-in failed', detail: `${error} (${grant})` });
    wantsOut = false;
    endedAt = undefined;
    former = new Set(unheldTokens(liveChat));
    if (!isRight(witness, liveCount())) {
      fail({
        kind: 'sign-in failed',
        detail: `signed in, and the badge says “${badge().text}” in ${badge().color} (${grant})`,
      });
    }
  }

  async function restart(): Promise<void> {
    nudge();
    if (!life.staySignedIn) wantsOut = true;
    // The pauses between attempts are in memory, and go with it: the count begins anew.
    fail(stormViolation('unseen logins', since.launches, since.nudges));
    since = { ...since, launches: [] };
    const unheld = new Set(unheldTokens(liveChat));
    await restartBrowser();
    await settle();
    for (const value of unheldTokens(liveChat)) if (!unheld.has(value)) lost.add(value);
  }

  async function signOut(scope: 'here' | 'everywhere'): Promise<void> {
    nudge();
    const wasSignedIn = isSignedIn();
    wantsOut = true;
    // Where it cannot be done, the popup says so.
    await send({ type: 'signOut', scope }).catch(() => undefined);
    await settle();
    if (scope === 'here' && isSignedIn()) fail({ kind: 'mistold', detail: 'signed in after signing out' });
    if (scope === 'everywhere' && wasSignedIn && connection()?.status === 'signedOut' && liveCount() > 0) {
      fail({ kind: 'mistold', detail: `signed out everywhere, but ${liveCount()} sessions are left` });
    }
  }

  async function trouble(step: Extract<Step, { do: 'trouble' }>): Promise<void> {
    if (step.tokenEnds) liveChat.expireAccessTokens(agent.email);
    // At the token endpoint it would be LiveChat's no.
    const at = step.what === 'suspended' ? 'sessions' : step.at;
    const from = witness.seen.length;
    const end = liveChat.faults.add(faultOf(step.what, at));
    await pass((step.minutes * minute) / 2);
    if (step.meanwhile === 'click') {
      nudge();
      await send({ type: 'refresh', trigger: 'click' });
    } else if (step.meanwhile === 'sign out') await signOut('here');
    else if (step.meanwhile === 'restart the browser') await restart();
    await pass((step.minutes * minute) / 2);
    // Whether the login page failed to load, or waits for the agent, browsers do not say.
    if (at === 'login' && !isSignedIn()) endedAt = witness.listings;
    check();
    if (step.what === 'suspended' && lastList(from) && looksLike({ state: 'scopeMissing' })) {
      fail({ kind: 'mistold', detail: 'a suspended account as a missing scope' });
    }
    end();
  }

  async function endSessions(step: 'end a session' | 'end the others'): Promise<void> {
    const own = ownSession()?.session_id;
    if (step === 'end the others') await send({ type: 'endOtherSessions' });
    else {
      const { snapshot } = fakeBrowser.storage.session.all() as {
        snapshot?: { sessions: { session_id?: unknown; current?: unknown }[] };
      };
      const chosen = snapshot?.sessions.find(
        ({ session_id, current }) => !current && typeof session_id === 'string' && session_id !== '',
      );
      if (!chosen) return;
      await send({ type: 'endSession', sessionId: chosen.session_id });
    }
    await settle();
    // The time in which it can be undone is over by then.
    await pass(undoTime + 1_000);
    if (fakeBrowser.alarms.all.has('poll')) await fireAlarm();
    check();
    await pass(minute);
    if (!own || !witness.ended.has(own)) return;
    if (step === 'end the others') {
      fail({ kind: 'ended its own session', detail: 'when the agent ended the others' });
    }
    // The agent chose it from the list.
    wantsOut = true;
  }

  async function withdrawScope(minutes: number): Promise<void> {
    const families = new Set(liveChat.tokens.live.access.map(({ family }) => family));
    const scopes = new Map([...families].map((family) => [family, family.scopes]));
    for (const family of families) family.scopes = [];
    const from = witness.seen.length;
    await pass((minutes + 0.5) * minute);
    check();
    const last = lastList(from);
    if (last?.status === 403 && isSignedIn() && !looksLike({ state: 'scopeMissing' })) {
      fail({ kind: 'mistold', detail: `a missing scope as “${badge().text}” in ${badge().color}` });
    }
    for (const [family, before] of scopes) family.scopes = before;
  }

  async function take(step: Step): Promise<void> {
    switch (step.do) {
      case 'sign in':
        return signInWell(step.grant);
      case 'sign in to a server-side app': {
        nudge();
        const error = await signIn('code', async (answer) => {
          Object.assign(client, { type: 'server', secret: 'secret' });
          const reply = await send(answer);
          client.type = 'javascript';
          return reply;
        });
        if (!error || error === 'livechat_unreachable') {
          fail({ kind: 'mistold', detail: `a client that needs its secret as “${error}”` });
        }
        return;
      }
      case 'sign out':
        return signOut(step.scope);
      case 'poll':
        return pass(step.minutes * minute);
      case 'sleep':
        vi.setSystemTime(Date.now() + step.hours * hour);
        return pass(0);
      case 'look':
        nudge();
        await send({ type: 'refresh', trigger: step.trigger });
        return;
      case 'LiveChat lets the access token end':
        return liveChat.expireAccessTokens(agent.email);
      case 'LiveChat revokes all tokens':
        liveChat.revokeAllTokens(agent.email);
        endedAt = witness.listings;
        return;
      case 'somebody ends our session': {
        const own = ownSession();
        if (own) liveChat.removeSession(own.session_id);
        endedAt = witness.listings;
        return;
      }
      case 'a session is added':
        liveChat.addSession(agent.email);
        return;
      case 'a session is removed': {
        const other = liveChat.sessionsOf(agent.email).find((each) => each !== ownSession());
        if (other) liveChat.removeSession(other.session_id);
        return;
      }
      case 'end a session':
      case 'end the others':
        return endSessions(step.do);
      case 'the worker stops':
        return restartServiceWorker();
      case 'the browser restarts':
        return restart();
      case 'the scope is withdrawn':
        return withdrawScope(step.minutes);
      case 'trouble':
        return trouble(step);
    }
  }

  function check(): void {
    const seen = witness.seen.slice(checked);
    checked = witness.seen.length;
    takeStock(seen);
    if (Date.now() >= lingersUntil) fail(numberViolation(witness, liveCount()));
    fail(signedOutViolation());
    fail(stormViolation('unseen logins', since.launches, since.nudges));
    fail(stormViolation('renewals of tokens that were good', since.early, since.nudges));
    fail(refusedTwiceViolation(witness));
    const names = witness.seen.filter(({ path }) => path === '/v2/accounts/me').length;
    const hours = Math.ceil((Date.now() - begin) / hour);
    if (names > 2 * (signIns + nudges) + 2 + hours) {
      fail({ kind: 'storm', detail: `${names} requests for the agent's name in ${hours} h` });
    }
    if (seen.length > 5 * alarms + 25) {
      fail({ kind: 'storm', detail: `${seen.length} requests at ${alarms} alarms` });
    }
    alarms = 0;
    fail(ownRevocationViolation(seen));
    fail(revocationViolation(liveChat, witness, lost));
  }

  /** A list that was told begins a new count of what was tried in vain. */
  function takeStock(seen: Seen[]): void {
    for (const { method, path, isAnswered, status, isEarly, at } of seen) {
      if (isEarly && isAnswered && status === 200) since.early.push(at);
      if (method !== 'GET' || path !== '/v2/sessions' || !isAnswered || status !== 200) continue;
      const launches = since.launches.filter((launch) => launch > at);
      // The agent may have done something after it, in the same step.
      since = { nudges: 1, launches, early: [] };
    }
  }

  function signedOutViolation(): Violation | undefined {
    if (isSignedIn() || wantsOut) return undefined;
    const said = `“${badge().text}”, ${JSON.stringify(connection())}`;
    const isLeft = unheldTokens(liveChat).some((value) => !lost.has(value) && !former.has(value));
    if (isLeft || holdsLiveAccessToken(liveChat)) {
      return { kind: 'signed out', detail: `${said}, although LiveChat takes its tokens` };
    }
    const isOwner = witness.seen.some(({ path, isAnswered, status, bearer }) => {
      return path === '/v2/info' && bearer !== undefined && isAnswered && status === 200;
    });
    const isRenewable = life.isRedirectListed && ownSession() !== undefined && isOwner;
    if (isRenewable && endedAt !== witness.listings) {
      return { kind: 'signed out', detail: `${said}, although LiveChat's cookie knows the agent` };
    }
    return undefined;
  }

  /** Finds the way back to the right number, however it has been. */
  async function end(): Promise<void> {
    if (isSignedIn()) {
      nudge();
      await send({ type: 'refresh', trigger: 'click' });
      if (isRight(witness, liveCount())) return check();
      if (!stepsOffered().includes('signIn')) {
        fail({
          kind: 'stranded',
          detail: `“${badge().text}” in ${badge().color} after “Try again”, ${JSON.stringify(connection())}`,
        });
      }
    }
    await signInWell(life.grant);
    check();
  }

  try {
    await signInWell(life.grant);
    check();
    for (const [index, step] of life.steps.entries()) {
      where = `step ${index + 1}`;
      await take(step);
      await settle();
      check();
    }
    where = 'the end';
    await end();
    return undefined;
  } catch (error) {
    const { kind, detail } =
      error instanceof Broken
        ? error.violation
        : { kind: 'threw' as const, detail: error instanceof Error ? `${error.stack}` : String(error) };
    return { kind, detail: `${detail} (${where})` };
  }
}
