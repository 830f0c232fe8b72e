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
    [200, 'an empty object', 'success', {}],
    [204, 'nothing', 'success', ''],
    [200, 'a page', 'network_login', page],
    [302, 'nothing', 'network_login', ''],
    [303, 'a page', 'network_login', page],
    [407, 'a page', 'network_login', page],
    [407, 'LiveChat’s own words', 'network_login', liveChats],
    [511, 'nothing', 'network_login', ''],
    [511, 'LiveChat’s own words', 'network_login', liveChats],
    [408, 'nothing', 'timeout', ''],
    [429, 'nothing', 'rate_limited', ''],
    [429, 'LiveChat’s own words', 'rate_limited', liveChats],
    [500, 'nothing', 'server_error', ''],
    [503, 'a page', 'server_error', page],
    [599, 'LiveChat’s own words', 'server_error', liveChats],
    [400, 'an error of its own', 'server_error', { error: 'server_error' }],
    [403, 'a pause', 'server_error', { error: 'temporarily_unavailable' }],
    [400, 'a page', 'network_login', page],
    [403, 'a page', 'network_login', page],
    [404, 'plain words', 'network_login', 'Not here'],
    [403, 'nothing', 'unexpected_answer', ''],
    [404, 'other JSON', 'unexpected_answer', { message: 'none' }],
    [600, 'nothing', 'unexpected_answer', ''],
  ] as const)('%i with %s means %s', (status, _, means, body) => {
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
    ['a page', page],
    ['a word', 'Proxy'],
    ['nothing', ''],
    ['an empty object', {}],
    ['an empty list', []],
    ['null', null],
    ['a number for an error', { error: 7 }],
    ['an empty error', { error: {} }],
    ['the words of a 401', { error: 'Unauthorized' }],
    ['the words of a 400', { error: 'Bad Request' }],
  ])('a 401 with %s is nobody’s no', (_, body) => {
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
  test.each([
    ['LiveChat’s own words', liveChats],
    ['words of the Agent Chat API', { error: { type: 'authentication' } }],
    ['a page', page],
    ['a word', 'Proxy'],
    ['nothing', ''],
    ['an empty object', {}],
  ])('a 401 with %s is about the access token', (_, body) => {
    expect(meaning('api', 401, body)).toBe('unauthorized');
  });

  test('whose 401 it is, is told', () => {
    expect(judge('api', 401, liveChats)).toHaveProperty('isLiveChats', true);
    expect(judge('api', 401, page)).not.toHaveProperty('isLiveChats');
  });

  test.each([
    ['as the error below', { error: 'access_denied', sub_error: 'insufficient_scope' }, {}],
    ['as the error', { error: 'insufficient_scope' }, {}],
    ['in a header', '', { 'www-authenticate': 'Bearer realm="x", error="insufficient_scope", scope="y"' }],
  ])('a 403 that names the scope %s', (_, body, headers) => {
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

describe('the Agent Chat API, by the type of its error', () => {
  const body = (type: string, data?: unknown) => ({ error: { type, message: 'Some words.', data } });

  test.each([
    [401, 'authentication', 'unauthorized'],
    [400, 'authentication', 'unauthorized'],
    [403, 'authorization', 'insufficient_scope'],
    [400, 'authorization', 'insufficient_scope'],
    [403, 'missing_access', 'insufficient_scope'],
    [400, 'missing_access', 'insufficient_scope'],
    [403, 'license_expired', 'access_denied'],
    [402, 'license_expired', 'access_denied'],
    [404, 'license_not_found', 'access_denied'],
    [400, 'wrong_product_version', 'access_denied'],
    [422, 'agent_offline', 'access_denied'],
    [429, 'too_many_requests', 'rate_limited'],
    [400, 'too_many_requests', 'rate_limited'],
    [503, 'too_many_requests', 'rate_limited'],
    [408, 'request_timeout', 'timeout'],
    [422, 'request_timeout', 'timeout'],
    [504, 'request_timeout', 'timeout'],
    [500, 'internal', 'server_error'],
    [422, 'internal', 'server_error'],
    [503, 'service_unavailable', 'server_error'],
    [400, 'service_unavailable', 'server_error'],
    [421, 'misdirected_request', 'server_error'],
    [403, 'misdirected_request', 'server_error'],
    [400, 'validation', 'invalid_request'],
    [400, 'unsupported_version', 'invalid_request'],
    [400, 'something_new', 'invalid_request'],
    [403, 'something_new', 'access_denied'],
  ] as const)('%i with %s means %s', (status, type, means) => {
    expect(judge('api', status, body(type))).toEqual({ means, isLiveChats: true, said: type });
  });

  test.each([
    'authorization',
    'missing_access',
    'misdirected_request',
    'too_many_requests',
    'request_timeout',
  ])('a sign-in still ends by any no of the token endpoint: %s', (type) => {
    expect(meaning('token', 400, body(type))).toBe('grant_refused');
  });

  test('names the data centre to ask instead', () => {
    expect(judge('api', 421, body('misdirected_request', { region: 'fra' }))).toHaveProperty('region', 'fra');
    expect(judge('api', 400, body('validation', { region: 'fra' }))).toMatchObject({ region: undefined });
  });

  test.each([
    ['no data', undefined],
    ['null', null],
    ['a text', 'fra'],
    ['an empty object', {}],
    ['a number', { region: 7 }],
    ['an empty name', { region: '' }],
    ['a name that breaks a header', { region: 'fra\r\nX-Injected: 1' }],
    ['a name as long as a sentence', { region: 'f'.repeat(21) }],
  ])('names none by %s', (_, data) => {
    expect(judge('api', 421, body('misdirected_request', data))).toEqual({
      means: 'server_error',
      isLiveChats: true,
      said: 'misdirected_request',
    });
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
