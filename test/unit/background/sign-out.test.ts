import { beforeEach, expect, test, vi } from 'vitest';
import { tokenRequest } from '../../livechat-server/in-memory-browser.ts';
import { fakeBrowser } from '../support/browser.ts';
import { type Extension, fireAlarm, send, settle, startExtension, wait } from '../support/extension.ts';

let extension: Extension;
beforeEach(async () => {
  extension = await startExtension();
  await extension.signIn();
});

/** Everything stored but the diagnostics, which know nobody. */
const stored = () => {
  const { diagnostics: _, ...others } = fakeBrowser.storage.local.all();
  return { ...others, ...fakeBrowser.storage.session.all() };
};

test('signing out revokes our tokens and leaves nothing of the agent', async () => {
  const { accessToken } = stored() as unknown as { accessToken: { value: string } };
  await send({ type: 'signOut', scope: 'here' });
  expect(stored()).toEqual({ connection: { status: 'signedOut' } });
  expect(fakeBrowser.action.shown.text).toBe('');
  expect(fakeBrowser.alarms.all.size).toBe(0);
  const info = await extension.liveChat.fetch(
    new Request('https://accounts.livechat.com/v2/info', {
      headers: { authorization: `Bearer ${accessToken.value}` },
    }),
  );
  expect(info.status).toBe(401);
});

test('signing out works when LiveChat can’t be reached', async () => {
  extension.liveChat.faults.add({ match: {}, kind: 'drop' });
  await send({ type: 'signOut', scope: 'here' });
  expect(stored()).toEqual({ connection: { status: 'signedOut' } });
  expect(fakeBrowser.action.shown.text).toBe('');
});

test('an answer that comes after signing out is dropped', async () => {
  extension.liveChat.faults.add({ match: { path: '/v2/sessions' }, kind: 'delay', ms: 50 });
  wait(60_000);
  const polling = fireAlarm();
  await settle();
  await send({ type: 'signOut', scope: 'here' });
  await polling;
  expect(stored()).toEqual({ connection: { status: 'signedOut' } });
});

test('tokens renewed while signing out are not kept', async () => {
  extension.liveChat.faults.add({ match: { path: '/v2/token', method: 'POST' }, kind: 'delay', ms: 50 });
  wait(8 * 60 * 60_000);
  const polling = fireAlarm();
  await settle();
  await send({ type: 'signOut', scope: 'here' });
  await polling;
  expect(stored()).toEqual({ connection: { status: 'signedOut' } });
});

test('signing out with an access token that has ended revokes the refresh token, too', async () => {
  const { credentials } = stored() as unknown as { credentials: { refreshToken: string; clientId: string } };
  wait(9 * 60 * 60_000);
  await send({ type: 'signOut', scope: 'here' });
  expect(stored()).toEqual({ connection: { status: 'signedOut' } });
  const renewal = await extension.liveChat.fetch(
    tokenRequest({
      grant_type: 'refresh_token',
      client_id: credentials.clientId,
      refresh_token: credentials.refreshToken,
    }),
  );
  expect(renewal.status).toBe(400);
  const last = extension.liveChat.requests.findLast(({ method }) => method === 'DELETE');
  expect(last).toMatchObject({ path: '/v2/token', status: 200 });
});

test('signing out while tokens are renewed revokes the new ones, and spends no refresh token twice', async () => {
  extension.liveChat.faults.add({ match: { path: '/v2/token', method: 'POST' }, kind: 'delay', ms: 50 });
  wait(9 * 60 * 60_000);
  const polling = fireAlarm();
  await settle();
  await send({ type: 'signOut', scope: 'here' });
  await polling;
  await vi.waitUntil(() => extension.liveChat.requests.some(({ method }) => method === 'DELETE'));
  await settle();
  expect(stored()).toEqual({ connection: { status: 'signedOut' } });
  expect(extension.liveChat.reuseAttempts).toBe(0);
  expect(extension.liveChat.requests.at(-1)).toMatchObject({ method: 'DELETE', status: 200 });
});
