import * as v from 'valibot';
import { describe, expect, test } from 'vitest';
import { chatsPageSchema } from '../../../src/livechat/chat.ts';
import { clockAheadOf, sortChats, summaryOf } from '../../../src/state/chats.ts';

/** Writes a time of the day as LiveChat does. */
const time = (clock: string) => `2026-11-22T${clock}Z`;
const at = (clock: string) => Date.parse(time(clock));

const seen = { events_seen_up_to: time('14:00:00') };
const me = {
  id: 'ada@example.com',
  type: 'agent',
  name: 'Ada',
  email: 'ada@example.com',
  present: true,
  ...seen,
};
const colleague = { ...me, id: 'eve@example.com', name: 'Eve', email: 'eve@example.com' };
const customer = { id: 'c-1', type: 'customer', name: 'Bob', email: 'bob@example.com', present: true };
const thread = { id: 't-1', created_at: time('13:00:00'), active: true };
const queue = { position: 1, wait_time: 60, queued_at: time('13:10:00') };

const event = (clock: string, author: { id: string } = customer, text = 'Hello') => ({
  thread_id: 't-1',
  event: { created_at: time(clock), author_id: author.id, text },
});

type Raw = { users?: unknown[]; last_thread_summary?: unknown; [field: string]: unknown };
/** Sorts chats as they are in LiveChat's answer. */
const sorted = (raw: Raw[], email = 'ada@example.com') => {
  const whole = raw.map((chat, index) => ({
    id: `chat-${index}`,
    users: [customer, me],
    last_thread_summary: thread,
    ...chat,
  }));
  return sortChats(v.parse(chatsPageSchema(), { chats_summary: whole }).chats, [email]);
};
/** Names the list that a chat is in. */
const placeOf = (raw: Raw, email?: string) => {
  const { waitingSince: _, ...lists } = sorted([raw], email);
  const places = Object.entries(lists).flatMap(([place, list]) => list.map(() => place));
  expect(places.length).toBeLessThan(2);
  return places[0] ?? 'nowhere';
};
const only = (raw: Raw, email?: string) => sorted([raw], email).mine[0];

describe('a chat is', () => {
  test.each<[string, string, Raw]>([
    ['mine', 'I am present', {}],
    ['mine', 'a colleague is, too', { users: [customer, colleague, me] }],
    ['mine', 'I am visible to all', { users: [customer, { ...me, visibility: 'all' }] }],
    ['mine', 'a colleague supervises', { users: [customer, { ...colleague, visibility: 'agents' }, me] }],
    ['mine', 'it is idle', { properties: { routing: { idle: true, pinned: false } } }],
    ['mine', 'it is followed by nobody', { is_followed: false }],
    ['mine', 'my ID is not my address', { users: [{ ...me, id: '5f0c' }] }],
    ['mine', 'my address is my ID alone', { users: [{ ...me, email: undefined }] }],
    ['mine', 'my address is in capitals', { users: [{ ...me, id: '5f0c', email: 'ADA@Example.com' }] }],
    ['mine', 'I am there twice, and went once', { users: [{ ...me, present: false }, me] }],
    [
      'supervised',
      'I look on while a colleague answers',
      { users: [customer, colleague, { ...me, visibility: 'agents' }] },
    ],
    [
      'queued',
      'I look on while it waits',
      { users: [customer, { ...me, visibility: 'agents' }], last_thread_summary: { ...thread, queue } },
    ],
    ['queued', 'it waits', { users: [customer], last_thread_summary: { ...thread, queue } }],
    [
      'queued',
      'nothing else is known of the queue',
      { users: [], last_thread_summary: { ...thread, queue: {} } },
    ],
    ['queued', 'it waits although I am present', { last_thread_summary: { ...thread, queue } }],
    ['unassigned', 'nobody is in it', { users: [customer] }],
    ['unassigned', 'I only look on', { users: [customer, { ...me, visibility: 'agents' }] }],
    [
      'unassigned',
      'I look on, and a colleague does',
      {
        users: [customer, { ...colleague, visibility: 'agents' }, { ...me, visibility: 'agents' }],
      },
    ],
    [
      'unassigned',
      'I look on since the colleague has gone',
      {
        users: [customer, { ...colleague, present: false }, { ...me, visibility: 'agents' }],
      },
    ],
    ['unassigned', 'I have gone', { users: [customer, { ...me, present: false }] }],
    ['unassigned', 'everybody has gone', { users: [customer, { ...colleague, present: false }] }],
    [
      'unassigned',
      'a colleague only looks on',
      { users: [customer, { ...colleague, visibility: 'agents' }] },
    ],
    [
      'unassigned',
      'nobody waits in a queue that is null',
      { users: [customer], last_thread_summary: { ...thread, queue: null } },
    ],
    ['others', 'a colleague is in it', { users: [customer, colleague] }],
    ['others', 'I have gone, and a colleague has not', { users: [{ ...me, present: false }, colleague] }],
    ['others', 'it is followed, but not mine', { users: [customer, colleague], is_followed: true }],
    ['nowhere', 'its thread has ended', { last_thread_summary: { ...thread, active: false } }],
    ['nowhere', 'it has no thread', { last_thread_summary: undefined }],
  ])('%s where %s', (place, _, raw) => {
    expect(placeOf(raw)).toBe(place);
  });

  test('mine in the names of v3.7', () => {
    expect(placeOf({ last_thread_summary: undefined, last_thread_info: thread })).toBe('mine');
    expect(placeOf({ last_thread_summary: undefined, last_thread_info: { ...thread, queue } })).toBe(
      'queued',
    );
  });

  test('mine by the address that the account has, in whatever letters', () => {
    expect(placeOf({}, 'Ada@EXAMPLE.com')).toBe('mine');
    expect(placeOf({}, 'ada@example.co')).toBe('others');
  });

  test('nobody’s where the account’s address is not known', () => {
    expect(placeOf({ users: [customer, { ...me, id: '', email: '' }] }, '')).toBe('others');
  });

  test('not mine by a customer who has given my address', () => {
    expect(placeOf({ users: [{ ...customer, id: me.id, email: me.email }] })).toBe('unassigned');
  });
});

describe('a chat of mine', () => {
  const message = (...parameters: Parameters<typeof event>) => ({ message: event(...parameters) });

  test.each<[boolean, string, object]>([
    [true, 'the customer has written since', message('14:00:00.000001')],
    [false, 'I have seen that very message', message('14:00:00')],
    [false, 'the customer has written before', message('13:59:59.999999')],
    [false, 'I have written since', message('14:01:00', me)],
    [true, 'a colleague has written since', message('14:01:00', colleague)],
    [true, 'somebody who has gone has written since', message('14:01:00', { id: 'gone' })],
    [true, 'the customer has sent a file since', { file: event('14:01:00') }],
    [true, 'the customer has sent a rich message since', { rich_message: event('14:01:00') }],
    [true, 'the customer has filled in a form since', { filled_form: event('14:01:00') }],
    [false, 'the system has told something since', { system_message: event('14:01:00') }],
    [false, 'there is a note since', { annotation: event('14:01:00') }],
    [false, 'an app has added something since', { custom: event('14:01:00') }],
    [true, 'a file came before my answer', { file: event('14:01:00'), message: event('14:02:00', me) }],
    [false, 'a file came before what I saw', { file: event('13:01:00'), message: event('14:02:00', me) }],
    [false, 'what came may not be read', { message: { thread_id: 't-1', restricted_access: 'x' } }],
    [false, 'it is not known when it came', { message: { event: { author_id: 'c-1' } } }],
    [false, 'nothing came', {}],
  ])('is unread, %s, where %s', (isUnread, _, last_event_per_type) => {
    expect(only({ last_event_per_type })?.isUnread).toBe(isUnread);
  });

  test.each([undefined, null, ''])('is unread where I have seen nothing, as in "%s"', (events_seen_up_to) => {
    const users = [customer, { ...me, events_seen_up_to }];
    expect(only({ users, last_event_per_type: message('09:00:00') })?.isUnread).toBe(true);
    expect(only({ users, last_event_per_type: message('09:00:00', me) })?.isUnread).toBe(false);
    expect(only({ users })?.isUnread).toBe(false);
  });

  test('knows my messages by my ID, and by my address where I have none', () => {
    const last_event_per_type = message('14:01:00', { id: '5F0C' });
    expect(only({ users: [{ ...me, id: '5f0c' }], last_event_per_type })).toMatchObject({
      isUnread: false,
      newest: { author: 'me' },
    });
    expect(only({ last_event_per_type: message('14:01:00', { id: 'ADA@example.com' }) })).toMatchObject({
      isUnread: false,
      newest: { author: 'me' },
    });
    const byAddress = message('14:01:00', { id: 'ADA@example.com' });
    expect(only({ users: [{ ...me, id: '5f0c' }], last_event_per_type: byAddress })?.isUnread).toBe(false);
  });

  test('has its newest line, with its author', () => {
    const last_event_per_type = {
      message: event('14:01:00', customer, 'Hello\nAnybody?'),
      file: event('13:00:00'),
    };
    expect(only({ last_event_per_type })).toEqual({
      id: 'chat-0',
      threadId: 't-1',
      customer: 'Bob',
      isUnread: true,
      newest: { kind: 'message', text: 'Anybody?', author: 'customer', name: 'Bob' },
      at: at('14:01:00'),
      unreadSince: at('14:01:00'),
    });
  });

  test.each<[string, { id: string }, object]>([
    ['me', me, { author: 'me', name: 'Ada' }],
    ['a colleague', colleague, { author: 'agent', name: 'Eve' }],
    ['a customer', customer, { author: 'customer', name: 'Bob' }],
    ['somebody who is not in it', { id: 'gone' }, { author: 'unknown', name: '' }],
    ['nobody', { id: '' }, { author: 'unknown', name: '' }],
  ])('may have its newest line of %s', (_, author, told) => {
    const users = [{ ...customer, id: '', name: 'Nobody' }, customer, colleague, me];
    expect(only({ users, last_event_per_type: { file: event('14:01:00', author) } })?.newest).toMatchObject({
      kind: 'file',
      ...told,
    });
  });

  test('has its newest line of whatever kind', () => {
    const last_event_per_type = { message: event('14:01:00'), filled_form: event('14:02:00', customer, '') };
    expect(only({ last_event_per_type })).toMatchObject({
      newest: { kind: 'filled_form', text: '' },
      at: at('14:02:00'),
    });
  });

  test('may have no message, nor a customer with a name', () => {
    expect(only({ users: [me] })).toEqual({
      id: 'chat-0',
      threadId: 't-1',
      customer: '',
      isUnread: false,
      at: at('13:00:00'),
    });
    expect(only({ users: [me], last_thread_summary: {} })).not.toHaveProperty('at');
  });
});

test('the unread ones come first, then the newest', () => {
  const chat = (id: string, message?: object, created_at?: string) => ({
    id,
    last_thread_summary: { ...thread, created_at },
    ...(message && { last_event_per_type: { message } }),
  });
  const { mine } = sorted([
    chat('nothing-known'),
    chat('older', event('13:20:00')),
    chat('begun', undefined, time('13:30:00')),
    chat('unread', event('14:20:00')),
    chat('newer', event('14:50:00', me)),
    chat('unread-newer', event('14:30:00')),
  ]);
  expect(mine.map(({ id }) => id)).toEqual([
    'unread-newer',
    'unread',
    'newer',
    'begun',
    'older',
    'nothing-known',
  ]);
});

test('the longest wait is of the one that has queued first', () => {
  const waiting = (queued_at?: string, created_at?: string) => ({
    users: [customer],
    last_thread_summary: { ...thread, created_at, queue: { queued_at } },
  });
  const waitingSince = (...chats: Raw[]) => sorted(chats).waitingSince;
  expect(waitingSince(waiting(time('13:10:00')), waiting(time('13:05:00')), {})).toBe(at('13:05:00'));
  expect(waitingSince(waiting(time('13:05:00')), waiting(time('13:10:00')))).toBe(at('13:05:00'));
  expect(waitingSince(waiting(undefined, time('13:02:00')))).toBe(at('13:02:00'));
  expect(waitingSince(waiting())).toBeUndefined();
  expect(
    waitingSince({
      users: [customer, { ...me, visibility: 'agents' }],
      last_thread_summary: { ...thread, queue: { queued_at: time('13:05:00') } },
    }),
  ).toBe(at('13:05:00'));
  // It is in no queue, however long it is there.
  expect(waitingSince({}, { users: [customer] })).toBeUndefined();
});

test('a chat’s list of others tells nothing unread of somebody else’s', () => {
  const { others } = sorted([
    { users: [customer, colleague], last_event_per_type: { message: event('23:00:00') } },
  ]);
  expect(others.map(({ isUnread }) => isUnread)).toEqual([false]);
});

test.each<[string, string]>([
  ['the e-mail address', 'ADA@example.com'],
  ['the account’s ID', 'ACCOUNT-5f0c'],
])('a chat is mine by %s, in whatever letters', (_, id) => {
  const users = [customer, { ...me, id, email: undefined }];
  const { chats } = v.parse(chatsPageSchema(), {
    chats_summary: [
      {
        id: 'c',
        users,
        last_thread_summary: thread,
        last_event_per_type: { message: event('15:00:00', { id }) },
      },
    ],
  });
  const { mine } = sortChats(chats, ['ada@example.com', 'account-5F0C']);
  expect(mine).toMatchObject([{ isUnread: false, newest: { author: 'me' } }]);
  expect(sortChats(chats, ['', 'eve@example.com']).mine).toEqual([]);
});

describe('the time since which a chat is unread', () => {
  /** Sorts one chat, after a list in which it was unread since a time. */
  const sinceAfter = (before: string | undefined, raw: Raw, { id = 'c', threadId = 't-1' } = {}) => {
    const whole = { id: 'c', users: [customer, me], last_thread_summary: thread, ...raw };
    const last = {
      id,
      threadId,
      customer: '',
      isUnread: true,
      ...(before !== undefined && { unreadSince: at(before) }),
    };
    const { chats } = v.parse(chatsPageSchema(), { chats_summary: [whole] });
    return sortChats(chats, ['ada@example.com'], [last]).mine[0]?.unreadSince;
  };
  const message = (clock: string) => ({ last_event_per_type: { message: event(clock) } });

  test.each<[string, string | undefined, string | undefined, Raw, object?]>([
    ['that of its message', '14:05:00', undefined, message('14:05:00')],
    [
      'that of an earlier message, of which LiveChat tells no more',
      '14:01:00',
      '14:01:00',
      message('14:05:00'),
    ],
    ['none where everything was seen', undefined, '14:01:00', message('13:05:00')],
    ['that of the new message where the one before was seen', '14:05:00', '13:55:00', message('14:05:00')],
    [
      'that of the message in another thread',
      '14:05:00',
      '14:01:00',
      message('14:05:00'),
      { threadId: 't-0' },
    ],
    ['that of the message in another chat', '14:05:00', '14:01:00', message('14:05:00'), { id: 'd' }],
    [
      'that of the oldest of several kinds',
      '14:02:00',
      undefined,
      { last_event_per_type: { message: event('14:05:00'), file: event('14:02:00') } },
    ],
    [
      'not that of what was seen of another kind',
      '14:05:00',
      undefined,
      { last_event_per_type: { message: event('14:05:00'), file: event('13:02:00') } },
    ],
    [
      'not that of my own message',
      '14:02:00',
      undefined,
      {
        last_event_per_type: { message: event('14:05:00', me), file: event('14:02:00') },
      },
    ],
  ])('is %s', (_, expected, before, raw, last) => {
    expect(sinceAfter(before, raw, last)).toBe(expected && at(expected));
  });
});

describe('the numbers', () => {
  const chats: Raw[] = [
    { last_event_per_type: { message: event('14:01:00') } },
    {},
    {
      users: [colleague, { ...me, visibility: 'agents' }],
      last_event_per_type: { message: event('14:01:00') },
    },
    { users: [customer], last_thread_summary: { ...thread, queue } },
    { users: [customer] },
    { users: [customer] },
    { users: [customer, colleague] },
    { last_thread_summary: { ...thread, active: false } },
  ];
  const numbers = {
    mine: 2,
    unread: 1,
    supervised: 1,
    queued: 1,
    unassigned: 2,
    others: 1,
    active: 7,
    waitingSince: at('13:10:00'),
  };

  test('are of active chats, and the unread ones of mine', () => {
    expect(summaryOf(sorted(chats), false)).toEqual(numbers);
    expect(summaryOf(sorted([]), false)).toEqual({
      mine: 0,
      unread: 0,
      supervised: 0,
      queued: 0,
      unassigned: 0,
      others: 0,
      active: 0,
    });
  });

  test('may be higher where LiveChat has more', () => {
    expect(summaryOf(sorted(chats), true)).toEqual({ ...numbers, isAtLeast: true });
  });
});

describe('where the clock here is not LiveChat’s', () => {
  const minutes = 60_000;

  test.each([
    ['as good as right', 1_900, undefined, 0],
    ['five minutes fast', 300_700, undefined, 300_700],
    ['five minutes fast, as before', 301_900, 300_700, 300_700],
    ['ten minutes slow', -600_000, 300_700, -600_000],
    ['set right', 400, 300_700, 400],
  ])('a clock is %s', (_, measured, before, expected) => {
    expect(clockAheadOf(measured, before)).toBe(expected);
  });

  test.each([5 * minutes, -5 * minutes])('times go by the one here: %i ms ahead', (ahead) => {
    const mine = {
      id: 'c',
      users: [customer, me],
      last_thread_summary: thread,
      last_event_per_type: { message: event('14:05:00.000123') },
    };
    const queued = { ...mine, users: [customer], last_thread_summary: { ...thread, queue } };
    const { chats } = v.parse(chatsPageSchema(), { chats_summary: [mine, queued] });
    const first = sortChats(chats, ['ada@example.com'], [], ahead);
    const since = at('14:05:00') + 0.123 + ahead;
    expect(first.mine).toMatchObject([{ at: since, unreadSince: since }]);
    expect(first.waitingSince).toBe(at('13:10:00') + ahead);
    // Again and again, nothing moves.
    expect(sortChats(chats, ['ada@example.com'], first.mine, ahead)).toEqual(first);
    // What was unread before is as old as it was.
    const later = { ...mine, last_event_per_type: { message: event('14:06:00') } };
    const next = v.parse(chatsPageSchema(), { chats_summary: [later] }).chats;
    expect(sortChats(next, ['ada@example.com'], first.mine, ahead).mine).toMatchObject([
      { at: at('14:06:00') + ahead, unreadSince: since },
    ]);
    // It was read, and there is something new.
    const read = { ...later, users: [customer, { ...me, events_seen_up_to: time('14:05:30') }] };
    const last = v.parse(chatsPageSchema(), { chats_summary: [read] }).chats;
    expect(sortChats(last, ['ada@example.com'], first.mine, ahead).mine).toMatchObject([
      { unreadSince: at('14:06:00') + ahead },
    ]);
  });
});
