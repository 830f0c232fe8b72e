import { describe, expect, onTestFinished, test, vi } from 'vitest';
import { processClientTestResponse, testClient } from '../../../src/livechat/test-client.ts';
import { unanswered, watchTimeLimits } from '../support/time-limits.ts';

const accounts = 'https://accounts.livechat.com';

test.each([
  ['its login page', '/?client_id=a', true, 'no_objection'],
  ['its login form', '/signin?client_id=a', true, 'no_objection'],
  ['an unknown client', '/ooops?exception_details=client_id_not_found', false, 'client_id_not_found'],
  ['no redirect URI', '/ooops?exception_details=redirect_uri_not_set', false, 'redirect_uri_not_set'],
  ['another redirect URI', '/ooops?exception_details=invalid_redirect_uri', true, 'invalid_redirect_uri'],
  ['an error page without a reason', '/ooops', true, 'refused'],
  ['an error page below it', '/ooops/there', true, 'refused'],
  ['another page that ends like it', '/signin/ooops', true, 'no_objection'],
  ['an error page with a new reason', '/ooops?exception_details=bad_weather', true, 'refused'],
  ['trouble of its own', '/', false, 'unclear'],
])('%s', (_, path, ok, outcome) => {
  expect(processClientTestResponse({ url: `${accounts}${path}`, ok }, accounts)).toBe(outcome);
});

test('an answer from elsewhere says nothing', () => {
  expect(processClientTestResponse({ url: 'https://wifi.example/ooops', ok: true }, accounts)).toBe(
    'unclear',
  );
  expect(processClientTestResponse({ url: '', ok: true }, accounts)).toBe('unclear');
});

describe('the question', () => {
  const redirectUri = 'https://extension.example/';

  /** Lets `fetch` answer, and tells what was asked. */
  function answerWith(answer: () => Promise<object>) {
    const asked = vi.fn<(url: string, init: RequestInit) => Promise<object>>(answer);
    vi.stubGlobal('fetch', asked);
    onTestFinished(() => {
      vi.unstubAllGlobals();
    });
    return asked;
  }

  const page = { url: `${accounts}/`, ok: true, body: null };

  test('is that of a sign-in by code, without cookies, and without a scope to be refused', async () => {
    const asked = answerWith(async () => page);
    expect(await testClient({ accountsUrl: accounts, clientId: 'c1' }, redirectUri)).toBe('no_objection');
    const [url = '', init] = asked.mock.calls[0] ?? [];
    const { origin, searchParams } = new URL(url);
    expect(origin).toBe(accounts);
    expect(Object.fromEntries(searchParams)).toEqual({
      client_id: 'c1',
      redirect_uri: redirectUri,
      response_type: 'code',
      state: expect.stringMatching(/^[\w-]{43}$/),
      code_challenge: expect.stringMatching(/^[\w-]{43}$/),
      code_challenge_method: 'S256',
    });
    expect(init).toMatchObject({ credentials: 'omit', cache: 'no-store', referrerPolicy: 'no-referrer' });
  });

  test('leaves the page unread', async () => {
    const cancel = vi.fn(async () => undefined);
    answerWith(async () => ({ ...page, body: { cancel } }));
    await testClient({ accountsUrl: accounts, clientId: 'c1' }, redirectUri);
    expect(cancel).toHaveBeenCalledOnce();
  });

  test('is given up after fifteen seconds', async () => {
    const limits = watchTimeLimits();
    vi.stubGlobal('fetch', (_: string, init: RequestInit) => unanswered(init));
    onTestFinished(() => void vi.unstubAllGlobals());
    const outcome = testClient({ accountsUrl: accounts, clientId: 'c1' }, redirectUri);
    await vi.waitUntil(() => limits.length > 0);
    expect(limits.map(({ milliseconds }) => milliseconds)).toEqual([15_000]);
    limits[0]?.end();
    expect(await outcome).toBe('unclear');
  });

  test('has no answer where LiveChat cannot be reached', async () => {
    answerWith(() => Promise.reject(new TypeError('fetch failed')));
    expect(await testClient({ accountsUrl: accounts, clientId: 'c1' }, redirectUri)).toBe('unclear');
  });
});
