import * as v from 'valibot';
import { afterEach, expect, test, vi } from 'vitest';
import { boundedFetch, processResponse, retryAfterSeconds } from '../../../src/livechat/request.ts';

afterEach(() => vi.unstubAllGlobals());

const answering = (respond: (url: string, init: RequestInit) => Response | Promise<Response>) =>
  vi.stubGlobal('fetch', async (url: string, init: RequestInit) => respond(url, init));

test('Retry-After in seconds and as a date (RFC 9110 §10.2.3)', () => {
  const now = Date.parse('2026-11-22T14:00:00Z');
  const of = (value: string) => retryAfterSeconds(new Headers({ 'retry-after': value }), now);
  expect(of('120')).toBe(120);
  expect(of(' 7 ')).toBe(7);
  expect(of('7 minutes')).toBeUndefined();
  expect(of('7e3')).toBeUndefined();
  expect(of('Sun, 22 Nov 2026 14:01:30 GMT')).toBe(90);
  expect(of('Sun, 22 Nov 2026 13:00:00 GMT')).toBe(0);
  expect(of('soon')).toBeUndefined();
  expect(of('-5')).toBeUndefined();
  expect(retryAfterSeconds(new Headers(), now)).toBeUndefined();
});

test('sends no cookies and follows no redirects', async () => {
  answering((_, init) => {
    expect(init).toMatchObject({ credentials: 'omit', redirect: 'error', cache: 'no-store' });
    return new Response('{}');
  });
  await boundedFetch('https://accounts.livechat.com/v2/info');
  expect.assertions(1);
});

test('an endless body is given up', async () => {
  let sent = 0;
  answering(() => {
    const body = new ReadableStream({
      pull(controller) {
        sent += 1;
        controller.enqueue(new Uint8Array(1024 * 1024));
      },
    });
    return new Response(body);
  });
  await expect(boundedFetch('https://accounts.livechat.com/')).rejects.toMatchObject({
    code: 'unexpected_answer',
  });
  expect(sent).toBeLessThan(20);
});

test('a body that stops half-way counts as offline', async () => {
  answering(
    () =>
      new Response(
        new ReadableStream({
          start(controller) {
            controller.enqueue(new TextEncoder().encode('[{"session_id":'));
            controller.error(new TypeError('network error'));
          },
        }),
      ),
  );
  await expect(boundedFetch('https://accounts.livechat.com/')).rejects.toMatchObject({ code: 'offline' });
});

test('no answer in time', async () => {
  answering(() => Promise.reject(new DOMException('signal timed out', 'TimeoutError')));
  await expect(boundedFetch('https://accounts.livechat.com/')).rejects.toMatchObject({ code: 'timeout' });
});

test('429 and 5xx carry what LiveChat says of them', async () => {
  const body = JSON.stringify({ error: 'temporarily_unavailable', request_id: 'r-1' });
  answering(() => new Response(body, { status: 429, headers: { 'retry-after': '7' } }));
  await expect(boundedFetch('https://accounts.livechat.com/')).rejects.toMatchObject({
    code: 'rate_limited',
    retryAfterSeconds: 7,
    requestId: 'r-1',
  });
});

test.each([500, 503])('%i is LiveChat’s own trouble', async (status) => {
  answering(() => new Response('<html>', { status }));
  const rejection = await boundedFetch('https://accounts.livechat.com/').catch((error: unknown) => error);
  expect(rejection).toMatchObject({
    code: 'server_error',
    requestId: undefined,
    retryAfterSeconds: undefined,
  });
});

test('any other failure of the network counts as offline, with what was caught', async () => {
  const cause = new DOMException('no such host', 'NetworkError');
  answering(() => Promise.reject(cause));
  await expect(boundedFetch('https://accounts.livechat.com/')).rejects.toMatchObject({
    code: 'offline',
    cause,
  });
});

test('an answer without a body, and one as long as may be', async () => {
  answering(() => new Response(null, { status: 204 }));
  expect(await (await boundedFetch('https://accounts.livechat.com/')).text()).toBe('');
  answering(() => new Response(new Uint8Array(16 * 1024 * 1024)));
  expect((await (await boundedFetch('https://accounts.livechat.com/')).blob()).size).toBe(16 * 1024 * 1024);
});

const schema = v.object({ name: v.string() });
const json = (body: unknown, status = 200) => new Response(JSON.stringify(body), { status });

test('a body of the right shape', async () => {
  expect(await processResponse(json({ name: 'Ada', more: 1 }), schema)).toEqual({ name: 'Ada' });
});

test.each([
  ['another shape', json({ name: 1 }), 'unexpected_answer'],
  ['no JSON', new Response('<html>'), 'unexpected_answer'],
  ['LiveChat’s 401', json({ error: 'unauthorized' }, 401), 'unauthorized'],
  [
    'LiveChat’s 403',
    json({ error: 'access_denied', sub_error: 'insufficient_scope' }, 403),
    'insufficient_scope',
  ],
  ['LiveChat’s 404', json({ error: 'resource_not_found' }, 404), 'not_found'],
  ['LiveChat’s 422', json({ error: 'invalid_fields' }, 422), 'unexpected_answer'],
  ['a proxy’s 401', new Response('<html>', { status: 401 }), 'unexpected_answer'],
  ['a proxy’s 403', json('denied', 403), 'unexpected_answer'],
])('%s', async (_, response, code) => {
  await expect(processResponse(response, schema)).rejects.toMatchObject({ code });
});
