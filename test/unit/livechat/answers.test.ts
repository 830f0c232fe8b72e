import * as v from 'valibot';
import { afterEach, describe, expect, test, vi } from 'vitest';
import { clientIdSchema } from '../../../src/config/schema.ts';
import { renewTokens } from '../../../src/livechat/authorization.ts';
import { checkReachable } from '../../../src/livechat/check-reachable.ts';
import { LiveChatError, requestIdSchema } from '../../../src/livechat/error.ts';
import { serviceStatusSchema } from '../../../src/livechat/service-status.ts';
import { sessionSchema, sessionsSchema } from '../../../src/livechat/session.ts';

describe('a session', () => {
  const least = { session_id: '5f0c', current: false };
  const empty = { user_agent: '', identity_source: '', ip: '', applications: [] };

  test.each([
    ['an empty object', {}],
    ['null', null],
    ['a text', 'x'],
    ['a number', 7],
    ['a list', []],
  ])('is counted whatever it looks like: %s', (_, listed) => {
    expect(v.parse(sessionsSchema(), [listed, least])).toEqual([
      { ...empty, session_id: '', current: false },
      { ...empty, ...least },
    ]);
  });

  test.each([
    ['session_id', [null, 7, {}], ''],
    ['current', [null, 'true', 1], false],
    ['user_agent', [null, 7, {}, ['x']], ''],
    ['identity_source', [null, 7], ''],
    ['ip', [null, 7, { v4: '127.0.0.1' }], ''],
    ['applications', [null, 'Agent App', 7, {}], []],
  ])('an odd %s costs itself alone', (field, values, fallback) => {
    const whole = {
      session_id: '5f0c',
      current: true,
      user_agent: 'u',
      identity_source: 'google',
      ip: '127.0.0.1',
      applications: [{ name: 'Agent App' }],
    };
    for (const value of values) {
      const session = v.parse(sessionSchema(), { ...whole, [field]: value });
      expect(session).toEqual({ ...whole, [field]: fallback });
    }
  });

  test('has applications by name or as objects, and nothing else among them', () => {
    const applications = ['Agent App', { name: 'Archives' }, null, 7, { name: null }, {}];
    expect(v.parse(sessionSchema(), { ...least, applications }).applications).toEqual([
      { name: 'Agent App' },
      { name: 'Archives' },
      { name: '' },
      { name: '' },
    ]);
  });

  test('is cut to what can be shown', () => {
    const long = 'x'.repeat(3_000);
    const applications = Array.from({ length: 25 }, (_, index) => ({ name: `app ${index}`, client_id: 'c' }));
    const session = v.parse(sessionSchema(), { ...least, user_agent: long, ip: long, applications });
    expect(session.user_agent).toBe('x'.repeat(2_048));
    expect(session.ip).toBe('x'.repeat(2_048));
    expect(session.applications).toHaveLength(20);
    expect(session.applications[0]).toEqual({ name: 'app 0' });
    expect(v.parse(sessionSchema(), { ...least, applications: [{}] }).applications).toEqual([{ name: '' }]);
  });

  test.each(['5f0c', 'YWJj+w==', 'a.b', '..a', 'agent@example.com:1'])('has the ID "%s"', (session_id) => {
    expect(v.parse(sessionSchema(), { ...least, session_id }).session_id).toBe(session_id);
  });

  test.each(['', '..', '.', '...', 'a/b', 'a?b', 'a b', 'a%2Fb', 'x'.repeat(129)])(
    'has no ID such as "%s"',
    (session_id) => {
      expect(v.parse(sessionSchema(), { ...least, session_id }).session_id).toBe('');
    },
  );
});

describe('the service status', () => {
  const fine = {
    status: { indicator: 'none', description: 'All Systems Operational' },
    components: [],
    incidents: [],
  };
  const incident = (more: object) => ({ ...fine, incidents: [{ name: 'Slow', ...more }] });

  test.each(['none', 'minor', 'major', 'critical', 'maintenance'])('may be %s', (indicator) => {
    const status = { indicator, description: '' };
    expect(v.parse(serviceStatusSchema(), { ...fine, status })).toEqual({ ...fine, status });
  });

  test.each(['operational', 'degraded_performance', 'partial_outage', 'major_outage', 'under_maintenance'])(
    'has components that are %s',
    (status) => {
      const components = [{ name: 'API', status }];
      expect(v.parse(serviceStatusSchema(), { ...fine, components }).components).toEqual(components);
    },
  );

  test('is nothing else', () => {
    expect(v.is(serviceStatusSchema(), { ...fine, status: { indicator: 'calm', description: '' } })).toBe(
      false,
    );
    expect(v.is(serviceStatusSchema(), { ...fine, components: [{ name: 'API', status: 'asleep' }] })).toBe(
      false,
    );
  });

  test('leads to https: only', () => {
    const linkOf = (shortlink: unknown) =>
      v.parse(serviceStatusSchema(), incident({ shortlink })).incidents[0]?.shortlink;
    expect(linkOf('https://stspg.io/x')).toBe('https://stspg.io/x');
    for (const bad of [
      'http://stspg.io/x',
      'javascript:alert(1)',
      'https://',
      `https://a.example/${'x'.repeat(2_048)}`,
      7,
      null,
    ])
      expect(linkOf(bad)).toBeNull();
    expect(v.parse(serviceStatusSchema(), incident({})).incidents).toEqual([
      { name: 'Slow', shortlink: null },
    ]);
  });

  test('is cut to what anybody reads', () => {
    const many = Array.from({ length: 60 }, (_, index) => ({ name: `${index}`, status: 'operational' }));
    const status = v.parse(serviceStatusSchema(), {
      status: { indicator: 'none', description: 'x'.repeat(400) },
      components: many,
      incidents: many,
    });
    expect(status.status.description).toHaveLength(300);
    expect(status.components).toHaveLength(50);
    expect(status.incidents).toHaveLength(50);
  });
});

test.each([
  [
    'a client ID',
    clientIdSchema(),
    ['bb9e5b2f1ab480e4a715977b7b1b4279', ''],
    ['a b', '<a', 'a>', 'x'.repeat(129)],
  ],
  ['a request ID', requestIdSchema(), ['r-1', 'a.b:c'], ['', ' r', 'r ', 'r\n1', 'x'.repeat(101)]],
] as const)('%s has nothing else in it', (_, schema, good, bad) => {
  for (const id of good) expect(v.is(schema, id), id).toBe(true);
  for (const id of bad) expect(v.is(schema, id), id).toBe(false);
});

test('an error has a name to tell it by', () => {
  expect(new LiveChatError('offline')).toMatchObject({ name: 'LiveChatError', message: 'offline' });
});

describe('an answer with tokens', () => {
  const client = { accountsUrl: 'https://accounts.livechat.com', clientId: 'client' };
  const answering = (body: object) => vi.stubGlobal('fetch', async () => Response.json(body));
  const whole = { access_token: 'dal:8f2c', expires_in: 60, refresh_token: '7a3f', token_type: 'Bearer' };
  afterEach(() => vi.unstubAllGlobals());

  test.each<[string, object, object]>([
    ['no refresh token', { refresh_token: undefined }, { refreshToken: undefined }],
    ['null for a refresh token', { refresh_token: null }, { refreshToken: undefined }],
    ['an empty refresh token', { refresh_token: '' }, { refreshToken: undefined }],
    ['no lifetime', { expires_in: undefined }, { expiresIn: 28_800 }],
    ['null for a lifetime', { expires_in: null }, { expiresIn: 28_800 }],
    ['a lifetime in words', { expires_in: 'soon' }, { expiresIn: 28_800 }],
    ['no lifetime at all', { expires_in: 0 }, { expiresIn: 28_800 }],
    ['a lifetime as a text', { expires_in: '90' }, { expiresIn: 90 }],
    ['an absurd lifetime', { expires_in: 1e15 }, { expiresIn: 31_536_000 }],
    ['no type', { token_type: undefined }, {}],
    ['null for a type', { token_type: null }, {}],
    ['a type in capitals', { token_type: 'BEARER' }, {}],
    ['scopes as a list', { scope: ['sessions--my:rw', 7] }, {}],
    ['scopes with spaces', { scope: 'sessions--my:rw accounts--my:ro' }, {}],
  ])('may have %s', async (_, odd, expected) => {
    answering({ ...whole, ...odd });
    const tokens = await renewTokens(client, '7a3f');
    expect(tokens).toEqual(
      JSON.parse(
        JSON.stringify({ accessToken: 'dal:8f2c', expiresIn: 60, refreshToken: '7a3f', ...expected }),
      ),
    );
  });

  test.each([
    ['no access token', { access_token: undefined }],
    ['null for an access token', { access_token: null }],
    ['an empty access token', { access_token: '' }],
    ['an access token with a space', { access_token: 'a b' }],
    ['a type that is not a bearer’s', { token_type: 'mac' }],
  ])('cannot have %s', async (_, odd) => {
    answering({ ...whole, ...odd });
    await expect(renewTokens(client, '7a3f')).rejects.toMatchObject({ code: 'unexpected_answer' });
  });
});

describe('LiveChat can be reached', () => {
  const answering = (body: BodyInit | null, status: number) =>
    vi.stubGlobal('fetch', async () => new Response(body, { status }));
  const check = () => checkReachable('https://accounts.livechat.com');
  afterEach(() => vi.unstubAllGlobals());

  test.each([200, 400, 401, 403, 404, 422])('if it answers by %i', async (status) => {
    answering(JSON.stringify({ error: 'whatever' }), status);
    await expect(check()).resolves.toBeUndefined();
  });

  test.each([
    ['a page', 401, '<html>', 'unexpected_answer'],
    ['a page', 403, '<html>', 'network_login'],
    ['a page', 200, '<html>', 'network_login'],
    ['a redirect', 302, null, 'network_login'],
    ['its own trouble', 500, '{"error":"server_error"}', 'server_error'],
    ['its wish for a pause', 429, '{"error":"temporarily_unavailable"}', 'rate_limited'],
  ])('unless the answer is %s, with %i', async (_, status, body, code) => {
    answering(body, status);
    await expect(check()).rejects.toMatchObject({ code });
  });
});
