import { beforeEach, expect, test } from 'vitest';
import { apiRequest, refreshRequest } from '../../livechat-server/in-memory-browser.ts';
import type { Client } from '../../livechat-server/index.ts';
import { fakeBrowser } from '../support/browser.ts';
import {
  badge,
  type Extension,
  fireAlarm,
  hour,
  minute,
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

/** Everything stored but the diagnostics, the number of requests and the mark of the start, which know nobody. */
const stored = () => {
  const { diagnostics: _, requests: ___, ...others } = fakeBrowser.storage.local.all();
  const { isStarted: __, ...inSession } = fakeBrowser.storage.session.all();
  return { ...others, ...inSession };
};

test('signing out revokes our tokens and leaves nothing of the agent', async () => {
  const { accessToken } = stored() as unknown as { accessToken: { value: string } };
  await send({ type: 'signOut', scope: 'here' });
  expect(stored()).toEqual({ connection: { status: 'signedOut' } });
  const { diagnostics } = fakeBrowser.storage.local.all() as { diagnostics: object[] };
  expect(diagnostics.at(-1)).toEqual({ at: Date.now(), what: 'sign-out', outcome: 'ok' });
  expect(badge().text).toBe('');
  expect(fakeBrowser.alarms.all.size).toBe(0);
  const info = await extension.liveChat.fetch(apiRequest('/v2/info', accessToken.value));
  expect(info.status).toBe(401);
});

test('signing out works when LiveChat can’t be reached', async () => {
  extension.liveChat.faults.add({ match: {}, kind: 'drop' });
  await send({ type: 'signOut', scope: 'here' });
  expect(stored()).toEqual({ connection: { status: 'signedOut' } });
  expect(badge().text).toBe('');
});

test('signing out without a token asks LiveChat for nothing', async () => {
  extension.liveChat.revokeAllTokens(extension.agent.email);
  wait(minute);
  await fireAlarm();
  const { length } = extension.liveChat.requests;
  await send({ type: 'signOut', scope: 'here' });
  expect(stored()).toEqual({ connection: { status: 'signedOut' } });
  expect(extension.liveChat.requests).toHaveLength(length);
});

test('an answer that comes after signing out is dropped', async () => {
  const { held, letGo } = extension.liveChat.faults.hold({ path: '/v2/sessions' }, 'after');
  wait(minute);
  const polling = fireAlarm();
  await held;
  await send({ type: 'signOut', scope: 'here' });
  letGo();
  await polling;
  expect(extension.liveChat.requests.filter(({ path }) => path === '/v2/sessions').at(-1)?.status).toBe(200);
  expect(stored()).toEqual({ connection: { status: 'signedOut' } });
});

test('signing out with an access token that has ended revokes the refresh token, too', async () => {
  const { liveChat } = extension;
  wait(9 * hour);
  await send({ type: 'signOut', scope: 'here' });
  expect(stored()).toEqual({ connection: { status: 'signedOut' } });
  expect(liveChat.requests.at(-1)).toMatchObject({ method: 'DELETE', path: '/v2/token', status: 200 });
  // The last of the tokens is what the renewal gave.
  const client = liveChat.clients.get('client') as Client;
  const renewal = await liveChat.fetch(refreshRequest(client, liveChat.issuedTokens.at(-1) ?? ''));
  expect(renewal.status).toBe(400);
  expect(liveChat.reuseAttempts).toBe(0);
});

test.each([
  ['has not reached LiveChat', 8, 'before'],
  ['has not reached LiveChat, with an access token that has ended', 9, 'before'],
  ['waits for its answer', 8, 'after'],
  ['waits for its answer, with an access token that has ended', 9, 'after'],
] as const)(
  'signing out while a renewal %s forgets the agent at once, revokes the new tokens, and spends no refresh token twice',
  async (_, hours, when) => {
    const { held, letGo } = extension.liveChat.faults.hold({ path: '/v2/token', method: 'POST' }, when);
    wait(hours * hour);
    const polling = fireAlarm();
    await held;
    const signingOut = send({ type: 'signOut', scope: 'here' });
    await settle();
    expect(stored()).toEqual({ connection: { status: 'signedOut' } });
    letGo();
    await Promise.all([polling, signingOut]);
    expect(stored()).toEqual({ connection: { status: 'signedOut' } });
    expect(extension.liveChat.reuseAttempts).toBe(0);
    expect(extension.liveChat.requests.at(-1)).toMatchObject({ method: 'DELETE', status: 200 });
  },
);
