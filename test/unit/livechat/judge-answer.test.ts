import { describe, expect, test } from 'vitest';
import { type Endpoint, judgeAnswer, retryAfterSeconds } from '../../../src/livechat/judge-answer.ts';

const now = Date.parse('2026-11-22T14:00:00Z');
const page = '<!doctype html><title>Log in</title>';
const liveChats = { error: 'some_error', error_description: 'Some words.', request_id: 'r-1' };
const endpoints: Endpoint[] = ['token', 'api', 'open'];

const judge = (endpoint: Endpoint, status: number, body: unknown = '', headers: HeadersInit = {}) =>
  judgeAnswer(endpoint, { status, headers: new Headers(headers), body }, now);
const meaning = (...parameters: Parameters<typeof judge>) => judge(...parameters).means;

describe('at every endpoint', () => {
  test.each([
    [200, {}, 'success'],
    [204, '', 'success'],
    [200, page, 'network_login'],
    [302, '', 'network_login'],
    [303, page, 'network_login'],
    [407, page, 'network_login'],
    [407, liveChats, 'network_login'],
    [511, '', 'network_login'],
    [511, liveChats, 'network_login'],
    [408, '', 'timeout'],
    [429, '', 'rate_limited'],
    [429, liveChats, 'rate_limited'],
    [500, '', 'server_error'],
    [503, page, 'server_error'],
    [599, liveChats, 'server_error'],
    [400, { error: 'server_error' }, 'server_error'],
    [403, { error: 'temporarily_unavailable' }, 'server_error'],
    [400, page, 'network_login'],
    [403, page, 'network_login'],
    [404, 'Not here', 'network_login'],
    [403, '', 'unexpected_answer'],
    [404, { message: 'none' }, 'unexpected_answer'],
    [600, '', 'unexpected_answer'],
  ] as const)('%i with %j means %s', (status, body, means) => {
    for (const endpoint of endpoints) expect(meaning(endpoint, status, body), endpoint).toBe(means);
  });
});

describe('the token endpoint', () => {
  // RFC 6749 §5.2, LiveChat's table of exceptions, and the names that the SDK 2.1.3 knows.
  const names = [
    'invalid_request',
    'invalid_client',
    'invalid_grant',
    'unauthorized_client',
    'unsupported_grant_type',
    'invalid_scope',
    'access_denied',
    'missing_grant',
    'unauthorized',
    'identity_lost',
    'credentials_login_disabled',
    'something_new',
  ];
  test.each(names)('says no for good by any 4xx in LiveChat’s own words: %s', (error) => {
    for (const status of [400, 401, 403, 404, 422]) {
      expect(judge('token', status, { error })).toEqual({
        means: 'grant_refused',
        isLiveChats: true,
        said: error,
      });
    }
  });

  test.each([
    ['the Agent Chat API', { error: { type: 'authentication', message: 'x' } }, 'authentication'],
    ['an OAuth exception', { oauth_exception: 'invalid_grant' }, 'invalid_grant'],
    [
      'an exception beside fields that say nothing',
      { error: null, oauth_exception: null, identity_exception: 'identity_lost' },
      'identity_lost',
    ],
    [
      'an error beside an empty exception',
      { error: 'invalid_grant', oauth_exception: null },
      'invalid_grant',
    ],
    ['an identity exception', { identity_exception: 'identity_lost' }, 'identity_lost'],
    [
      'a name with a closer one',
      { error: 'access_denied', sub_error: 'account_suspended' },
      'account_suspended',
    ],
  ])('reads LiveChat’s words in the shape of %s', (_, body, said) => {
    expect(judge('token', 400, body)).toEqual({ means: 'grant_refused', isLiveChats: true, said });
  });

  test.each([
    page,
    'Proxy',
    '',
    {},
    [],
    null,
    { error: 7 },
    { error: {} },
    { error: 'Unauthorized' },
    { error: 'Bad Request' },
  ])('a 401 with %j is nobody’s no', (body) => {
    expect(meaning('token', 401, body)).not.toBe('grant_refused');
    expect(judge('token', 401, body)).not.toHaveProperty('isLiveChats');
  });

  test('tells that it wants a client secret', () => {
    const body = { error: 'invalid_request', error_description: 'client_secret is missing' };
    expect(judge('token', 400, body)).toMatchObject({ means: 'grant_refused', wantsSecret: true });
    expect(judge('token', 400, liveChats)).not.toMatchObject({ wantsSecret: true });
  });
});

describe('an API with an access token', () => {
  test.each([liveChats, { error: { type: 'authentication' } }, page, 'Proxy', '', {}])(
    'a 401 with %j is about the access token',
    (body) => {
      expect(meaning('api', 401, body)).toBe('unauthorized');
    },
  );

  test('whose 401 it is, is told', () => {
    expect(judge('api', 401, liveChats)).toHaveProperty('isLiveChats', true);
    expect(judge('api', 401, page)).not.toHaveProperty('isLiveChats');
  });

  test.each([
    [{ error: 'access_denied', sub_error: 'insufficient_scope' }, {}],
    [{ error: 'insufficient_scope' }, {}],
    ['', { 'www-authenticate': 'Bearer realm="x", error="insufficient_scope", scope="y"' }],
  ])('a 403 that names the scope: %j', (body, headers) => {
    expect(meaning('api', 403, body, headers)).toBe('insufficient_scope');
  });

  test('any other 403 is told as what it is, with LiveChat’s number of the request', () => {
    const body = { error: 'access_denied', sub_error: 'account_suspended', request_id: 'r-1' };
    expect(judge('api', 403, body)).toEqual({
      means: 'access_denied',
      isLiveChats: true,
      said: 'account_suspended',
      requestId: 'r-1',
    });
  });

  test.each([
    [400, 'invalid_request'],
    [404, 'not_found'],
    [405, 'invalid_request'],
    [422, 'invalid_request'],
  ])('LiveChat’s own %i means %s', (status, means) => {
    expect(meaning('api', status, liveChats)).toBe(means);
  });
});

test('without an access token, only LiveChat’s own 401 is about one', () => {
  expect(meaning('open', 401, liveChats)).toBe('unauthorized');
  expect(meaning('open', 401, page)).toBe('unexpected_answer');
});

test('what could be anything is not passed on', () => {
  const body = { error: 'You <b>must</b>', sub_error: 'a b', request_id: 'r 1', error_description: 7 };
  expect(judge('api', 403, body)).toEqual({ means: 'access_denied', isLiveChats: true });
});

describe('Retry-After (RFC 9110 §10.2.3)', () => {
  const of = (value: string, date?: string) =>
    retryAfterSeconds(new Headers({ 'retry-after': value, ...(date && { date }) }), now);

  test('in seconds', () => {
    expect(of('120')).toBe(120);
    expect(of(' 7 ')).toBe(7);
    expect(of('9'.repeat(400))).toBe(31_536_000);
    expect(of('7 minutes')).toBeUndefined();
    expect(of('7e3')).toBeUndefined();
    expect(of('-5')).toBeUndefined();
    expect(retryAfterSeconds(new Headers(), now)).toBeUndefined();
  });

  test('as a date', () => {
    expect(of('Sun, 22 Nov 2026 14:01:30 GMT')).toBe(90);
    expect(of('Sun, 22 Nov 2026 13:00:00 GMT')).toBe(0);
    expect(of('soon')).toBeUndefined();
  });

  test('as a date by LiveChat’s clock, where the one here is two hours slow or fast', () => {
    expect(of('Sun, 22 Nov 2026 16:01:30 GMT', 'Sun, 22 Nov 2026 16:00:00 GMT')).toBe(90);
    expect(of('Sun, 22 Nov 2026 12:01:30 GMT', 'Sun, 22 Nov 2026 12:00:00 GMT')).toBe(90);
    expect(of('Sun, 22 Nov 2026 14:01:30 GMT', 'yesterday')).toBe(90);
  });

  test('is told of any failure', () => {
    expect(judge('api', 503, '', { 'retry-after': '9' })).toEqual({
      means: 'server_error',
      retryAfterSeconds: 9,
    });
  });
});
