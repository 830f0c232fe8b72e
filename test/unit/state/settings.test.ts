import { readFileSync } from 'node:fs';
import * as v from 'valibot';
import { expect, onTestFinished, test, vi } from 'vitest';
import { badgeOf } from '../../../src/state/badge.ts';
import {
  choicesOf,
  isWelcomeWanted,
  managedSchema,
  policySchema,
  settingsSchema,
} from '../../../src/state/settings.ts';
import { settingsFileOf, settingsFrom } from '../../../src/state/settings-json.ts';

test('an administrator goes before the agent, the agent before the defaults', () => {
  const choices = choicesOf({ theme: 'light', alerts: false }, { theme: 'dark' });
  expect(choices).toMatchObject({ theme: 'dark', alerts: false, badgeForZero: true, clientId: 'client' });
  expect(choicesOf({ clientId: '' }).clientId).toBe('client');
  expect(choicesOf({ clientId: 'mine' }, { clientId: 'theirs' }).clientId).toBe('theirs');
});

test('an organization that the agent chose counts while it is listed, an administrator’s always', () => {
  const organizationId = 'b2185556-634c-4ecf-b4c9-bcf8b65bc853';
  const organizations = [{ id: organizationId, name: 'Ours' }];
  expect(choicesOf({ organizationId, organizations }).organizationId).toBe(organizationId);
  expect(choicesOf({ organizationId }).organizationId).toBe('');
  expect(choicesOf({ organizations }, { organizationId }).organizationId).toBe(organizationId);
  expect(choicesOf({}, { organizationId }).organizationId).toBe(organizationId);
});

test('where nobody has chosen anything', () => {
  expect(choicesOf(undefined)).toEqual({
    clientId: 'client',
    grant: 'code',
    flow: 'popup',
    organizationId: '',
    organizations: [],
    staySignedIn: true,
    intervalSeconds: 'automatic',
    minimumIntervalSeconds: 30,
    badgeForZero: true,
    alerts: true,
    notifications: false,
    theme: 'browser',
    chats: false,
    badgeContent: 'chats',
    chatsIntervalSeconds: 60,
    notifyAssigned: false,
    notifyUnreadSeconds: 0,
    notifyWaitingSeconds: 0,
    notifyText: false,
    hideNames: false,
    forgetOnLock: false,
  });
});

test.each([
  [
    'an organization without a name',
    { organizations: [{ id: 'b2185556-634c-4ecf-b4c9-bcf8b65bc853', name: ' ' }] },
  ],
  [
    'one with a name that no line holds',
    { organizations: [{ id: 'b2185556-634c-4ecf-b4c9-bcf8b65bc853', name: 'n'.repeat(61) }] },
  ],
  [
    'one with something else',
    { organizations: [{ id: 'b2185556-634c-4ecf-b4c9-bcf8b65bc853', name: 'n', token: 't' }] },
  ],
  ['an organization that has no ID', { organizationId: 'acme' }],
])('refuses %s', (_, settings) => {
  expect(v.is(settingsSchema(), settings)).toBe(false);
});

test('no organization is a choice, too', () => {
  expect(v.is(settingsSchema(), { organizationId: '', organizations: [] })).toBe(true);
});

test('of a policy, what is wrong or says nothing is left out', () => {
  const policy = { theme: 'pink', intervalSeconds: 30, colour: 'red', clientId: '', welcomePage: false };
  expect(v.parse(managedSchema(), policy)).toEqual({ intervalSeconds: 30, welcomePage: false });
});

test.each([
  ['the number for automatic', { intervalSeconds: 0 }, 'automatic'],
  ['the word for automatic', { intervalSeconds: 'automatic' }, 'automatic'],
  ['an hour', { intervalSeconds: 3600 }, 3600],
  ['more than an hour', { intervalSeconds: 3601 }, 60],
  ['an interval below the shortest', { intervalSeconds: 30, minimumIntervalSeconds: 300 }, 300],
  ['a longer shortest interval', { minimumIntervalSeconds: 300 }, 300],
  ['a shortest interval that is too short', { minimumIntervalSeconds: 10 }, 60],
])('a minute that the agent chose, with a policy of %s', (_, policy, expected) => {
  const managed = v.parse(managedSchema(), policy);
  expect(choicesOf({ intervalSeconds: 60 }, managed).intervalSeconds).toBe(expected);
});

test.each([
  ['no policy', {}, 60],
  ['another interval', { chatsIntervalSeconds: 120 }, 120],
  ['a longer shortest interval', { minimumIntervalSeconds: 300 }, 300],
  ['a shortest interval that is shorter', { minimumIntervalSeconds: 30 }, 60],
])('a minute between the requests for chats, with %s', (_, policy, expected) => {
  expect(choicesOf({ chatsIntervalSeconds: 60 }, policy).chatsIntervalSeconds).toBe(expected);
});

test.each([
  ['a wait for unread messages that is not offered', { notifyUnreadSeconds: 45 }],
  ['a wait of the queue that is not offered', { notifyWaitingSeconds: 30 }],
  ['chats more often than LiveChat is asked', { chatsIntervalSeconds: 10 }],
  ['a badge of something else', { badgeContent: 'visitors' }],
])('of a policy or a file, %s does not count', (_, settings) => {
  expect(v.parse(managedSchema(), { ...settings, hideNames: true })).toEqual({ hideNames: true });
  expect(settingsFrom(JSON.stringify(settings))).toMatchObject({ error: 'wrong_value' });
});

test('agents cannot choose the shortest interval', () => {
  expect(settingsFrom('{ "minimumIntervalSeconds": 30 }')).toEqual({
    error: 'unknown_setting',
    name: 'minimumIntervalSeconds',
  });
});

/** Names our types as a browser's policy schema does. */
const policyTypes: Record<string, string> = {
  string: 'string',
  union: 'string',
  boolean: 'boolean',
  number: 'integer',
  array: 'array',
};

/** Describes one of our schemas as far as a browser's policy schema can. */
function policyOf(schema: v.GenericSchema & { options?: unknown; pipe?: readonly object[] }): {
  type: string | undefined;
  choices: unknown;
  minimum: number | undefined;
  maximum: number | undefined;
} {
  const limit = (type: string) =>
    (
      schema.pipe?.find((each) => 'type' in each && each.type === type) as
        | { requirement?: number }
        | undefined
    )?.requirement;
  // A policy's schema has one type for each value, and 0 stands for what is no number.
  if (schema.type === 'union' && Array.isArray(schema.options) && schema.options.length === 3)
    return { ...policyOf(schema.options[2]), minimum: 0 };
  const choices = schema.type === 'picklist' && Array.isArray(schema.options) ? schema.options : undefined;
  return {
    type: policyTypes[choices ? typeof choices[0] : schema.type],
    choices,
    minimum: limit('min_value'),
    maximum: limit('max_value'),
  };
}

test('the browser knows the same policies as we do', () => {
  const { properties } = JSON.parse(readFileSync('public/managed-schema.json', 'utf8'));
  expect(Object.keys(properties)).toEqual(Object.keys(policySchema().entries));
  for (const [name, { wrapped }] of Object.entries(policySchema().entries)) {
    const { type, enum: choices, minimum, maximum } = properties[name];
    expect({ type, choices, minimum, maximum }, name).toEqual(policyOf(wrapped));
  }
});

test.each([
  ['no policy', {}, true],
  ['a policy with a theme', { theme: 'dark' }, true],
  ['a policy with a client ID', { clientId: 'theirs' }, false],
  ['a policy with a client ID that wants it', { clientId: 'theirs', welcomePage: true }, true],
  ['a policy that does not want it', { welcomePage: false }, false],
] as const)('the welcome page, with %s', (_, policy, expected) => {
  expect(isWelcomeWanted(policy)).toBe(expected);
});

test('a settings file comes back as it was', () => {
  const settings = {
    clientId: 'mine',
    theme: 'dark',
    intervalSeconds: 900,
    chats: true,
    badgeContent: 'both',
    notifyUnreadSeconds: 120,
    forgetOnLock: true,
  } as const;
  expect(settingsFrom(settingsFileOf(settings))).toEqual({ settings });
  expect(settingsFrom('{}')).toEqual({ settings: {} });
});

test.each([
  ['not JSON', '{', { error: 'not_settings' }],
  ['a list', '[]', { error: 'not_settings' }],
  ['null', 'null', { error: 'not_settings' }],
  ['an unknown setting', '{ "colour": "red" }', { error: 'unknown_setting', name: 'colour' }],
  ['a token', '{ "accessToken": "dal:1" }', { error: 'unknown_setting', name: 'accessToken' }],
  ['what only a policy sets', '{ "welcomePage": false }', { error: 'unknown_setting', name: 'welcomePage' }],
  ['a wrong value', '{ "intervalSeconds": 1 }', { error: 'wrong_value', name: 'intervalSeconds' }],
  ['a wrong type', '{ "alerts": "yes" }', { error: 'wrong_value', name: 'alerts' }],
  [
    'a wrong value in a list',
    '{ "organizations": [{ "id": "acme", "name": "Acme" }] }',
    { error: 'wrong_value', name: 'organizations.0.id' },
  ],
])('refuses %s', (_, file, error) => {
  expect(settingsFrom(file)).toEqual(error);
});

test('a zero can be hidden, but not a stale one', () => {
  const known = { count: 0, fetchedAt: 0 };
  const hidden = { badgeForZero: false, badgeContent: 'chats' } as const;
  const off = { state: 'off' } as const;
  expect(badgeOf({ state: 'fresh', ...known }, off, hidden).text).toBe('');
  expect(badgeOf({ state: 'fresh', ...known, count: 1 }, off, hidden).text).toBe('1');
  const trouble = { code: 'offline', since: 0 } as const;
  expect(badgeOf({ state: 'stale', known, trouble }, off, hidden).text).toBe('0?');
});

test('the popup flow is Chromium’s default, and in Firefox the redirect flow whatever was chosen', async () => {
  expect(choicesOf({}).flow).toBe('popup');
  expect(choicesOf({ flow: 'redirect' }).flow).toBe('redirect');
  vi.stubGlobal('__BROWSER__', 'firefox');
  vi.resetModules();
  onTestFinished(() => {
    vi.stubGlobal('__BROWSER__', 'chrome');
    vi.resetModules();
  });
  const inFirefox = await import('../../../src/state/settings.ts');
  expect(inFirefox.flows).toEqual(['redirect']);
  expect(inFirefox.choicesOf({}).flow).toBe('redirect');
  expect(inFirefox.choicesOf({ flow: 'popup' }, { flow: 'popup' }).flow).toBe('redirect');
});
