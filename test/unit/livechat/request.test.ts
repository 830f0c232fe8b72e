import * as v from 'valibot';
import { afterEach, describe, expect, test, vi } from 'vitest';
import { boundedFetch, processResponse } from '../../../src/livechat/request.ts';
import { unanswered, watchTimeLimits } from '../support/time-limits.ts';

afterEach(() => vi.unstubAllGlobals());

const answering = (respond: (url: string, init: RequestInit) => Response | Promise<Response>) =>
  vi.stubGlobal('fetch', async (url: string, init: RequestInit) => respond(url, init));

test('sends no cookies and follows no redirects', async () => {
  answering((_, init) => {
    expect(init).toMatchObject({ credentials: 'omit', redirect: 'manual', cache: 'no-store' });
    return new Response('{}');
  });
  await boundedFetch('https://accounts.livechat.com/v2/info', 'sessions');
  expect.assertions(1);
});

test('a redirect, of which browsers tell nothing, is an answer with its status', async () => {
  // `Response` cannot make one; this is what Chromium and Firefox give.
  answering(() => ({ type: 'opaqueredirect', status: 0, headers: new Headers(), body: null }) as Response);
  expect((await boundedFetch('https://accounts.livechat.com/', 'sessions')).status).toBe(302);
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
  await expect(boundedFetch('https://accounts.livechat.com/', 'sessions')).rejects.toMatchObject({
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
  await expect(boundedFetch('https://accounts.livechat.com/', 'sessions')).rejects.toMatchObject({
    code: 'offline',
  });
});

describe('after fifteen seconds, headers and body together', () => {
  test.each<[string, (init: RequestInit) => Response | Promise<Response>]>([
    ['an answer that has not begun', unanswered],
    [
      'one that has not ended',
      (init) =>
        new Response(
          new ReadableStream({
            start: (controller) => {
              controller.enqueue(new TextEncoder().encode('[{"session_id":'));
              unanswered(init).catch((reason) => controller.error(reason));
            },
          }),
        ),
    ],
  ])('%s is given up', async (_, respond) => {
    const limits = watchTimeLimits();
    answering((__, init) => respond(init));
    const refused = expect(boundedFetch('https://accounts.livechat.com/', 'sessions')).rejects.toMatchObject({
      code: 'timeout',
    });
    await new Promise((resolve) => setImmediate(resolve));
    expect(limits.map(({ milliseconds }) => milliseconds)).toEqual([15_000]);
    limits[0]?.end();
    await refused;
  });
});

test('any other failure of the network counts as offline, with what was caught', async () => {
  const cause = new DOMException('no such host', 'NetworkError');
  answering(() => Promise.reject(cause));
  await expect(boundedFetch('https://accounts.livechat.com/', 'sessions')).rejects.toMatchObject({
    code: 'offline',
    cause,
  });
});

test('an answer without a body, one as long as may be, and one that is a byte longer', async () => {
  answering(() => new Response(null, { status: 204 }));
  expect(await (await boundedFetch('https://accounts.livechat.com/', 'sessions')).text()).toBe('');
  answering(() => new Response(new Uint8Array(16 * 1024 * 1024)));
  expect((await (await boundedFetch('https://accounts.livechat.com/', 'sessions')).blob()).size).toBe(
    16 * 1024 * 1024,
  );
  answering(() => new Response(new Uint8Array(16 * 1024 * 1024 + 1)));
  await expect(boundedFetch('https://accounts.livechat.com/', 'sessions')).rejects.toMatchObject({
    code: 'unexpected_answer',
  });
});

const schema = v.object({ name: v.string() });
const json = (body: unknown, status = 200) => new Response(JSON.stringify(body), { status });

test('a body of the right shape', async () => {
  expect(await processResponse('api', json({ name: 'Ada', more: 1 }), schema)).toEqual({ name: 'Ada' });
});

test.each([
  ['another shape', json({ name: 1 }), 'unexpected_answer'],
  ['cut-off data', new Response('{"name": "A'), 'unexpected_answer'],
  ['nothing', new Response(null), 'unexpected_answer'],
  ['a page', new Response(' <!doctype html>'), 'network_login'],
])('a success with %s', async (_, response, code) => {
  await expect(processResponse('api', response, schema)).rejects.toMatchObject({ code });
});

test('an error tells what the answer told', async () => {
  const body = JSON.stringify({ error: 'temporarily_unavailable', request_id: 'r-1' });
  const response = new Response(body, { status: 429, headers: { 'retry-after': '7' } });
  await expect(processResponse('api', response, schema)).rejects.toMatchObject({
    code: 'rate_limited',
    said: 'temporarily_unavailable',
    isLiveChats: true,
    retryAfterSeconds: 7,
    requestId: 'r-1',
  });
});
