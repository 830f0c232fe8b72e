import { expect, test } from 'vitest';
import type { PublicValues } from '../../../src/state/store/page-store.ts';
import { type ChatsStep, chatsStepOf } from '../../../src/ui/chats-step.ts';

const now = Date.parse('2026-11-25T14:00:00Z');
const summary = { mine: 2, unread: 1, supervised: 0, queued: 0, unassigned: 0, others: 0, active: 2 };
const trouble = { since: now, at: now, failures: 1, retryAt: now };
const signedIn: Partial<PublicValues> = {
  settings: { chats: true },
  connection: { status: 'signedIn', signInId: now },
};
const wanted = { isWanted: true, isAllowed: true };

const stepOf = (stored: Partial<PublicValues>, browser: Parameters<typeof chatsStepOf>[1] = wanted) =>
  chatsStepOf({ ...signedIn, ...stored } as Parameters<typeof chatsStepOf>[0], browser, now);

test.each<[ChatsStep['name'], string, Partial<PublicValues>]>([
  ['signIn', 'nobody is signed in', { connection: { status: 'signedOut' } }],
  [
    'refused',
    'nobody is signed in, and LiveChat has refused',
    { connection: { status: 'signedOut' }, chatsRefusal: { error: 'invalid_scope', clientId: 'client' } },
  ],
  [
    'signIn',
    'nobody is signed in, and another client was refused',
    { connection: { status: 'signedOut' }, chatsRefusal: { error: 'invalid_scope', clientId: 'other' } },
  ],
  [
    'finish',
    'a sign-in is under way, which asks for chats, too',
    { connection: { status: 'signedOut' }, signIn: { authorizeTabId: 1 } },
  ],
  ['finish', 'LiveChat is asked for them', { signIn: { authorizeTabId: 1, withChats: true } }],
  ['ask', 'the sign-in was not asked for them', {}],
  ['ask', 'a sign-in over the present one is not for them', { signIn: { authorizeTabId: 1 } }],
  ['ask', 'another client was refused', { chatsRefusal: { error: 'invalid_scope', clientId: 'other' } }],
  ['refused', 'LiveChat has refused', { chatsRefusal: { error: 'invalid_scope', clientId: 'client' } }],
  [
    'scope',
    'LiveChat has missed the scope',
    { chats: { trouble: { ...trouble, code: 'insufficient_scope' } } },
  ],
  ['done', 'LiveChat has not told them yet', { chats: {} }],
  ['done', 'LiveChat has told them', { chats: { known: { summary, fetchedAt: now } } }],
  [
    'done',
    'they cannot be fetched just now',
    { chats: { known: { summary, fetchedAt: now }, trouble: { ...trouble, code: 'offline' } } },
  ],
  ['trouble', 'they have never come', { chats: { trouble: { ...trouble, code: 'access_denied' } } }],
])('is "%s" where %s', (name, _, stored) => {
  expect(stepOf(stored).name).toBe(name);
});

test('tells LiveChat’s reason', () => {
  const chatsRefusal = { error: 'access_denied', said: 'access_denied', clientId: 'client' } as const;
  const { clientId: _, ...reason } = chatsRefusal;
  expect(stepOf({ chatsRefusal })).toEqual({ name: 'refused', ...reason });
});

test('asks again while that is under way, whatever was said before', () => {
  const chatsRefusal = { error: 'access_denied', clientId: 'client' } as const;
  const signIn = { authorizeTabId: 1, withChats: true } as const;
  expect(stepOf({ chatsRefusal, signIn }).name).toBe('finish');
});

test.each<[ChatsStep['name'], string, Parameters<typeof chatsStepOf>[1]]>([
  ['none', 'nobody wants them', { isWanted: false, isAllowed: true }],
  ['none', 'the browser has not told what it allows', { isWanted: true, isAllowed: undefined }],
  ['allow', 'the permission was withdrawn', { isWanted: true, isAllowed: false }],
])('is "%s" where %s, whatever LiveChat says', (name, _, browser) => {
  for (const chats of [undefined, {}, { trouble: { ...trouble, code: 'insufficient_scope' } as const }])
    expect(stepOf(chats ? { chats } : {}, browser).name).toBe(name);
});
