import { beforeEach, expect, test } from 'vitest';
import { ConnectionDropped } from './faults.ts';
import { apiRequest, obtainTokens, refreshRequest, statusRequest } from './in-memory-browser.ts';
import { createLiveChat, type LiveChat } from './index.ts';

const path = '/api/v2/summary.json';
let liveChat: LiveChat;

beforeEach(() => {
  liveChat = createLiveChat();
});

const get = () => liveChat.fetch(statusRequest());

test('a status, so many times', async () => {
  liveChat.faults.add({
    match: { path },
    times: 1,
    kind: 'status',
    status: 429,
    headers: { 'Retry-After': '7' },
    body: { error: 'temporarily_unavailable' },
  });
  const refused = await get();
  expect([refused.status, refused.headers.get('Retry-After')]).toEqual([429, '7']);
  expect(await refused.json()).toEqual({ error: 'temporarily_unavailable' });
  expect((await get()).status).toBe(200);
  expect(liveChat.requests.map(({ status }) => status)).toEqual([429, 200]);
});

test('until it is removed, or all are cleared', async () => {
  const remove = liveChat.faults.add({ match: {}, kind: 'status', status: 500 });
  expect((await get()).status).toBe(500);
  remove();
  expect((await get()).status).toBe(200);
  liveChat.faults.add({ match: {}, kind: 'status', status: 503 });
  liveChat.faults.clear();
  expect((await get()).status).toBe(200);
});

test('only for the method and path that it matches', async () => {
  liveChat.faults.add({ match: { method: 'DELETE' }, kind: 'status', status: 500 });
  liveChat.faults.add({ match: { path: /^\/v2\// }, kind: 'status', status: 502 });
  expect((await get()).status).toBe(200);
  expect((await liveChat.fetch(apiRequest('/v2/info'))).status).toBe(502);
});

test('a body that nobody expects', async () => {
  liveChat.faults.add({ match: { path }, kind: 'body', body: '<html>', contentType: 'text/html' });
  const response = await get();
  expect([response.status, response.headers.get('Content-Type'), await response.text()]).toEqual([
    200,
    'text/html',
    '<html>',
  ]);
});

test('a delay, which ends with the patience of the caller', async () => {
  liveChat.faults.add({ match: { path }, times: 1, kind: 'delay', ms: 20 });
  const started = performance.now();
  expect((await get()).status).toBe(200);
  expect(performance.now() - started).toBeGreaterThan(15);

  liveChat.faults.add({ match: { path }, kind: 'delay', ms: 60_000 });
  const impatient = new Request(statusRequest(), { signal: AbortSignal.timeout(5) });
  await expect(liveChat.fetch(impatient)).rejects.toMatchObject({ name: 'TimeoutError' });
});

test('a request is held before or after its effect, or lost, until it is let go of or its caller gives up', async () => {
  const client = liveChat.addClient({ redirectUris: ['https://app.example/'] });
  const { refresh_token } = await obtainTokens(liveChat, client, liveChat.addAgent());
  const refresh = () => liveChat.fetch(refreshRequest(client, refresh_token));
  const issued = liveChat.issuedTokens.length;

  const before = liveChat.faults.hold({ path: '/v2/token' }, 'before');
  const first = refresh();
  await before.held;
  expect(liveChat.issuedTokens).toHaveLength(issued);
  before.letGo();
  expect((await first).status).toBe(200);
  expect(liveChat.issuedTokens).toHaveLength(issued + 2);

  const after = liveChat.faults.hold({ path: '/v2/token' }, 'after');
  const second = refresh();
  await after.held;
  expect(liveChat.reuseAttempts).toBe(1);
  // One at a time.
  expect((await refresh()).status).toBe(400);
  after.letGo();
  expect((await second).status).toBe(400);

  const lost = liveChat.faults.hold({ path: '/v2/token' }, 'lost');
  const third = refresh();
  await lost.held;
  lost.letGo();
  await expect(third).rejects.toThrow(ConnectionDropped);
  expect(liveChat.reuseAttempts).toBe(2);

  liveChat.faults.hold({ path: '/v2/token' }, 'lost').letGo();
  expect((await refresh()).status).toBe(400);

  const forEver = liveChat.faults.hold({ path }, 'before');
  const giveUp = new AbortController();
  const impatient = liveChat.fetch(new Request(statusRequest(), { signal: giveUp.signal }));
  await forEver.held;
  giveUp.abort(new DOMException('', 'TimeoutError'));
  await expect(impatient).rejects.toMatchObject({ name: 'TimeoutError' });
});

test('a dropped connection has no effect, unless it is dropped after the effect', async () => {
  const client = liveChat.addClient({ redirectUris: ['https://app.example/'] });
  const { refresh_token } = await obtainTokens(liveChat, client, liveChat.addAgent());
  const refresh = () => liveChat.fetch(refreshRequest(client, refresh_token));
  const issued = liveChat.issuedTokens.length;

  liveChat.faults.add({ match: { path: '/v2/token' }, times: 1, kind: 'drop' });
  await expect(refresh()).rejects.toThrow(TypeError);
  expect(liveChat.issuedTokens).toHaveLength(issued);

  liveChat.faults.add({ match: { path: '/v2/token' }, times: 1, kind: 'afterEffect-drop' });
  await expect(refresh()).rejects.toThrow(TypeError);
  expect(liveChat.issuedTokens).toHaveLength(issued + 2);

  expect((await refresh()).status).toBe(400);
  expect(liveChat.reuseAttempts).toBe(1);
  expect(liveChat.requests.slice(-3)).toMatchObject([
    { grantType: 'refresh_token', status: 0 },
    { grantType: 'refresh_token', status: 0 },
    { grantType: 'refresh_token', status: 400 },
  ]);
});
