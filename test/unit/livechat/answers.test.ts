import * as v from 'valibot';
import { describe, expect, test } from 'vitest';
import { clientIdSchema } from '../../../src/config/schema.ts';
import { LiveChatError, requestIdSchema } from '../../../src/livechat/error.ts';
import { serviceStatusSchema } from '../../../src/livechat/service-status.ts';
import { sessionSchema } from '../../../src/livechat/session.ts';

describe('a session', () => {
  const least = { session_id: '5f0c', current: false };

  test('needs an ID and whether it is ours; the rest may be missing', () => {
    expect(v.parse(sessionSchema, least)).toEqual({
      ...least,
      user_agent: '',
      identity_source: '',
      ip: '',
      applications: [],
    });
    expect(v.is(sessionSchema, { current: false })).toBe(false);
    expect(v.is(sessionSchema, { session_id: '5f0c' })).toBe(false);
  });

  test('may say `null` where it has nothing to say', () => {
    const empty = { user_agent: null, identity_source: null, ip: null, applications: null };
    expect(v.parse(sessionSchema, { ...least, ...empty })).toEqual(v.parse(sessionSchema, least));
  });

  test('is cut to what can be shown', () => {
    const long = 'x'.repeat(3_000);
    const applications = Array.from({ length: 25 }, (_, index) => ({ name: `app ${index}`, client_id: 'c' }));
    const session = v.parse(sessionSchema, { ...least, user_agent: long, ip: long, applications });
    expect(session.user_agent).toBe('x'.repeat(2_048));
    expect(session.ip).toBe('x'.repeat(2_048));
    expect(session.applications).toHaveLength(20);
    expect(session.applications[0]).toEqual({ name: 'app 0' });
    expect(v.parse(sessionSchema, { ...least, applications: [{}] }).applications).toEqual([{ name: '' }]);
  });

  test.each(['', '..', '.', 'a/b', 'a?b', 'a b', 'x'.repeat(129)])('has no ID such as "%s"', (session_id) => {
    expect(v.is(sessionSchema, { ...least, session_id })).toBe(false);
  });
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
    expect(v.parse(serviceStatusSchema, { ...fine, status })).toEqual({ ...fine, status });
  });

  test.each(['operational', 'degraded_performance', 'partial_outage', 'major_outage', 'under_maintenance'])(
    'has components that are %s',
    (status) => {
      const components = [{ name: 'API', status }];
      expect(v.parse(serviceStatusSchema, { ...fine, components }).components).toEqual(components);
    },
  );

  test('is nothing else', () => {
    expect(v.is(serviceStatusSchema, { ...fine, status: { indicator: 'calm', description: '' } })).toBe(
      false,
    );
    expect(v.is(serviceStatusSchema, { ...fine, components: [{ name: 'API', status: 'asleep' }] })).toBe(
      false,
    );
  });

  test('leads to https: only', () => {
    const linkOf = (shortlink: unknown) =>
      v.parse(serviceStatusSchema, incident({ shortlink })).incidents[0]?.shortlink;
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
    expect(v.parse(serviceStatusSchema, incident({})).incidents).toEqual([{ name: 'Slow', shortlink: null }]);
  });

  test('is cut to what anybody reads', () => {
    const many = Array.from({ length: 60 }, (_, index) => ({ name: `${index}`, status: 'operational' }));
    const status = v.parse(serviceStatusSchema, {
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
    clientIdSchema,
    ['bb9e5b2f1ab480e4a715977b7b1b4279', ''],
    ['a b', '<a', 'a>', 'x'.repeat(129)],
  ],
  ['a request ID', requestIdSchema, ['r-1', 'a.b:c'], ['', ' r', 'r ', 'r\n1', 'x'.repeat(101)]],
] as const)('%s has nothing else in it', (_, schema, good, bad) => {
  for (const id of good) expect(v.is(schema, id), id).toBe(true);
  for (const id of bad) expect(v.is(schema, id), id).toBe(false);
});

test('an error has a name to tell it by', () => {
  expect(new LiveChatError('offline')).toMatchObject({ name: 'LiveChatError', message: 'offline' });
});
