import { describe, expect, test } from 'vitest';
import type { ChatsSummary } from '../../../src/state/chats.ts';
import { type ChatsConnection, nextChats } from '../../../src/state/chats-connection.ts';
import type { Failed, Trouble } from '../../../src/state/connection.ts';
import type { Stored } from '../../../src/state/store/background-store.ts';
import { type ChatsView, chatsViewOf } from '../../../src/state/view.ts';

const minute = 60_000;
const now = Date.parse('2026-11-25T14:00:00Z');
const summary: ChatsSummary = {
  mine: 4,
  unread: 1,
  supervised: 0,
  queued: 2,
  unassigned: 0,
  others: 0,
  active: 6,
};
const fetched = (ago: number): ChatsConnection => ({
  known: { summary, fetchedAt: now - ago, busyAt: now - ago },
});
const trouble = (code: Trouble['code'], ago = 0): Trouble => ({
  code,
  since: now - ago,
  at: now - ago,
  failures: 1,
  retryAt: now - ago,
});
const stored: Stored = {
  settings: { chats: true },
  connection: { status: 'signedIn', signInId: now - 60 * minute },
};
const known = { summary, fetchedAt: now };

describe('the view of the chats', () => {
  test.each<[string, Stored, ChatsView | object]>([
    ['off where nobody has chosen them', { ...stored, settings: {}, chats: fetched(0) }, { state: 'off' }],
    ['off where nobody is signed in', { ...stored, connection: { status: 'signedOut' } }, { state: 'off' }],
    [
      'off where LiveChat has refused the sign-in',
      { ...stored, connection: { status: 'refused', reason: 'revoked' } },
      { state: 'off' },
    ],
    ['not authorized where the sign-in was not asked for them', stored, { state: 'notAuthorized' }],
    [
      'not authorized, with the reason',
      { ...stored, chatsRefusal: { error: 'code_refused', said: 'invalid_grant', clientId: 'client' } },
      { state: 'notAuthorized', refusal: 'code_refused', said: 'invalid_grant' },
    ],
    [
      'not authorized, without the reason of another client',
      { ...stored, chatsRefusal: { error: 'invalid_scope', clientId: 'another' } },
      { state: 'notAuthorized' },
    ],
    [
      'what LiveChat has told, whatever it has refused since',
      { ...stored, chats: fetched(0), chatsRefusal: { error: 'access_denied', clientId: 'client' } },
      { state: 'fresh', ...known },
    ],
    [
      'loading where they are to be asked for, however long ago the sign-in was',
      { ...stored, chats: {} },
      { state: 'loading' },
    ],
    [
      'loading while they are asked for',
      { ...stored, chats: { askedAt: now - 9_000 } },
      { state: 'loading' },
    ],
    ['loading for long', { ...stored, chats: { askedAt: now - 11_000 } }, { state: 'loading', isSlow: true }],
    ['fresh', { ...stored, chats: fetched(0) }, { state: 'fresh', ...known }],
    [
      'fresh in a trouble of the sessions',
      {
        ...stored,
        connection: { status: 'signedIn', signInId: now, trouble: trouble('insufficient_scope') },
        chats: fetched(0),
      },
      { state: 'fresh', ...known },
    ],
    [
      'stale in a trouble, with the last number',
      { ...stored, chats: { ...fetched(minute), trouble: trouble('offline') } },
      {
        state: 'stale',
        known: { summary, fetchedAt: now - minute },
        trouble: { ...trouble('offline'), nextTryAt: now + minute },
      },
    ],
    [
      'stale in a trouble, without one',
      { ...stored, chats: { trouble: trouble('unexpected_answer') } },
      { state: 'stale', trouble: { code: 'unexpected_answer' } },
    ],
    [
      'stale where the browser does not store',
      { ...stored, chats: fetched(0), storageFailure: { code: 'storage_failed', since: now, at: now } },
      { state: 'stale', known, trouble: { code: 'storage_failed' } },
    ],
    [
      'fresh where the browser has stored it since',
      { ...stored, chats: fetched(0), storageFailure: { code: 'storage_failed', since: now, at: now - 1 } },
      { state: 'fresh', ...known },
    ],
    [
      'stale by its age',
      { ...stored, chats: fetched(3 * minute) },
      { state: 'stale', known: { summary, fetchedAt: now - 3 * minute }, trouble: { code: 'paused' } },
    ],
    [
      'the missing scope, whatever was known before',
      { ...stored, chats: { ...fetched(0), trouble: trouble('insufficient_scope') } },
      { state: 'scopeMissing' },
    ],
  ])('is %s', (_, items, expected) => {
    const view = chatsViewOf(items, now);
    expect(view).toMatchObject(expected);
    expect(Object.keys(view).sort()).toEqual(Object.keys(expected).sort());
  });
});

describe('what is known of the chats', () => {
  const failed = (code: Failed['code'], at = now): Failed => ({
    type: 'failed',
    code,
    at,
    retryAt: at,
    isTokenGood: true,
  });

  test('survives every failure, which are counted', () => {
    const once = nextChats(fetched(minute), failed('offline', now - 1_000));
    const twice = nextChats(once, failed('offline'));
    expect(twice).toMatchObject({
      ...fetched(minute),
      trouble: { code: 'offline', failures: 2, since: now - 1_000, at: now },
    });
  });

  test('is the last that LiveChat has told, which ends a trouble', () => {
    const after = nextChats(
      { ...fetched(minute), trouble: trouble('offline'), region: 'dal' },
      { type: 'fetched', summary, at: now, region: 'fra' },
    );
    expect(after).toEqual({ known: { summary, fetchedAt: now, busyAt: now }, region: 'fra' });
  });

  test('is awaited since the first request, until LiveChat answers one', () => {
    const asked = nextChats({}, { type: 'asked', at: now - minute });
    expect(asked).toEqual({ askedAt: now - minute });
    expect(nextChats(asked, { type: 'asked', at: now })).toEqual(asked);
    expect(nextChats(asked, { type: 'fetched', summary, at: now })).not.toHaveProperty('askedAt');
    for (const before of [fetched(minute), { trouble: trouble('offline') }])
      expect(nextChats(before, { type: 'asked', at: now })).toEqual(before);
  });

  test.each(['offline', 'timeout', 'rate_limited'] as const)('keeps the data centre through %s', (code) => {
    expect(nextChats({ region: 'fra' }, failed(code))).toMatchObject({ region: 'fra' });
  });

  test.each(['server_error', 'unauthorized', 'not_found', 'invalid_request'] as const)(
    'forgets the data centre that has answered with %s',
    (code) => {
      expect(nextChats({ region: 'fra' }, failed(code))).not.toHaveProperty('region');
    },
  );
});
